/**
 * A series of trials as a JUnit report: a suite for the series, a case for each run and observer. Pure.
 *
 * The dialect is the one that Jenkins, GitLab and the reporters of GitHub Actions read.
 *
 * @module
 */

import {formatBounds, formatDuration} from '@vip/analysis';
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
      if (outage.mostNs === undefined && broken.length === 0) {
        failures.push(`<error message="${escapeXml(`outage ${formatBounds(outage)}, not ended`)}"/>`);
      }
      return `    <testcase classname="${escapeXml(suiteName(report))}" name="run ${index + 1} ${escapeXml(name)}" time="${seconds.toFixed(3)}">${failures.join('')}</testcase>`;
    }),
  );
  const [first] = reports;
  const name = first === undefined ? 'vip' : suiteName(first);
  const failed = cases.filter(line => line.includes('<failure ')).length;
  const errors = cases.filter(line => line.includes('<error ')).length;
  const counts = `tests="${cases.length}" failures="${failed}" errors="${errors}"`;
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

/** XML 1.0 §2.2 has no way to write other control characters than these three. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?')
    .replace(/[&<>"]/g, character => ENTITIES[character] ?? character);
}
