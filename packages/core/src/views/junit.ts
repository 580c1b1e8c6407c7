/**
 * Series of trials as a JUnit report: a suite for each series, a case for each run and observer. Pure.
 *
 * JUnit's format has no standard. This conforms to both schemas in wide use, that of Ant's reports and that of Jenkins' xUnit
 * plugin (junit-10), and so to what GitLab and the reporters of GitHub Actions read. The first is the stricter: it requires a
 * `type` for each failure, and `properties`, `system-out` and `system-err` for a suite.
 *
 * `time` is how long a test took, by which continuous integration plans its jobs: here, the run. The lengths of the outages
 * are in `system-out`, a line for each case, and in the failures.
 *
 * @module
 */

import {utcTime} from '@vip/arp/describe';
import type {SeriesOutcome} from '../trial/outcome.js';
import type {TrialReport} from '../trial/trial-report.js';
import type {TestCase, TestProblem} from './trial-case.js';
import {suiteName, trialCases} from './trial-cases.js';
import {attributes, escapeXml} from './xml.js';

/** @param hostname the machine's name */
export function junitReport(outcomes: readonly SeriesOutcome[], hostname: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...outcomes.flatMap((outcome, index) => suiteLines(outcome, index, hostname)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines(outcome: SeriesOutcome, index: number, hostname: string): string[] {
  const {reports} = outcome;
  const [first] = reports;
  const cases = trialCases(outcome);
  const failed = (kind: TestProblem['kind']) => cases.filter(({problem}) => problem?.kind === kind).length;
  const suite = {
    id: String(index),
    package: 'vip',
    name: suiteName(outcome),
    hostname: hostname === '' ? 'localhost' : hostname,
    timestamp: timestampOf(first),
    tests: String(cases.length),
    failures: String(failed('failure')),
    errors: String(failed('error')),
    time: secondsText(reports.reduce((sum, {tookNs}) => sum + tookNs, 0n)),
  };
  return [
    `  <testsuite${attributes(suite)}>`,
    ...propertyLines(first),
    ...cases.map(caseLine),
    `    <system-out>${escapeXml(cases.flatMap(outputLines).join(''))}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
  ];
}

function outputLines({name, output}: TestCase): string[] {
  return output.map(line => `${name}: ${line}\n`);
}

function caseLine({classname, name, tookNs, problem}: TestCase): string {
  const head = `    <testcase${attributes({classname, name, time: secondsText(tookNs)})}`;
  if (problem === undefined) return `${head}/>`;
  const {kind, type, message, lines = []} = problem;
  const start = `<${kind}${attributes({type, message})}`;
  if (lines.length === 0) return `${head}>${start}/></testcase>`;
  return `${head}>${start}>${escapeXml(lines.join('\n'))}</${kind}></testcase>`;
}

/** What is needed to repeat the series. */
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
    ...(versions.software === undefined ? {} : {software: versions.software}),
  };
  return [
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributes({name, value})}/>`),
    '    </properties>',
  ];
}

/** When the first run began, in UTC: neither schema takes a time zone or a part of a second. */
function timestampOf(first: TrialReport | undefined): string {
  return utcTime(first?.trial.at ?? 0n).replace(/\.\d+Z$/, '');
}

/** `12.345`. */
function secondsText(ns: bigint): string {
  return (Number(ns) / 1e9).toFixed(3);
}
