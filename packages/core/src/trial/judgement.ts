/**
 * Whether a series of trials kept its limits. Pure.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {stationOf} from '@vip/analysis/internal';
import {type Comparison, compareWith, differencesFrom} from './baseline.js';
import type {Difference} from './conditions.js';
import type {Criteria, Limited, OutageLimit} from './criteria.js';
import type {TrialFinding} from './finding.js';
import {findMissed, type MissedThreshold} from './thresholds.js';
import type {TrialReport} from './trial-report.js';

/** An outage that was, or may have been, longer than allowed. */
export interface Violation {
  /** Counted from 1. */
  readonly run: number;
  readonly of: Limited;
  readonly observer: string;
  readonly mostNs?: bigint;
  readonly limitNs: bigint;
}

/** More hung sessions than allowed. */
export interface HungSessions {
  /** Counted from 1. */
  readonly run: number;
  readonly hung: number;
  readonly allowed: number;
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
  readonly hung: readonly HungSessions[];
  readonly missed: readonly MissedThreshold[];
  /** With the baseline; empty without one. */
  readonly compared: readonly Comparison[];
  /** Conditions that differ from the baseline's; empty without one. */
  readonly differences: readonly Difference[];
  /** Whether every outage of every run had ended. */
  readonly isMeasured: boolean;
}

export function judgeSeries(reports: readonly TrialReport[], criteria: Criteria): Judgement {
  const {limits, maxHung, thresholds = [], baseline, failOn} = criteria;
  return {
    violations: findViolations(reports, limits),
    failures: reports.flatMap(({findings}, index) =>
      findings.filter(({code}) => failOn.includes(code)).map(finding => ({run: index + 1, ...finding})),
    ),
    hung: findHung(reports, maxHung),
    missed: findMissed(reports, thresholds),
    compared: baseline === undefined ? [] : compareWith(baseline, reports),
    differences: baseline === undefined ? [] : differencesFrom(baseline, reports),
    isMeasured: reports.every(
      ({isMeasured, sessions}) => isMeasured && (sessions !== undefined || !limitsSessions(criteria)),
    ),
  };
}

/** Whether all criteria were met, to the extent that they could be measured. */
export function isHeld({violations, failures, hung, missed, compared}: Judgement): boolean {
  const isSlower = compared.some(({verdict}) => verdict === 'slower');
  return !isSlower && [violations, failures, hung, missed].every(({length}) => length === 0);
}

/** Whether there is a criterion that only sessions can show to be met. */
function limitsSessions({limits, maxHung, thresholds = []}: Omit<Criteria, 'failOn'>): boolean {
  return (
    maxHung !== undefined ||
    limits.some(({of}) => of === 'tcp') ||
    thresholds.some(({ofSessions}) => ofSessions)
  );
}

function findHung(reports: readonly TrialReport[], allowed: number | undefined): HungSessions[] {
  if (allowed === undefined) return [];
  return reports.flatMap(({sessions}, index) =>
    sessions !== undefined && sessions.hung > allowed ? [{run: index + 1, hung: sessions.hung, allowed}] : [],
  );
}

/**
 * Every outage whose upper bound exceeds its limit. One that had not ended exceeds it if it had already lasted longer;
 * otherwise nothing is known about it, as `isMeasured` of its report says.
 */
export function findViolations(reports: readonly TrialReport[], limits: readonly OutageLimit[]): Violation[] {
  return reports.flatMap((report, index) =>
    report.observers.flatMap(({name, outage, dark}) => {
      const tcp = report.sessions?.observers.find(own => own.name === name)?.outage ?? NONE;
      const bounds: Readonly<Record<Limited, Bounds>> = {outage, dark, tcp};
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

/** A limit for `ext` applies to `ext/v4` and `ext/v6` as well. */
function isMeant({observer}: OutageLimit, name: string): boolean {
  return observer === undefined || observer === name || observer === stationOf(name);
}

const NONE: Bounds = {leastNs: 0n, mostNs: 0n};
