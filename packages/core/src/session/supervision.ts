/**
 * Why a run ends early: it is interrupted, its lab is killed from outside, or an agent dies.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {VipError} from '@vip/arp';

export interface Supervision {
  /** Ends the run with this reason. Later failures are only consequences of the first. */
  readonly fail: (reason: Error) => void;
  /** Aborted when the run has failed, so that nothing keeps waiting. */
  readonly signal: AbortSignal;
  /** Resolves when the work is done, or rejects as soon as the run fails. */
  run<T>(work: Promise<T>): Promise<T>;
}

/**
 * When a lab ends, all processes in it die at once, and its own end is reported last. A failure is held back this
 * long, in case it is only a consequence. Milliseconds.
 */
const ECHO_MS = 250;

/** Where a run takes place: a lab of our own, or machines that exist. */
export interface SessionPlace {
  /** Settles when it is gone. */
  readonly ended: Promise<void>;
  /** Removes whatever was created for the run. */
  close(): Promise<void>;
}

/** @param ignoresInterrupt called on an interruption; true if the run is waiting for one anyway */
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
  // Kept until the run is over, because the same signal may arrive several times.
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
      // If the run fails first, a later failure of the work is only a consequence.
      return Promise.race([work.catch(() => failed), failed]);
    },
  };
}
