/**
 * Many trials: whether a limit held, and what differs from run to run. Pure.
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
