/**
 * What the software under test says, and how it ends.
 *
 * @module
 */

import type {Happening} from './happening.js';

/** A line that the software under test said, dated when it was read. */
export interface SaidEvent extends Happening {
  readonly kind: 'said';
  /** What it is called: keepalived, node-cmd. */
  readonly program: string;
  readonly text: string;
}

/** What the software's own check says of its configuration, before it is started. */
export interface CheckedEvent extends Happening {
  readonly kind: 'checked';
  readonly program: string;
  /** Null when a signal ended the check. */
  readonly exitCode: number | null;
  /** Each once. */
  readonly messages: readonly string[];
}

/** A program of the software under test ended, and everything that it had started. */
export interface ProgramEndedEvent extends Happening {
  readonly kind: 'program-ended';
  readonly program: string;
  /** As shells count, 128 + n for signal n; absent where it went on without who was started. */
  readonly status?: number;
  /** Whether that is what the fault does. */
  readonly byFault: boolean;
}
