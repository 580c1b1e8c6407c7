/**
 * `vip audit --capture`: what was advertised.
 *
 * @module
 */

import {type CaptureFacts, createCollector} from '@vip/analysis/internal';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {openFrames, readFrames, warnOfDamage} from '../frames.js';
import {COMPARED_CAPTURE} from '../options/auditing.js';
import {blamed} from '../options/option.js';

export interface ReadCapture {
  readonly facts: CaptureFacts;
  /** Whether anything beyond some position in it cannot be read. */
  readonly isDamaged: boolean;
}

/** Gives up root before any of it is read. @throws VipError if it cannot be opened, or is not a capture */
export async function readAuditCapture(file: string): Promise<ReadCapture> {
  try {
    const frames = openFrames({file, ifaces: undefined, filter: '', listening: () => ''});
    giveUpRoot();
    const collector = createCollector();
    const {ending} = await readFrames(frames, undefined, seen => collector.take(seen));
    return {facts: collector.facts(), isDamaged: warnOfDamage(ending)};
  } catch (error) {
    throw blamed(COMPARED_CAPTURE, error);
  }
}
