/**
 * The timers of a neighbour cache, and how long a client is in the dark by them. Pure.
 *
 * @module
 */

import {VipError} from '@vip/arp';

/** The timers of one interface, in milliseconds. */
export interface NeighbourTimers {
  /** Of which the kernel draws between half and one and a half. */
  readonly baseReachableMs: number;
  /** What it drew. */
  readonly reachableMs: number;
  readonly delayFirstProbeMs: number;
  readonly retransMs: number;
  /** How often an entry is asked to confirm itself, by unicast, before it is given up. */
  readonly unicastSolicit: number;
}

/** The IPv4 line of `ip -json ntable show dev IFACE`. */
export function parseNeighbourTimers(json: string, iface: string): NeighbourTimers {
  const tables = JSON.parse(json) as Record<string, unknown>[];
  const table = tables.find(({family, dev}) => family === 'inet' && dev === iface);
  const number = (field: string) => {
    const value = table?.[field];
    if (typeof value === 'number') return value;
    throw new VipError(
      'UNSUPPORTED',
      `ip ntable show dev ${iface}: expected a number ${field}, got ${value}`,
    );
  };
  return {
    baseReachableMs: number('base_reachable'),
    reachableMs: number('reachable'),
    delayFirstProbeMs: number('delay_probe'),
    retransMs: number('retrans'),
    unicastSolicit: number('ucast_probes'),
  };
}

/**
 * How long a client that goes on sending is in the dark when nobody announces the move: until its entry is no
 * longer taken for good, then until traffic has not confirmed it, then until the old MAC has not answered.
 *
 * @param ageMs how long ago the entry was confirmed when the address moved
 */
export function predictDarkMs(timers: NeighbourTimers, ageMs: number): number {
  return Math.max(0, timers.reachableMs - ageMs) + timers.delayFirstProbeMs + probingMs(timers);
}

/** How long PROBE lasts when nobody answers. */
export function probingMs({unicastSolicit, retransMs}: NeighbourTimers): number {
  return unicastSolicit * retransMs;
}

/**
 * The latest that a timer fires. Linux keeps timers in wheels, each eight times coarser than the one before, and
 * rounds up: it is never early, and late by an eighth of the whole at most (kernel/time/timer.c).
 */
export function latestMs(timerMs: number): number {
  return timerMs * (1 + 1 / 8);
}

/** The least, the middle and the most of what was measured. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @returns undefined for no values */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return undefined;
  const upper = sorted[Math.floor(sorted.length / 2)] as number;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] as number;
  return {min, median: (lower + upper) / 2, max};
}
