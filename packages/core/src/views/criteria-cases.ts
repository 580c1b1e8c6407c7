/**
 * The test cases that a trial's criteria make, beside those of its observers.
 *
 * @module
 */

import {findingLine} from '@vip/analysis/internal/findings';
import {comparisonText} from '../trial/baseline.js';
import {differencesText} from '../trial/conditions.js';
import type {FailedFinding, HungSessions, Judgement, Violation} from '../trial/judgement.js';
import {formatHung, formatViolations} from '../trial/judgement-words.js';
import type {SeriesOutcome} from '../trial/outcome.js';
import {missedText} from '../trial/thresholds.js';
import type {TrialReport} from '../trial/trial-report.js';
import {sessionsText, sessionTables} from './session-lines.js';
import type {OwnCase} from './trial-case.js';

/** The fate of a run's TCP sessions, if there were any: one case. */
export function sessionCases(
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

/** The criteria of the whole series: a case for each threshold. */
export function thresholdCases({judgement: {missed}, criteria: {thresholds = []}}: SeriesOutcome): OwnCase[] {
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

/** A series against its baseline: a case for each observer. */
export function comparisonCases({compared, differences}: Judgement): OwnCase[] {
  const others = differences.length === 0 ? [] : [differencesText(differences)];
  return compared.map(comparison => {
    const message = comparisonText(comparison);
    return {
      ...{name: `baseline ${comparison.observer}`, tookNs: 0n, output: [message, ...others]},
      ...(comparison.verdict === 'slower'
        ? {problem: {kind: 'failure', type: 'slower-than-baseline', message, lines: others}}
        : {}),
    };
  });
}

/** A run that could not be made or completed, with what the software said last. */
export function failureCases(report: TrialReport, run: number): OwnCase[] {
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
export function findingsCase(report: TrialReport, run: number, failures: readonly FailedFinding[]): OwnCase {
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
