/**
 * A note about an address: a finding of the lowest severity, worth knowing, but without influence on verdicts.
 *
 * @module
 */

import type {ServiceName} from '../../conversations/facts.js';
import type {Finding} from '../../findings/finding.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {findingAbout} from '../finding-about.js';
import type {Handovers} from '../handovers/handover.js';
import type {Draft, VerdictName} from '../verdict.js';
import {NOTE_MEANINGS, type NoteCode} from './note-meaning.js';

export interface NoteContext {
  readonly capture: CaptureFacts;
  readonly address: AddressFacts;
  readonly changes: Handovers;
  /** Other addresses of the capture that only ask this one. */
  readonly askers: readonly AddressFacts[];
  /** Services whose requests are covered by a finding. */
  readonly unserved: readonly ServiceName[];
  /** The worst finding, and all findings. */
  readonly verdict: VerdictName;
  readonly verdicts: ReadonlySet<VerdictName>;
}

export type Note = Finding<NoteCode>;

/** @param frames a few that show it, in order */
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
