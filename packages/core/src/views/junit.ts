/**
 * A series of trials as a JUnit report: a suite for the series, a case for each run and observer. Pure.
 *
 * JUnit has no standard of its own. What is written here is what both schemas in wide use take, the one of Ant's reports
 * and the one of Jenkins' xUnit plugin (junit-10), and so what GitLab and the reporters of GitHub Actions read: the first
 * is the stricter, and wants a `type` of what failed, `properties`, `system-out` and `system-err` of a suite.
 *
 * `time` is how long a test took, by which continuous integration plans its jobs: here the run. How long the outages
 * were stands in `system-out`, a line for each case, and in what failed.
 *
 * @module
 */

import {type Bounds, formatBounds, formatDuration} from '@vip/analysis';
import {findingLine} from '@vip/analysis/findings';
import {utcTime} from '@vip/arp/describe';
import {
  type Criteria,
  type FailedFinding,
  formatHung,
  formatViolations,
  type HungSessions,
  type Judgement,
  type Violation,
} from '../trial/criteria.js';
import type {TrialObserverReport} from '../trial/observer-report.js';
import type {TrialReport} from '../trial/report.js';
import {sessionsText, sessionTables} from './session-lines.js';

/**
 * @param judgement by these criteria
 * @param hostname the machine's
 */
export function junitReport(
  reports: readonly TrialReport[],
  {violations, failures, hung}: Judgement,
  {failOn}: Criteria,
  hostname: string,
): string {
  const cases = reports.flatMap((report, index) => [
    ...report.observers.map(observer => caseOf(report, index + 1, observer, violations)),
    ...sessionCases(report, index + 1, violations, hung),
    ...(failOn.length === 0 ? [] : [findingsCase(report, index + 1, failures)]),
    ...failureCases(report, index + 1),
  ]);
  const [first] = reports;
  const failed = (kind: Problem['kind']) => cases.filter(({problem}) => problem?.kind === kind).length;
  const suite = {
    id: '0',
    package: 'vip',
    name: first === undefined ? 'vip' : suiteName(first),
    hostname: hostname === '' ? 'localhost' : hostname,
    timestamp: timestampOf(first),
    tests: String(cases.length),
    failures: String(failed('failure')),
    errors: String(failed('error')),
    time: secondsText(reports.reduce((sum, {tookNs}) => sum + tookNs, 0n)),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite${attributes(suite)}>`,
    ...propertyLines(first),
    ...cases.map(caseLine),
    `    <system-out>${escapeXml(cases.flatMap(outputLines).join(''))}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

interface Problem {
  readonly kind: 'failure' | 'error';
  readonly type: string;
  readonly message: string;
  /** More of it, below each other. */
  readonly lines?: readonly string[];
}

interface Case {
  readonly classname: string;
  readonly name: string;
  /** What was measured or found, a line each. */
  readonly output: readonly string[];
  readonly tookNs: bigint;
  readonly problem?: Problem;
}

function outputLines({name, output}: Case): string[] {
  return output.map(line => `${name}: ${line}\n`);
}

function caseOf(
  report: TrialReport,
  run: number,
  {name, outage, dark, outages}: TrialObserverReport,
  violations: readonly Violation[],
): Case {
  const broken = violations.filter(violation => violation.run === run && violation.observer === name);
  const problem = problemOf({outage, dark}, broken);
  return {
    classname: suiteName(report),
    name: `run ${run} ${name}`,
    output: [
      outageText(outage),
      ...(outages.length > 1 ? [`${outages.length} outages, in total ${outageText(dark)}`] : []),
    ],
    tookNs: report.tookNs,
    ...(problem === undefined ? {} : {problem}),
  };
}

/** What became of the TCP sessions, where there were any: a case for the run. */
function sessionCases(
  report: TrialReport,
  run: number,
  violations: readonly Violation[],
  hung: readonly HungSessions[],
): Case[] {
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
      ...{classname: suiteName(report), name: `run ${run} sessions`, tookNs},
      output: [...rows, sessionsText(sessions)],
      ...(messages.length === 0
        ? {}
        : {problem: {kind: 'failure', type: 'sessions-over-limit', message: messages.join('; ')}}),
    },
  ];
}

/** A run that could not be made, or not to its end: with what the software said last. */
function failureCases(report: TrialReport, run: number): Case[] {
  const {failure, findings, tookNs} = report;
  if (failure === undefined) return [];
  const {message, lastWords} = failure;
  const lines = [
    ...findings.map(findingLine),
    ...lastWords.flatMap(({node, lines}) => lines.map(line => `${node}: ${line}`)),
  ];
  return [
    {
      ...{classname: suiteName(report), name: `run ${run}`, output: [message], tookNs},
      problem: {kind: 'error', type: 'run-failed', message, lines},
    },
  ];
}

/** What a run showed that must not be: a case of its own. */
function findingsCase(report: TrialReport, run: number, failures: readonly FailedFinding[]): Case {
  const failed = failures.filter(failure => failure.run === run);
  const [first] = failed;
  return {
    classname: suiteName(report),
    name: `run ${run} findings`,
    output: report.findings.map(findingLine),
    tookNs: report.tookNs,
    ...(first === undefined
      ? {}
      : {problem: {kind: 'failure', type: first.code, message: failed.map(findingLine).join(' ')}}),
  };
}

/** One at the most: a case of Ant's has no room for a second. */
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

function caseLine({classname, name, tookNs, problem}: Case): string {
  const head = `    <testcase${attributes({classname, name, time: secondsText(tookNs)})}`;
  if (problem === undefined) return `${head}/>`;
  const {kind, type, message, lines = []} = problem;
  const start = `<${kind}${attributes({type, message})}`;
  if (lines.length === 0) return `${head}>${start}/></testcase>`;
  return `${head}>${start}>${escapeXml(lines.join('\n'))}</${kind}></testcase>`;
}

/** `812 ms ± 5 ms (at least 807 ms, at most 817 ms)`. */
function outageText(outage: Bounds): string {
  const {leastNs, mostNs} = outage;
  if (mostNs === undefined) return `${formatBounds(outage)}, not ended`;
  return `${formatBounds(outage)} (at least ${formatDuration(leastNs)}, at most ${formatDuration(mostNs)})`;
}

/** What one has to know to have the series again. */
function propertyLines(first: TrialReport | undefined): string[] {
  if (first === undefined) return ['    <properties/>'];
  const {driver, fault, impairments, seed, probeIntervalMs, versions} = first.trial;
  const properties = {
    driver,
    fault: [fault, ...impairments].join('; '),
    seed: String(seed),
    'probe interval': `${probeIntervalMs} ms`,
    vip: versions.vip,
    node: versions.node,
    kernel: versions.kernel,
  };
  return [
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributes({name, value})}/>`),
    '    </properties>',
  ];
}

function suiteName({trial}: TrialReport): string {
  return `vip ${trial.driver} ${trial.fault}`;
}

/** When the first run began, in UTC: neither schema takes a time zone or a part of a second. */
function timestampOf(first: TrialReport | undefined): string {
  return utcTime(first?.trial.at ?? 0n).replace(/\.\d+Z$/, '');
}

/** `12.345`. */
function secondsText(ns: bigint): string {
  return (Number(ns) / 1e9).toFixed(3);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

/** XML 1.0 §2.2 has no way to write other control characters than these three. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?')
    .replace(/[&<>"]/g, character => ENTITIES[character] ?? character);
}
