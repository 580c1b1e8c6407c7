/**
 * The states of an entry, each with its timer and duration. Pure.
 *
 * @module
 */

import type {NeighbourState} from '@vip/analysis';
import type {WalkStep} from '@vip/analysis/internal';
import {latestMs, type NeighbourTimers, probingMs} from '@vip/analysis/internal';

/** The end of a step: a timer and its time, or another cause in words. */
export interface Ruler {
  readonly name: string;
  readonly setMs?: number;
}

export interface TimedStep extends WalkStep {
  /** Absent for the last. */
  readonly lastedMs?: number;
  readonly ruler: Ruler;
}

/**
 * How much earlier or later than it happened a change may be dated: what is announced is dated when it is read,
 * and what is not, DELAY, when the cache is read. Milliseconds.
 */
export const DATING_MS = 300;

/** The states that must occur if no node answers at the old MAC and one does at the new. */
export const FULL_WALK: readonly NeighbourState[] = [
  'REACHABLE',
  'STALE',
  'DELAY',
  'PROBE',
  'FAILED',
  'REACHABLE',
];

export function timedWalk(walk: readonly WalkStep[], timers: NeighbourTimers): TimedStep[] {
  return walk.map((step, index) => {
    const next = walk[index + 1];
    const lasted = next === undefined ? {} : {lastedMs: Number(next.at - step.at) / 1e6};
    return {...step, ...lasted, ruler: rulerOf(step.state, timers)};
  });
}

function rulerOf(state: NeighbourState, timers: NeighbourTimers): Ruler {
  switch (state) {
    case 'REACHABLE':
      return {name: 'reachable_time', setMs: timers.reachableMs};
    case 'DELAY':
      return {name: 'delay_first_probe_time', setMs: timers.delayFirstProbeMs};
    case 'PROBE':
      return {name: `${timers.unicastSolicit} x retrans_time_ms`, setMs: probingMs(timers)};
    case 'INCOMPLETE':
      return {name: 'the answer'};
    default:
      return {name: 'the next packet'};
  }
}

/** The states without INCOMPLETE, which lasts for the microseconds of one answer and may be seen or not. */
export function statesOf(steps: readonly WalkStep[]): NeighbourState[] {
  return steps.map(({state}) => state).filter(state => state !== 'INCOMPLETE');
}

export function isFullWalk(steps: readonly WalkStep[]): boolean {
  return statesOf(steps).join() === FULL_WALK.join();
}

/** Whether each timer fired when it was due: not early, and not later than timers of its length may be. */
export function keepsTime(steps: readonly TimedStep[]): boolean {
  return steps.every(({lastedMs, ruler: {setMs}}) => {
    if (lastedMs === undefined || setMs === undefined) return true;
    return lastedMs >= setMs - DATING_MS && lastedMs <= latestMs(setMs) + DATING_MS;
  });
}
