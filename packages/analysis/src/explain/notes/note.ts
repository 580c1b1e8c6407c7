/**
 * A note about an address: a finding of the lowest severity. It is worth knowing, and no verdict depends on it.
 *
 * @module
 */

import type {ServiceName} from '../../conversations/facts.js';
import type {Finding} from '../../findings/finding.js';
import type {AddressFacts, CaptureFacts} from '../facts.js';
import type {Handovers} from '../handovers/handover.js';
import {findingAbout} from '../judge/finding-of.js';
import type {Draft, VerdictName} from '../verdict.js';
import {NOTE_MEANINGS, type NoteCode} from './note-meaning.js';

export interface NoteContext {
  readonly capture: CaptureFacts;
  readonly address: AddressFacts;
  readonly changes: Handovers;
  /** Other addresses of the capture that only ask this one. */
  readonly askers: readonly AddressFacts[];
  /** Services of whose requests a finding tells. */
  readonly unserved: readonly ServiceName[];
  /** The worst that was found, and all that was. */
  readonly verdict: VerdictName;
  readonly verdicts: ReadonlySet<VerdictName>;
}

export type Note = Finding<NoteCode>;

/** @param frames that show it, the first one first; a few */
export function note(
  address: AddressFacts,
  code: NoteCode,
  evidence: string,
  frames: readonly (number | undefined)[] = [],
  {remedy = '', ...more}: Partial<Pick<Draft, 'remedy' | 'isForeign' | 'consequence'>> = {},
): Note[] {
  const known = frames.filter(frame => frame !== undefined);
  const meaning = {code, ...NOTE_MEANINGS[code], page: 'docs/findings.md'};
  return [findingAbout(address, meaning, {evidence, frames: known, remedy, ...more})];
}
