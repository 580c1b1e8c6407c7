/**
 * A series of trials as test cases, for JUnit and TAP: one for each run and observer, for a run's TCP sessions, its findings, why it
 * could not be made, and for each threshold. Pure.
 *
 * @module
 */

import {type Bounds, formatBounds} from '@vip/analysis';
import {formatDuration} from '@vip/analysis/internal';
import type {Violation} from '../trial/judgement.js';
import type {TrialObserverReport} from '../trial/observer-report.js';
import type {SeriesOutcome} from '../trial/outcome.js';
import type {TrialReport} from '../trial/trial-report.js';
import {comparisonCases, failureCases, findingsCase, sessionCases, thresholdCases} from './criteria-cases.js';
import type {OwnCase, TestCase, TestProblem} from './trial-case.js';

export function trialCases(outcome: SeriesOutcome): TestCase[] {
  const {reports, judgement} = outcome;
  const classname = suiteName(outcome);
  const cases = [
    ...reports.flatMap((report, index) => casesOf(report, index + 1, outcome)),
    ...(reports.length === 0 ? neverBegun(outcome) : thresholdCases(outcome)),
    ...comparisonCases(judgement),
  ];
  return cases.map(one => ({classname, ...one}));
}

/** Not even one run could begin. */
function neverBegun({failure}: SeriesOutcome): OwnCase[] {
  if (failure === undefined) return [];
  const {message} = failure;
  return [
    {name: 'run 1', output: [message], tookNs: 0n, problem: {kind: 'error', type: 'run-failed', message}},
  ];
}

/** @param run its number, from 1 */
function casesOf(
  report: TrialReport,
  run: number,
  {judgement: {violations, failures, hung}, criteria: {failOn}}: SeriesOutcome,
): OwnCase[] {
  return [
    ...report.observers.map(observer => caseOf(report, run, observer, violations)),
    ...sessionCases(report, run, violations, hung),
    ...(failOn.length === 0 ? [] : [findingsCase(report, run, failures)]),
    ...failureCases(report, run),
  ];
}

function caseOf(
  {tookNs}: TrialReport,
  run: number,
  {name, outage, dark, outages}: TrialObserverReport,
  violations: readonly Violation[],
): OwnCase {
  const broken = violations.filter(violation => violation.run === run && violation.observer === name);
  const problem = problemOf({outage, dark}, broken);
  return {
    name: `run ${run} ${name}`,
    output: [
      outageText(outage),
      ...(outages.length > 1 ? [`${outages.length} outages, in total ${outageText(dark)}`] : []),
    ],
    tookNs,
    ...(problem === undefined ? {} : {problem}),
  };
}

/** At most one problem: in Ant's schema, a case has no room for a second. */
function problemOf(
  {outage, dark}: Pick<TrialObserverReport, 'outage' | 'dark'>,
  broken: readonly Violation[],
): TestProblem | undefined {
  const allowed = (kind: Violation['of']) => {
    const limits = broken.filter(({of}) => of === kind).map(({limitNs}) => limitNs);
    return limits
      .sort((a, b) => (a < b ? -1 : 1))
      .map(formatDuration)
      .join(' and ');
  };
  const messages = [
    ...(allowed('outage') === '' ? [] : [`outage ${outageText(outage)}; limit: ${allowed('outage')}`]),
    ...(allowed('dark') === '' ? [] : [`outages in total ${outageText(dark)}; limit: ${allowed('dark')}`]),
  ];
  if (messages.length > 0) {
    const type = allowed('outage') === '' ? 'outages-over-limit' : 'outage-over-limit';
    return {kind: 'failure', type, message: messages.join('; ')};
  }
  return outage.mostNs === undefined
    ? {kind: 'error', type: 'outage-not-ended', message: `outage ${outageText(outage)}`}
    : undefined;
}

/** `812 ms ± 5 ms (at least 807 ms, at most 817 ms)`. */
function outageText(outage: Bounds): string {
  const {leastNs, mostNs} = outage;
  if (mostNs === undefined) return `${formatBounds(outage)}, not ended`;
  return `${formatBounds(outage)} (at least ${formatDuration(leastNs)}, at most ${formatDuration(mostNs)})`;
}

export function suiteName({name, reports: [first]}: SeriesOutcome): string {
  if (name !== undefined) return `vip ${name}`;
  return first === undefined ? 'vip' : `vip ${first.trial.driver} ${first.trial.fault}`;
}
