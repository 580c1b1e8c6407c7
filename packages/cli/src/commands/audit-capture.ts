/**
 * `vip audit --capture`: what was advertised.
 *
 * @module
 */

import {type CaptureFacts, createCollector} from '@vip/analysis';
import {giveUpRoot} from '@vip/core/privileges';
import {openFrames, readFrames} from '../frames.js';
import {note} from '../output.js';

export interface ReadCapture {
  readonly facts: CaptureFacts;
  /** Whether what is behind a place in it cannot be read. */
  readonly isDamaged: boolean;
}

/** Gives up root before anything of it is read. @throws VipError if it cannot be opened, or is no capture */
export async function readCapture(file: string): Promise<ReadCapture> {
  const source = openFrames({file, ifaces: undefined, filter: '', listening: () => ''});
  giveUpRoot();
  const collector = createCollector();
  const {ending} = await readFrames(source, undefined, frames => collector.take(frames));
  const isDamaged = ending.damage?.code === 'MALFORMED';
  if (isDamaged) note(`warning: ${ending.damage?.message}`);
  return {facts: collector.facts(), isDamaged};
}
