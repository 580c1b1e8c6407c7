/**
 * How far a capture can be trusted if a frame is not in it: the capture itself may have missed it. Pure.
 *
 * @module
 */

import type {Run} from '../../capture/mark.js';
import {sum} from '../../collections/sum.js';
import {type Pause, wasPaused} from '../../explain/frames/pauses.js';
import type {Passage} from './passage-count.js';
import type {Completeness} from './passages.js';

/** With fewer of its own frames in other captures, the frames of others that it misses must suffice. */
const ENOUGH = 20;

/** How complete the capture of a place is. */
export interface Witness {
  /** Frames that its machine sent and that other captures have. */
  readonly own: Completeness;
  /** The frames of others that should have arrived there. */
  readonly passages: readonly Passage[];
  /** Number of frames that its file reports as dropped, and of all its frames. */
  readonly dropped: number;
  readonly frames: number;
  /** Stretches without any frame, much longer than is usual there. */
  readonly pauses: readonly Pause[];
}

/** The interval in which frames are missing, and how many. */
export type Missing = Pick<Run, 'count' | 'first' | 'last'>;

/**
 * Whether frames that are not in a capture really did not arrive, rather than being missed by the capture: one that misses a tenth of the frames
 * that its own machine sent misses a tenth of the rest as well.
 *
 * @param missing a run of missing frames
 * @param chance it is reported as a loss if it would happen less often than this by chance alone
 */
export function isLoss(
  {own, passages, dropped, frames, pauses}: Witness,
  {count, first, last}: Missing,
  of: Passage,
  chance: number,
): boolean {
  if (wasPaused(pauses, first.at, last.at)) return false;
  const others = passages.filter(passage => passage !== of);
  const arrived = sum(others, passage => passage.arrived);
  // Frames in long runs were lost on the way, like these.
  const single = sum(others, passage => passage.scattered);
  const [missing, checked] =
    own.checked >= ENOUGH
      ? [own.missing, own.checked]
      : [own.missing + single, own.checked + arrived + single];
  const rate = Math.max((missing + 0.5) / (checked + 1), dropped / Math.max(1, dropped + frames));
  return rate ** count <= chance;
}
