/**
 * Output of the software under test, and its end.
 *
 * @module
 */

import type {Happening} from './happening.js';

/** A line printed by the software under test, dated when it was read. */
export interface SaidEvent extends Happening {
  readonly kind: 'said';
  /** Name of the program, such as `keepalived` or `node-cmd`. */
  readonly program: string;
  readonly text: string;
}

/** The result of the software's own check of its configuration, before it is started. */
export interface CheckedEvent extends Happening {
  readonly kind: 'checked';
  readonly program: string;
  /** Exit code of the check; null if a signal ended it. */
  readonly exitCode: number | null;
  /** The messages that the check printed, each once. */
  readonly messages: readonly string[];
}

/** A program of the software under test ended, along with everything that it had started. */
export interface ProgramEndedEvent extends Happening {
  readonly kind: 'program-ended';
  readonly program: string;
  /**
   * Exit status as a shell reports it, 128 + n for signal n; absent if the program continued in the
   * background.
   */
  readonly status?: number;
  /** Whether the fault ended it. */
  readonly byFault: boolean;
}
