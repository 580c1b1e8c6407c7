/**
 * The timers of a neighbour cache, and the outage that they imply for a client. Pure.
 *
 * @module
 */

import {VipError} from '@vip/arp';

/** The timers of one interface, in milliseconds. */
export interface NeighbourTimers {
  /** The kernel draws between half and one and a half of it. */
  readonly baseReachableMs: number;
  /** The value drawn. */
  readonly reachableMs: number;
  readonly delayFirstProbeMs: number;
  readonly retransMs: number;
  /** Number of unicast requests before an entry is given up. */
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
 * Outage of a client that keeps sending while nothing announces the move: until its entry is no
 * longer considered reachable, then until traffic has not confirmed it, then until the old MAC has not answered.
 *
 * @param ageMs how long ago the entry was confirmed when the address moved
 */
export function predictDarkMs(timers: NeighbourTimers, ageMs: number): number {
  return Math.max(0, timers.reachableMs - ageMs) + timers.delayFirstProbeMs + probingMs(timers);
}

/** How long PROBE lasts without an answer. */
export function probingMs({unicastSolicit, retransMs}: NeighbourTimers): number {
  return unicastSolicit * retransMs;
}

/**
 * Latest time at which a timer fires. Linux keeps timers in wheels, each eight times coarser than the one before, and
 * rounds up: it is never early, and late by at most an eighth (kernel/time/timer.c).
 */
export function latestMs(timerMs: number): number {
  return timerMs * (1 + 1 / 8);
}

/** Minimum, median and maximum of the measurements. */
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
