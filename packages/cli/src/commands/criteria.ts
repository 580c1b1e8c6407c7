/**
 * `--max-outage`, `--max-dark`, `--max-hung`, `--threshold` and `--fail-on`: what a series of trials is judged by.
 *
 * @module
 */

import {notAmong, stationOf, type TopologyRecord, topologyOf} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {
  type Baseline,
  type Criteria,
  type OutageLimit,
  reportTrial,
  type Threshold,
  type TrialReport,
  trialOf,
} from '@vip/core';
import {checkBaseline, checkThresholds, FAILS_WITH_LIMIT} from '@vip/core/internal';
import {BASELINE, MAX_DARK, MAX_OUTAGE, THRESHOLD} from '../options/limits.js';
import {blaming} from '../options/option.js';
import {openTimelines} from '../saved-timelines.js';

export interface LimitOptions {
  readonly maxOutage?: readonly OutageLimit[];
  readonly maxDark?: readonly OutageLimit[];
  readonly maxHung?: number;
  readonly threshold?: readonly Threshold[];
  readonly baseline?: string;
  readonly failOn?: Criteria['failOn'];
}

/** @throws VipError `BAD_ARGUMENT` for a limit for an observer that the trial does not have: with one family, none is called `ext/v6` */
export function checkLimits({limits, thresholds = []}: Criteria, names: readonly string[]): void {
  const asked = [
    ...limits.map(({of, observer}) => [of === 'outage' ? MAX_OUTAGE : MAX_DARK, observer] as const),
    ...thresholds.map(({observer}) => [THRESHOLD, observer] as const),
  ];
  for (const [option, observer] of asked) {
    if (observer === undefined || names.some(name => observer === name || observer === stationOf(name)))
      continue;
    throw new VipError('BAD_ARGUMENT', notAmong(option.long ?? '', names, observer));
  }
}

/** @throws VipError `BAD_ARGUMENT` for a percentile of too few runs, or for a baseline that cannot be compared */
export function checkCriteria(
  {thresholds = [], baseline}: Criteria,
  runs: number,
  names: readonly string[],
): void {
  blaming(THRESHOLD, () => checkThresholds(thresholds, runs));
  if (baseline !== undefined) blaming(BASELINE, () => checkBaseline(baseline, runs, names));
}

/** The names of the observers that can have a limit. */
export function namesOfObservers(record: TopologyRecord): string[] {
  return topologyOf(record).observers.map(({name}) => name);
}

/** @throws VipError `BAD_ARGUMENT` for a limit for sessions where there are none */
export function checkSessionLimits({limits, thresholds = []}: Criteria, hasSessions: boolean): void {
  if (hasSessions) return;
  const stray = thresholds.find(({ofSessions}) => ofSessions);
  if (stray !== undefined) {
    throw new VipError(
      'BAD_ARGUMENT',
      `--threshold: vip trial without --tcp does not read ${stray.text}; without it there are no sessions`,
    );
  }
  if (!limits.some(({of}) => of === 'tcp')) return;
  throw new VipError(
    'BAD_ARGUMENT',
    '--max-outage: vip trial without --tcp does not read tcp=...; without it there are no sessions',
  );
}

/** An earlier series; its runs are read one after another, and only the outcome of each is kept. */
function readBaseline(name: string): Baseline {
  const reports: TrialReport[] = [];
  for (const timeline of openTimelines(name, 'baseline')) {
    const record = trialOf(timeline);
    if (record !== undefined) reports.push(reportTrial(timeline, record));
  }
  return {name, reports};
}

/** If a limit is set, findings that make it meaningless fail as well, unless the user says otherwise. */
export function criteriaOf({
  maxOutage = [],
  maxDark = [],
  maxHung,
  threshold,
  baseline,
  failOn,
}: LimitOptions): Criteria {
  const limits = [...maxOutage, ...maxDark];
  const isLimited =
    baseline !== undefined || limits.length > 0 || maxHung !== undefined || threshold !== undefined;
  return {
    limits,
    ...(maxHung === undefined ? {} : {maxHung}),
    ...(threshold === undefined ? {} : {thresholds: threshold}),
    ...(baseline === undefined ? {} : {baseline: blaming(BASELINE, () => readBaseline(baseline))}),
    failOn: failOn ?? (isLimited ? FAILS_WITH_LIMIT : []),
  };
}
