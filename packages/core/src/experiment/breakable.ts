/**
 * A run that can break under us: it is interrupted, its lab is ended from outside, somebody who watches dies.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {Lab} from '../lab/lab.js';

export interface Breakable {
  /** Ends the run with this reason. What comes later is only the echo of the first. */
  readonly break: (reason: Error) => void;
  /** Comes back when the work is done, or fails as soon as the run is broken. */
  run(work: Promise<void>): Promise<void>;
}

/** @param ignoresInterrupt told at an interruption: whether the run is just waiting for one */
export function breakable(
  lab: Lab,
  signal: AbortSignal,
  ignoresInterrupt: () => boolean = () => false,
): Breakable {
  let fail: (reason: Error) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => {});
  signal.addEventListener('abort', () => ignoresInterrupt() || fail(signal.reason as Error), {once: true});
  void lab.ended.then(() => fail(new VipError('CLOSED', 'lab: its first process was ended from outside')));
  return {
    break: fail,
    async run(work) {
      work.catch(() => {}); // when the run breaks first, what the work says afterwards is only the echo
      await Promise.race([work, broken]);
    },
  };
}
