/**
 * What a trial waits for before its fault: addresses that stay where they are.
 *
 * @module
 */

import type {TrialSettings} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import type {Session} from '../session/session.js';
import {hasMoved} from './steadiness.js';

/**
 * How long to wait for addresses that still move. Software that has just started may take one from the other node and give it back, as
 * keepalived does with short intervals on a busy machine; if that goes on for longer, it is measured as it is. Milliseconds.
 */
const REST_TIMEOUT_MS = 5000;

/** Resolves after the first stretch of that length in which no address moved, with the time at which it began. @param stretchMs milliseconds */
export async function untilNothingMoves(
  session: Session,
  moving: readonly TrialSettings[],
  stretchMs: number,
): Promise<bigint> {
  const deadline = performance.now() + REST_TIMEOUT_MS;
  for (;;) {
    const since = kernelTime();
    await session.pause(stretchMs);
    // On a busy machine, reports of the last changes may still be on their way.
    await session.agents.events.ofAll(agent => agent.call('mark', null));
    if (!hasMoved(session.timeline, moving, since) || performance.now() >= deadline) return since;
  }
}
