/**
 * Announcing through a link: rounds of frames, and the outcome of each.
 *
 * @module
 */

import {DEFAULT_ROUND_INTERVAL_MS, DEFAULT_ROUNDS, VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';

/** Something that frames can be sent through; `FrameLink` is one. */
export interface FrameSender {
  send(frame: Uint8Array): void;
}

/** The outcome of a frame. */
export interface SentFrame {
  readonly frame: Uint8Array;
  /** From 1. */
  readonly round: number;
  /** When it was handed to the kernel. */
  readonly at: bigint;
  /** Why it could not be sent. */
  readonly failure: VipError | undefined;
}

export interface RoundsOptions {
  /** The frames of one round, in the order they are sent. */
  readonly frames: readonly Uint8Array[];
  /** `DEFAULT_ROUNDS` of `@vip/arp` by default. */
  readonly rounds?: number;
  /** Interval between the beginnings of two rounds, in milliseconds; `DEFAULT_ROUND_INTERVAL_MS` by default. */
  readonly intervalMs?: number;
  /** Average interval between two frames of a round, in milliseconds; no frame is early. None by default. */
  readonly paceMs?: number;
  /** The clock of the reports: nanoseconds since the epoch; the kernel's by default. */
  readonly now?: () => bigint;
  /**
   * Called for every frame, some thousands at a time unless they are paced, so that reporting does not hold up the next frame. No more are
   * sent until it resolves.
   */
  readonly onFrames?: (sent: readonly SentFrame[]) => Promise<void> | void;
  /** Called with the number of a round, from 1, when its last frame was sent. */
  readonly afterRound?: (round: number) => void;
  /** Ends it between two rounds, two paced frames, or some thousands. */
  readonly signal?: AbortSignal;
}

/** Number of frames sent without checking whether to end, which takes about ten milliseconds. */
export const FRAMES_PER_TURN = 4096;

/**
 * Sends the rounds. A frame that the kernel refuses does not keep the others from being tried: the interface may
 * be back for the next round, and a late announcement is better than none.
 */
export async function sendRounds(sender: FrameSender, options: RoundsOptions): Promise<void> {
  const {
    frames,
    rounds = DEFAULT_ROUNDS,
    intervalMs = DEFAULT_ROUND_INTERVAL_MS,
    paceMs = 0,
    signal,
  } = options;
  const {now = kernelTime, onFrames, afterRound} = options;
  let due = 0;
  for (let round = 1; round <= rounds; round++) {
    if (round > 1) await until(due, signal);
    let began = 0;
    let untold: SentFrame[] = [];
    const tell = async () => {
      const told = untold;
      untold = [];
      await onFrames?.(told);
    };
    for (const [index, frame] of frames.entries()) {
      if (index > 0 && paceMs > 0) await until(began + index * paceMs, signal);
      const failure = trySend(sender, frame);
      // Counted from when the first frame had left: that one takes longer than the others, and no round may come early.
      if (index === 0) began = steadyMs();
      due = began + intervalMs;
      untold.push({frame, round, at: now(), failure});
      if (paceMs > 0) await tell();
      else if (untold.length === FRAMES_PER_TURN) {
        await tell();
        await nextTurn(signal);
      }
    }
    afterRound?.(round);
    await tell();
  }
}

/** Never resolves early: a timer of 1099.6 ms fires after 1099, within the `locktime` that it must outlast. */
async function until(due: number, signal: AbortSignal | undefined): Promise<void> {
  const wait = Math.ceil(due - steadyMs());
  if (wait > 0) await timers().setTimeout(wait, undefined, {signal});
  else await nextTurn(signal);
}

function nextTurn(signal: AbortSignal | undefined): Promise<void> {
  return timers().setImmediate(undefined, {signal});
}

/** Loaded only when there is something to wait for: a single round needs no timers. */
function timers(): typeof import('node:timers/promises') {
  return process.getBuiltinModule('node:timers/promises');
}

/** `performance.now()` without the parts of Node that it loads, which takes as long as opening the link and sending. */
function steadyMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The first of each, then the second of each: every address is announced once before any is repeated. */
export function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = lists.reduce((most, {length}) => Math.max(most, length), 0);
  return Array.from({length: longest}, (_, turn) => lists.flatMap(list => list.slice(turn, turn + 1))).flat();
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
