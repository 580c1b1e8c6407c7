/**
 * Keeping the list of sessions while this machine has the address: this must be done before the fault, since afterwards nothing knows them.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {formatSessionList} from '@vip/analysis/internal/tickle';
import type {IpAddress} from '@vip/arp';
import {addressesHere} from '../interfaces.js';
import {sessionsHere} from './sessions-here.js';

export interface LearnOptions {
  readonly ips: readonly IpAddress[];
  /** From the start of one query to the start of the next, in milliseconds. */
  readonly everyMs: number;
  /**
   * Called with the list at each query while any of `ips` is here; never while none is, so that the passive node does not replace
   * the active one's list with an empty one.
   */
  readonly onList: (list: string, sessions: number) => Promise<void>;
  /** Called when addresses appeared or disappeared. */
  readonly onMoved: (here: readonly IpAddress[]) => void;
  readonly signal: AbortSignal;
}

/** Goes on until it is aborted. @throws the signal's reason, and VipError as `sessionsHere` */
export async function learnSessions({ips, everyMs, onList, onMoved, signal}: LearnOptions): Promise<never> {
  let before = '?';
  for (;;) {
    const due = performance.now() + everyMs;
    const held = addressesHere();
    const here = ips.filter(ip => held.has(ip));
    if (here.join() !== before) onMoved(here);
    before = here.join();
    if (here.length > 0) {
      const sessions = await sessionsHere(here, signal);
      await onList(formatSessionList(sessions), sessions.length);
    }
    await sleep(Math.max(0, due - performance.now()), undefined, {signal});
  }
}
