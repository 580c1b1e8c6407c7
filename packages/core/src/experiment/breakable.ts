/**
 * A run that can break under us: it is interrupted, its lab is ended from outside, somebody who watches dies.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {VipError} from '@vip/arp';
import type {Lab} from '../lab/lab.js';

export interface Breakable {
  /** Ends the run with this reason. What comes later is only the echo of the first. */
  readonly break: (reason: Error) => void;
  /** Aborted when the run is broken, so that nobody goes on waiting. */
  readonly signal: AbortSignal;
  /** Comes back when the work is done, or fails as soon as the run is broken. */
  run<T>(work: Promise<T>): Promise<T>;
}

/**
 * When a lab ends, everybody in it dies at once, and its own end is told last. For so long a failure waits
 * whether it is only the echo of that. Milliseconds.
 */
const ECHO_MS = 250;

/** @param ignoresInterrupt told at an interruption: whether the run is just waiting for one */
export function breakable(
  lab: Lab,
  signal: AbortSignal,
  ignoresInterrupt: () => boolean = () => false,
): Breakable {
  const controller = new AbortController();
  const fail = (reason: Error) => controller.abort(reason);
  const broken = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), {once: true});
  });
  broken.catch(() => {});
  const interrupt = () => ignoresInterrupt() || fail(signal.reason as Error);
  // Until the run is over: many may have the same signal, one after the other.
  signal.addEventListener('abort', interrupt, {once: true, signal: controller.signal});
  if (signal.aborted) interrupt(); // while the lab was being made
  lab.ended.then(() => fail(new VipError('CLOSED', 'lab: its first process was ended from outside')), fail);
  const breakWith = async (reason: Error) => {
    await Promise.race([lab.ended, sleep(ECHO_MS, undefined, {ref: false})]);
    fail(reason);
  };
  return {
    break(reason) {
      breakWith(reason).catch(fail);
    },
    signal: controller.signal,
    async run(work) {
      work.catch(breakWith);
      // When the run breaks first, what the work says afterwards is only the echo.
      return Promise.race([work.catch(() => broken), broken]);
    },
  };
}
