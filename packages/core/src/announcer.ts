/**
 * Announcing through a link: rounds of frames, and what became of each.
 *
 * @module
 */

import {setImmediate as nextTurn, setTimeout as sleep} from 'node:timers/promises';
import {VipError} from '@vip/arp';

/** Something that frames can be sent through; `FrameLink` is one. */
export interface FrameSender {
  send(frame: Uint8Array): void;
}

export interface RoundsOptions {
  /** The frames of one round, in the order they are sent. */
  readonly frames: readonly Uint8Array[];
  readonly rounds: number;
  /** From the beginning of one round to that of the next, in milliseconds. */
  readonly intervalMs: number;
  /** Told of every frame: when it was handed to the kernel, or why it could not be. */
  readonly onFrame: (frame: Uint8Array, round: number, failure: VipError | undefined) => void;
  /** Ends it between two rounds. */
  readonly signal?: AbortSignal;
}

/**
 * Sends the rounds. A frame that the kernel refuses does not keep the others from being tried: the interface may
 * be back for the next round, and an announcement that comes late is better than none.
 */
export async function sendRounds(sender: FrameSender, options: RoundsOptions): Promise<void> {
  const {frames, rounds, intervalMs, onFrame, signal} = options;
  let due = 0;
  for (let round = 1; round <= rounds; round++) {
    if (round > 1) await until(due, signal);
    for (const [index, frame] of frames.entries()) {
      const failure = trySend(sender, frame);
      // Counted from when its first frame was out: the first of all takes longer, and no round may come early.
      if (index === 0) due = performance.now() + intervalMs;
      onFrame(frame, round, failure);
    }
  }
}

/** Never comes back early: a timer of 1099.6 ms fires after 1099, inside the `locktime` it shall outwait. */
async function until(due: number, signal: AbortSignal | undefined): Promise<void> {
  const wait = Math.ceil(due - performance.now());
  if (wait > 0) await sleep(wait, undefined, {signal});
  else await nextTurn(undefined, {signal});
}

function trySend(sender: FrameSender, frame: Uint8Array): VipError | undefined {
  try {
    sender.send(frame);
    return undefined;
  } catch (error) {
    if (error instanceof VipError) return error;
    throw error;
  }
}
