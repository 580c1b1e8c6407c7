/**
 * Distinguishing a machine that is too busy from software that does nothing.
 *
 * @module
 */

import {VipError} from '@vip/arp';

/** How long to wait for a sign of life from our processes, counting only time in which we run ourselves. Milliseconds. */
const PATIENCE_MS = 30_000;

const TICK_MS = 200;

/** @param what which process cannot keep up, and with what */
export function tooBusy(what: string): VipError {
  return new VipError('NOT_POSSIBLE', `measure: this machine is too busy to measure: ${what}`);
}

export interface Waiting {
  /** Describes what has not arrived. */
  readonly what: () => string;
  /** The number of signs of life so far. */
  readonly signs: () => number;
  /** Milliseconds; for tests. */
  readonly patienceMs?: number;
}

/**
 * Waits for the work of others.
 *
 * @throws VipError when they give no sign of life for too long. Time in which this process itself was stopped (^Z, a frozen
 *   machine) does not count
 */
export async function unlessTooBusy<T>(
  work: Promise<T>,
  {what, signs, patienceMs = PATIENCE_MS}: Waiting,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = new Promise<never>((_, reject) => {
    let leftMs = patienceMs;
    let counted = signs();
    let last = performance.now();
    timer = setInterval(() => {
      const now = performance.now();
      leftMs = signs() === counted ? leftMs - Math.min(now - last, 2 * TICK_MS) : patienceMs;
      counted = signs();
      last = now;
      if (leftMs < 0) reject(tooBusy(`${what()} for ${patienceMs / 1000} s`));
    }, TICK_MS);
  });
  try {
    return await Promise.race([work, giveUp]);
  } finally {
    clearInterval(timer);
  }
}
