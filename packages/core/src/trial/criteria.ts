/**
 * The criteria of a series of trials, and the judgement: limits of its outages, and findings that fail it. Pure.
 *
 * @module
 */

import {type Bounds, formatDuration, stationOf} from '@vip/analysis';
import {VipError} from '@vip/arp';
import type {FindingCode, TrialFinding} from './finding.js';
import type {TrialReport} from './report.js';

/** What is limited: the longest outage, or the sum of all. */
export type Limited = 'outage' | 'dark';

/** A limit for one observer, or for all of them. */
export interface OutageLimit {
  readonly of: Limited;
  readonly observer?: string;
  readonly limitNs: bigint;
}

export interface Criteria {
  readonly limits: readonly OutageLimit[];
  /** Findings that fail the series. */
  readonly failOn: readonly FindingCode[];
}

export const NO_CRITERIA: Criteria = {limits: [], failOn: []};

/** An outage that was, or may have been, longer than allowed. */
export interface Violation {
  /** Counted from 1. */
  readonly run: number;
  readonly of: Limited;
  readonly observer: string;
  readonly mostNs?: bigint;
  readonly limitNs: bigint;
}

/** A finding that fails the series. */
export interface FailedFinding extends TrialFinding {
  /** Counted from 1. */
  readonly run: number;
}

/** The judgement on a series. */
export interface Judgement {
  readonly violations: readonly Violation[];
  readonly failures: readonly FailedFinding[];
  /** Whether every outage of every run had ended. */
  readonly isMeasured: boolean;
}

export function judgeSeries(reports: readonly TrialReport[], {limits, failOn}: Criteria): Judgement {
  return {
    violations: findViolations(reports, limits),
    failures: reports.flatMap(({findings}, index) =>
      findings.filter(({code}) => failOn.includes(code)).map(finding => ({run: index + 1, ...finding})),
    ),
    isMeasured: reports.every(({isMeasured}) => isMeasured),
  };
}

/** Whether all criteria held, as far as could be measured. */
export function isHeld({violations, failures}: Judgement): boolean {
  return violations.length === 0 && failures.length === 0;
}

/** In one line; empty where nothing was asked. */
export function judgementText(judgement: Judgement, {limits, failOn}: Criteria): string {
  const {violations, failures} = judgement;
  const codes = [...new Set(failures.map(({code}) => code))];
  if (!isHeld(judgement)) {
    return [
      ...(violations.some(({of}) => of === 'outage') ? ['The outage was too long.'] : []),
      ...(violations.some(({of}) => of === 'dark') ? ['The outages were too long in total.'] : []),
      ...(codes.length > 0 ? [`Not as expected: ${codes.join(', ')}.`] : []),
    ].join(' ');
  }
  if (limits.length > 0) return 'Every outage was within its limit.';
  return failOn.length > 0 ? 'There was no finding that fails.' : '';
}

/**
 * Every outage over its limit by its upper bound. One that had not ended is over it when it had lasted longer
 * already; otherwise nothing is known of it, and `isMeasured` of its report says so.
 */
export function findViolations(reports: readonly TrialReport[], limits: readonly OutageLimit[]): Violation[] {
  return reports.flatMap((report, index) =>
    report.observers.flatMap(({name, outage, dark}) => {
      const bounds: Readonly<Record<Limited, Bounds>> = {outage, dark};
      const most = ({of}: OutageLimit) => bounds[of].mostNs ?? bounds[of].leastNs;
      return limits
        .filter(limit => isMeant(limit, name) && most(limit) > limit.limitNs)
        .map(({of, limitNs}) => ({
          run: index + 1,
          of,
          observer: name,
          ...(bounds[of].mostNs === undefined ? {} : {mostNs: bounds[of].mostNs}),
          limitNs,
        }));
    }),
  );
}

/** A limit of `ext` is one of `ext/v4` and `ext/v6` as well. */
function isMeant({observer}: OutageLimit, name: string): boolean {
  return observer === undefined || observer === name || observer === stationOf(name);
}

/** The outages that were longer than allowed, a line each. */
export function formatViolations(violations: readonly Violation[]): string[] {
  return violations.map(({run, of, observer, mostNs, limitNs}) => {
    const what = of === 'outage' ? `the outage at ${observer}` : `all outages at ${observer} together`;
    const most = mostNs === undefined ? 'had not ended' : `may have lasted ${formatDuration(mostNs)}`;
    return `run ${run}: ${what} ${most}, the limit is ${formatDuration(limitNs)}`;
  });
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
  of: Limited = 'outage',
): OutageLimit {
  const [left = '', right] = text.split('=');
  const limitNs = BigInt(Math.round(parseDuration(right ?? left) * 1e6));
  if (right === undefined) return {of, limitNs};
  if (observers.includes(stationOf(left))) return {of, observer: left, limitNs};
  throw new VipError('BAD_ARGUMENT', `max ${of}: expected one of ${observers.join(', ')}, got "${left}"`);
}
