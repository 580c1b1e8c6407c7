/**
 * The options of a round.
 *
 * @module
 */

import type {LessonSettings, LessonStation} from '../lesson.js';

export interface RoundOptions {
  readonly settings: LessonSettings;
  readonly clients: readonly LessonStation[];
  /** Between two pings of a client. Milliseconds. */
  readonly pingIntervalMs: number;
  /** How long the clients ping before the VIP moves. Milliseconds. */
  readonly warmUpMs: number;
  /** Whether each state of the first client is printed as it begins; otherwise a count for all clients is printed now and then. */
  readonly tellsSteps: boolean;
}
