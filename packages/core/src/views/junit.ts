/**
 * A series of trials as a JUnit report: a suite for the series, a case for each run and observer. Pure.
 *
 * The dialect is the one that Jenkins, GitLab and the reporters of GitHub Actions read.
 *
 * @module
 */

import {formatBounds, formatDuration} from '../duration-text.js';
import type {TrialReport} from '../trial/report.js';
import type {Violation} from '../trial/series.js';

export function junitReport(reports: readonly TrialReport[], violations: readonly Violation[]): string {
  const cases = reports.flatMap((report, index) =>
    report.observers.map(({name, outage}) => {
      const broken = violations.filter(({run, observer}) => run === index + 1 && observer === name);
      const seconds = Number(outage.mostNs ?? outage.leastNs) / 1e9;
      const failures = broken.map(
        ({limitNs}) =>
          `<failure message="${escapeXml(`outage ${formatBounds(outage)}, allowed are ${formatDuration(limitNs)}`)}"/>`,
      );
      return `    <testcase classname="${escapeXml(suiteName(report))}" name="run ${index + 1} ${escapeXml(name)}" time="${seconds.toFixed(3)}">${failures.join('')}</testcase>`;
    }),
  );
  const [first] = reports;
  const name = first === undefined ? 'vip' : suiteName(first);
  const counts = `tests="${cases.length}" failures="${violations.length}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escapeXml(name)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteName({trial}: TrialReport): string {
  return `vip ${trial.driver} ${trial.fault}`;
}

const ENTITIES: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, character => ENTITIES[character] ?? character);
}
