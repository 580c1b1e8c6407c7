/**
 * A series of trials as test cases, for JUnit and TAP: one for each run and observer, for a run's TCP sessions, its findings, why it
 * could not be made, and for each threshold. Pure.
 *
 * @module
 */

import {type Bounds, formatBounds, formatDuration} from '@vip/analysis';
import {findingLine} from '@vip/analysis/findings';
import {type Comparison, comparisonText} from '../trial/baseline.js';
import {
  type FailedFinding,
  formatHung,
  formatViolations,
  type HungSessions,
  type Violation,
} from '../trial/criteria.js';
import type {TrialObserverReport} from '../trial/observer-report.js';
import type {SeriesOutcome} from '../trial/outcome.js';
import type {TrialReport} from '../trial/report.js';
import {missedText} from '../trial/thresholds.js';
import {sessionsText, sessionTables} from './session-lines.js';

/** What failed in a case, or could not be measured. */
export interface Problem {
  readonly kind: 'failure' | 'error';
  readonly type: string;
  readonly message: string;
  /** More of it, below each other. */
  readonly lines?: readonly string[];
}

export interface Case {
  readonly classname: string;
  readonly name: string;
  /** What was measured or found, a line each. */
  readonly output: readonly string[];
  readonly tookNs: bigint;
  readonly problem?: Problem;
}

export function trialCases(outcome: SeriesOutcome): Case[] {
  const {reports, judgement} = outcome;
  const classname = suiteName(outcome);
  const cases = [
    ...reports.flatMap((report, index) => casesOf(report, index + 1, outcome)),
    ...(reports.length === 0 ? neverBegun(outcome) : thresholdCases(outcome)),
    ...judgement.compared.map(comparisonCase),
  ];
  return cases.map(one => ({classname, ...one}));
}

type OwnCase = Omit<Case, 'classname'>;

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

/** What became of the TCP sessions, where there were any: a case for the run. */
function sessionCases(
  report: TrialReport,
  run: number,
  violations: readonly Violation[],
  hung: readonly HungSessions[],
): OwnCase[] {
  const {sessions, tookNs} = report;
  if (sessions === undefined) return [];
  const messages = [
    ...formatViolations(violations.filter(one => one.run === run && one.of === 'tcp')),
    ...formatHung(hung.filter(one => one.run === run)),
  ];
  const rows = sessionTables(sessions).flatMap(({columns, rows}) =>
    rows.map(row => row.map((cell, index) => (index === 0 ? cell : `${columns[index]} ${cell}`)).join('; ')),
  );
  return [
    {
      ...{name: `run ${run} sessions`, tookNs},
      output: [...rows, sessionsText(sessions)],
      ...(messages.length === 0
        ? {}
        : {problem: {kind: 'failure', type: 'sessions-over-limit', message: messages.join('; ')}}),
    },
  ];
}

/** What was asked of the whole series: a case for each threshold. */
function thresholdCases({judgement: {missed}, criteria: {thresholds = []}}: SeriesOutcome): OwnCase[] {
  return thresholds.map(({text}) => {
    const lines = missed.filter(one => one.text === text).map(missedText);
    return {
      ...{name: `threshold ${text}`, tookNs: 0n},
      output: lines.length === 0 ? ['kept'] : [],
      ...(lines.length === 0
        ? {}
        : {problem: {kind: 'failure', type: 'threshold-missed', message: lines.join('; ')}}),
    };
  });
}

function comparisonCase(comparison: Comparison): OwnCase {
  const message = comparisonText(comparison);
  return {
    ...{name: `baseline ${comparison.observer}`, tookNs: 0n, output: [message]},
    ...(comparison.verdict === 'slower'
      ? {problem: {kind: 'failure', type: 'slower-than-baseline', message}}
      : {}),
  };
}

/** A run that could not be made, or not to its end: with what the software said last. */
function failureCases(report: TrialReport, run: number): OwnCase[] {
  const {failure, findings, tookNs} = report;
  if (failure === undefined) return [];
  const {message, lastWords} = failure;
  const lines = [
    ...findings.map(findingLine),
    ...lastWords.flatMap(({node, lines}) => lines.map(line => `${node}: ${line}`)),
  ];
  return [
    {
      ...{name: `run ${run}`, output: [message], tookNs},
      problem: {kind: 'error', type: 'run-failed', message, lines},
    },
  ];
}

/** A finding of a run that must not occur: a separate case. */
function findingsCase(report: TrialReport, run: number, failures: readonly FailedFinding[]): OwnCase {
  const failed = failures.filter(failure => failure.run === run);
  const [first] = failed;
  return {
    name: `run ${run} findings`,
    output: report.findings.map(findingLine),
    tookNs: report.tookNs,
    ...(first === undefined
      ? {}
      : {problem: {kind: 'failure', type: first.code, message: failed.map(findingLine).join(' ')}}),
  };
}

/** At most one: a case of Ant's has no room for a second. */
function problemOf(
  {outage, dark}: Pick<TrialObserverReport, 'outage' | 'dark'>,
  broken: readonly Violation[],
): Problem | undefined {
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
