/**
 * Many trials and what they come to: a distribution, and whether a limit held. Pure.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {TrialReport} from './report.js';

/** A limit for one observer, or for all of them. */
export interface OutageLimit {
  readonly observer?: string;
  readonly limitNs: bigint;
}

/** An outage that was, or may have been, longer than allowed. */
export interface Violation {
  /** Counted from 1. */
  readonly run: number;
  readonly observer: string;
  readonly mostNs?: bigint;
  readonly limitNs: bigint;
}

/** The outages of one observer over all runs: upper bounds, in nanoseconds. */
export interface Distribution {
  readonly observer: string;
  readonly runs: number;
  readonly p50: bigint;
  readonly p95: bigint;
  readonly max: bigint;
  /** Runs in which the outage had not ended when they did; they are not in the figures. */
  readonly unfinished: number;
}

/**
 * Every outage over its limit by its upper bound. One that had not ended is over it when it had lasted longer
 * already; otherwise nothing is known of it, and `isMeasured` of its report says so.
 */
export function findViolations(reports: readonly TrialReport[], limits: readonly OutageLimit[]): Violation[] {
  return reports.flatMap((report, index) =>
    report.observers.flatMap(({name, outage: {leastNs, mostNs}}) =>
      limits
        .filter(({observer, limitNs}) => (observer ?? name) === name && (mostNs ?? leastNs) > limitNs)
        .map(({limitNs}) => ({
          run: index + 1,
          observer: name,
          ...(mostNs === undefined ? {} : {mostNs}),
          limitNs,
        })),
    ),
  );
}

export function distributions(reports: readonly TrialReport[]): Distribution[] {
  const names = reports[0]?.observers.map(({name}) => name) ?? [];
  return names.map(observer => {
    const all = reports.map(({observers}) => observers.find(({name}) => name === observer)?.outage.mostNs);
    const ended = all.filter(ns => ns !== undefined).sort((a, b) => Number(a - b));
    return {
      observer,
      runs: all.length,
      p50: percentile(ended, 50),
      p95: percentile(ended, 95),
      max: ended.at(-1) ?? 0n,
      unfinished: all.length - ended.length,
    };
  });
}

/** The nearest-rank percentile: the smallest value that so many per cent of all do not exceed. */
function percentile(sorted: readonly bigint[], percent: number): bigint {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0n;
}

/**
 * `200ms` for all, `ext=50ms` for one.
 *
 * @throws VipError `BAD_ARGUMENT` for an unknown observer
 */
export function parseOutageLimit(
  text: string,
  parseDuration: (text: string) => number,
  observers: readonly string[],
): OutageLimit {
  const [left = '', right] = text.split('=');
  const limitNs = BigInt(Math.round(parseDuration(right ?? left) * 1e6));
  if (right === undefined) return {limitNs};
  if (observers.includes(left)) return {observer: left, limitNs};
  throw new VipError('BAD_ARGUMENT', `max outage: expected one of ${observers.join(', ')}, got "${left}"`);
}

/**
 * When the fault falls within the driver's period: drawn by the seed, for each run anew.
 *
 * @returns 0 to 1, 1 excluded (mulberry32)
 */
export function drawPhase(seed: number, run: number): number {
  let state = (seed + Math.imul(run, 0x9e3779b9)) | 0;
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** Another each time, of 31 bits. */
export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
