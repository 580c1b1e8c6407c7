/**
 * Reasons for which a run ends early: it is interrupted, its lab is ended from outside, an agent dies.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {VipError} from '@vip/arp';

export interface Supervision {
  /** Ends the run with this reason. Later failures are only consequences of the first. */
  readonly fail: (reason: Error) => void;
  /** Aborted when the run has failed, so that nothing goes on waiting. */
  readonly signal: AbortSignal;
  /** Resolves when the work is done, or rejects as soon as the run fails. */
  run<T>(work: Promise<T>): Promise<T>;
}

/**
 * When a lab ends, all processes in it die at once, and its own end is reported last. A failure waits this long to see
 * whether it is only the echo of that. Milliseconds.
 */
const ECHO_MS = 250;

/** Where a run takes place: a lab of our own, or machines that exist. */
export interface SessionPlace {
  /** Settles when it is gone. */
  readonly ended: Promise<void>;
  /** Takes down what was made for the run. */
  close(): Promise<void>;
}

/** @param ignoresInterrupt asked at an interruption: whether the run is just waiting for one */
export function supervise(
  place: Pick<SessionPlace, 'ended'>,
  signal: AbortSignal,
  ignoresInterrupt: () => boolean,
): Supervision {
  const controller = new AbortController();
  const end = (reason: Error) => controller.abort(reason);
  const failed = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), {once: true});
  });
  failed.catch(() => {});
  const interrupt = () => ignoresInterrupt() || end(signal.reason as Error);
  // Until the run is over: the same signal may arrive several times.
  signal.addEventListener('abort', interrupt, {once: true, signal: controller.signal});
  if (signal.aborted) interrupt(); // while the lab was being made
  place.ended.then(() => end(new VipError('CLOSED', 'lab: its first process was killed from outside')), end);
  const endAfterEcho = async (reason: Error) => {
    await Promise.race([place.ended, sleep(ECHO_MS, undefined, {ref: false})]);
    end(reason);
  };
  return {
    fail(reason) {
      endAfterEcho(reason).catch(end);
    },
    signal: controller.signal,
    async run(work) {
      work.catch(endAfterEcho);
      // When the run fails first, what the work says afterwards is only the echo.
      return Promise.race([work.catch(() => failed), failed]);
    },
  };
}
