/**
 * A note about an address: worth knowing, but not a fault.
 *
 * @module
 */

import type {AddressFacts, CaptureFacts} from '../facts.js';
import type {Handovers} from '../handover.js';
import type {VerdictName} from '../verdict.js';

export type NoteCode =
  | 'ANSWERED_ELSEWHERE'
  | 'ANYCAST'
  | 'ASKER_MOVED'
  | 'BRIEF_DOUBLE_CLAIM'
  | 'CLOCK_STEPPED'
  | 'FIRST_CLAIM'
  | 'INVALID_ANNOUNCEMENT'
  | 'LATE_OLD_OWNER'
  | 'LOAD_SHARING'
  | 'MOVED_WITH_ITS_MAC'
  | 'NEVER_SERVED'
  | 'NOBODY_READS_VRRP'
  | 'NOT_ASKED'
  | 'OUT_OF_ORDER'
  | 'PRIORITY_FELL'
  | 'PROBE_DEFENDED'
  | 'PROXY'
  | 'REQUESTS_ALONE'
  | 'REUSED'
  | 'SESSIONS_RESET'
  | 'SIGNATURE_UNKNOWN'
  | 'SIGNED'
  | 'TAUGHT_OTHER_MAC'
  | 'VIRTUAL_MACS_OF_ONE_NODE';

export interface Note {
  readonly code: NoteCode;
  readonly text: string;
  readonly frames: readonly number[];
}

export interface Given {
  readonly capture: CaptureFacts;
  readonly address: AddressFacts;
  readonly changes: Handovers;
  /** Other addresses of the capture that only ask this one. */
  readonly askers: readonly AddressFacts[];
  /** The worst that was found. */
  readonly verdict: VerdictName;
}

export function note(code: NoteCode, text: string, frames: readonly (number | undefined)[] = []): Note[] {
  return [{code, text, frames: frames.filter(frame => frame !== undefined)}];
}
