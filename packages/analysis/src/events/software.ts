/**
 * Output of the software under test, and its end.
 *
 * @module
 */

import type {Happening} from './happening.js';

/** A line printed by the software under test, dated when it was read. */
export interface SaidEvent extends Happening {
  readonly kind: 'said';
  /** Its name: keepalived, node-cmd. */
  readonly program: string;
  readonly text: string;
}

/** The result of the software's own check of its configuration, before it is started. */
export interface CheckedEvent extends Happening {
  readonly kind: 'checked';
  readonly program: string;
  /** Null if a signal ended the check. */
  readonly exitCode: number | null;
  /** Each once. */
  readonly messages: readonly string[];
}

/** A program of the software under test ended, with everything that it had started. */
export interface ProgramEndedEvent extends Happening {
  readonly kind: 'program-ended';
  readonly program: string;
  /** As in a shell, 128 + n for signal n; absent if it continued in the background. */
  readonly status?: number;
  /** Whether the fault ended it. */
  readonly byFault: boolean;
}
