/**
 * The states of a neighbour entry, and the kernel's rule for each step. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Timeline} from '../events/timeline.js';
import type {NeighbourState} from '../events/timeline-event.js';
import {type Belief, beliefOf} from './beliefs.js';

/** An entry entering a state, or changing its MAC. */
export type WalkStep = Belief;

/**
 * Why an entry enters a state, by Linux's default timers (arp(7), `neigh_timer_handler()` and
 * `__neigh_event_send()` in net/core/neighbour.c).
 */
export const STATE_RULES: Readonly<Partial<Record<NeighbourState, string>>> = {
  INCOMPLETE: 'a packet needs it: broadcast request',
  REACHABLE: 'an answer arrived',
  STALE: 'not confirmed within its reachable time (15-45 s, random)',
  DELAY: 'used while stale: 5 s to be confirmed by traffic',
  PROBE: 'not confirmed: 3 requests, 1 s apart, to the MAC it holds',
  FAILED: 'no answer: entry invalid',
};

/** The states of one entry from a moment onwards, each once for as long as it lasts. */
export function neighbourWalk(timeline: Timeline, node: string, ip: IpAddress, from: bigint): WalkStep[] {
  const steps: WalkStep[] = [];
  for (const event of timeline.select('neighbour', node)) {
    if (event.ip !== ip || event.at < from) continue;
    const last = steps.at(-1);
    const step = beliefOf(event);
    if (last !== undefined && last.state === step.state && last.mac === step.mac) continue;
    steps.push(step);
  }
  return steps;
}
