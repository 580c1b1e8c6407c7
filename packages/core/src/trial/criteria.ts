/**
 * The criteria of a series of trials, and the judgement: limits of its outages, and findings that fail it. Pure.
 *
 * @module
 */

import {type Bounds, counted, formatDuration, stationOf} from '@vip/analysis';
import {type Baseline, type Comparison, compareWith, formatSlower} from './baseline.js';
import type {FindingCode, TrialFinding} from './finding.js';
import type {TrialReport} from './report.js';
import {findMissed, formatMissed, type MissedThreshold, type Threshold} from './thresholds.js';

/** What is limited: the longest outage, the sum of all, or how long TCP sessions were useless. */
export type Limited = 'outage' | 'dark' | 'tcp';

/** A limit for one observer, or for all of them. */
export interface OutageLimit {
  readonly of: Limited;
  readonly observer?: string;
  readonly limitNs: bigint;
}

export interface Criteria {
  readonly limits: readonly OutageLimit[];
  /** TCP sessions of a run that may hang. */
  readonly maxHung?: number;
  /** What the figures of the whole series must keep. */
  readonly thresholds?: readonly Threshold[];
  /** The series that this one must not be slower than. */
  readonly baseline?: Baseline;
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

/** More sessions that hang than allowed. */
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
    isMeasured: reports.every(
      ({isMeasured, sessions}) => isMeasured && (sessions !== undefined || !limitsSessions(criteria)),
    ),
  };
}

/** Whether all criteria held, to the extent that they could be measured. */
export function isHeld({violations, failures, hung, missed, compared}: Judgement): boolean {
  const isSlower = compared.some(({verdict}) => verdict === 'slower');
  return !isSlower && [violations, failures, hung, missed].every(({length}) => length === 0);
}

/** Whether anything is limited that only sessions show. */
export function limitsSessions({limits, maxHung, thresholds = []}: Omit<Criteria, 'failOn'>): boolean {
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

/** In one line; empty where nothing was asked. */
export function judgementText(judgement: Judgement, criteria: Criteria): string {
  const {limits, maxHung, thresholds = [], baseline, failOn} = criteria;
  const {violations, failures, hung, missed, compared} = judgement;
  const codes = [...new Set(failures.map(({code}) => code))];
  if (!isHeld(judgement)) {
    return [
      ...(violations.some(({of}) => of === 'outage') ? ['The outage was too long.'] : []),
      ...(violations.some(({of}) => of === 'dark') ? ['The outages were too long in total.'] : []),
      ...(violations.some(({of}) => of === 'tcp') ? ['Sessions were useless for too long.'] : []),
      ...(hung.length > 0 ? ['Too many sessions hang.'] : []),
      ...(missed.length > 0 ? [missedWords(missed)] : []),
      ...(formatSlower(compared).length > 0 ? ['Slower than the baseline.'] : []),
      ...(codes.length > 0 ? [`Not as expected: ${codes.join(', ')}.`] : []),
    ].join(' ');
  }
  if (limits.length > 0) return 'Every outage was within its limit.';
  if (thresholds.length > 0) return 'Every threshold was kept.';
  if (baseline !== undefined) return 'No slower than the baseline, as far as these runs can show.';
  if (maxHung !== undefined) return 'No more sessions hang than allowed.';
  return failOn.length > 0 ? 'There was no finding that fails.' : '';
}

function missedWords(missed: readonly MissedThreshold[]): string {
  const texts = [...new Set(missed.map(({text}) => text))];
  return `${texts.length === 1 ? 'A threshold was' : 'Thresholds were'} missed: ${texts.join(', ')}.`;
}

/** What is not as it was asked for of whole runs and series, a line each; findings aside. */
export function formatExceeded({violations, hung, missed, compared}: Judgement): string[] {
  return [
    ...formatViolations(violations),
    ...formatHung(hung),
    ...formatMissed(missed),
    ...formatSlower(compared),
  ];
}

/**
 * Every outage over its limit by its upper bound. One that had not ended is over it when it had lasted longer
 * already; otherwise nothing is known of it, and `isMeasured` of its report says so.
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

/** A limit of `ext` is one of `ext/v4` and `ext/v6` as well. */
function isMeant({observer}: OutageLimit, name: string): boolean {
  return observer === undefined || observer === name || observer === stationOf(name);
}

const NONE: Bounds = {leastNs: 0n, mostNs: 0n};

const WHAT: Readonly<Record<Limited, (observer: string) => string>> = {
  outage: observer => `the outage at ${observer}`,
  dark: observer => `all outages at ${observer} together`,
  tcp: observer => `the outage of the TCP sessions at ${observer}`,
};

/** The outages that were longer than allowed, a line each. */
export function formatViolations(violations: readonly Violation[]): string[] {
  return violations.map(({run, of, observer, mostNs, limitNs}) => {
    const what = WHAT[of](observer);
    const most = mostNs === undefined ? 'had not ended' : `may have lasted ${formatDuration(mostNs)}`;
    return `run ${run}: ${what} ${most}, the limit is ${formatDuration(limitNs)}`;
  });
}

/** Too many that hang, a line for each run. */
export function formatHung(all: readonly HungSessions[]): string[] {
  return all.map(one => `run ${one.run}: ${hungText(one)}`);
}

export function hungText({hung, allowed}: HungSessions): string {
  return `${counted(hung, 'session')} ${hung === 1 ? 'hangs' : 'hang'}, the limit is ${allowed}`;
}

/** `200ms` for all, `tcp=2s` for sessions, `ext=50ms` for one observer: whether there is one, the trial tells. */
export function parseOutageLimit(
  text: string,
  parseDuration: (text: string) => number,
  of: Limited = 'outage',
): OutageLimit {
  const [left = '', right] = text.split('=');
  const limitNs = BigInt(Math.round(parseDuration(right ?? left) * 1e6));
  if (right === undefined) return {of, limitNs};
  return left === 'tcp' && of === 'outage' ? {of: 'tcp', limitNs} : {of, observer: left, limitNs};
}
