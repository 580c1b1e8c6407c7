/** The JUnit report: what it says, and that whoever reads such reports takes it. */

import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import type {Bounds} from '@vip/analysis';
import {findViolations, junitReport, type OutageLimit, type TrialReport} from '@vip/core';
import test from 'ava';
import {testWith} from '../helpers/require-tool.js';

const MS = 1_000_000n;
const SCHEMA = fileURLToPath(new URL('../../fixtures/junit.xsd', import.meta.url));

interface Names {
  readonly driver?: string;
  readonly fault?: string;
}

/** A report of a run in which only the outages matter. */
function reportOf(outages: Readonly<Record<string, Bounds>>, names: Names = {}): TrialReport {
  const observers = Object.entries(outages).map(([name, outage]) => ({name, outage}));
  const trial = {
    ...{at: 1_795_411_433_123_456_789n, driver: 'keepalived', fault: 'kill', impairments: []},
    ...{seed: 42, probeIntervalMs: 5, versions: {vip: '0.1.0', node: 'v20.19.0', kernel: '6.1'}},
    ...names,
  };
  return {trial, observers, tookNs: 12_345n * MS} as unknown as TrialReport;
}

const SHORT: Bounds = {leastNs: 290n * MS, mostNs: 310n * MS};
const OPEN: Bounds = {leastNs: 1000n * MS};

function junit(reports: readonly TrialReport[], limits: readonly OutageLimit[] = [], host = 'bench'): string {
  return junitReport(reports, findViolations(reports, limits), host);
}

test('a case for each run and observer: passed, over a limit, not ended', t => {
  const xml = junit(
    [reportOf({ext: SHORT, remote: SHORT}), reportOf({ext: SHORT, remote: OPEN})],
    [
      {observer: 'ext', limitNs: 5n * MS},
      {observer: 'ext', limitNs: 100n * MS},
    ],
  );
  t.regex(xml, /<testsuite .* tests="4" failures="2" errors="1" /);
  const [first] = xml.match(/<testcase .*/) ?? [];
  t.is(
    first,
    '<testcase classname="vip keepalived kill" name="run 1 ext" time="12.345"><failure type="outage-over-limit" ' +
      'message="outage 300 ms ± 10 ms (at least 290 ms, at most 310 ms); allowed: 5 ms and 100 ms"/></testcase>',
  );
  t.regex(xml, /name="run 1 remote" time="12\.345"\/>/);
  t.regex(xml, /<error type="outage-not-ended" message="outage &gt; 1000 ms, not ended"\/>/);
});

test('the time of a case is that of its run; how long the outages were stands in the output', t => {
  const xml = junit([reportOf({ext: SHORT}), reportOf({ext: OPEN})]);
  t.regex(xml, /timestamp="2026-11-23T05:23:53" tests="2" .* time="24\.690">/);
  const [, output] = /<system-out>(.*?)<\/system-out>/s.exec(xml) ?? [];
  t.is(
    output,
    'run 1 ext: 300 ms ± 10 ms (at least 290 ms, at most 310 ms)\nrun 2 ext: &gt; 1000 ms, not ended\n',
  );
});

test('what it takes to have the series again stands in the properties', t => {
  const xml = junit([reportOf({ext: SHORT})]);
  for (const property of [
    '"driver" value="keepalived"',
    '"seed" value="42"',
    '"probe interval" value="5 ms"',
  ])
    t.true(xml.includes(`<property name=${property}/>`), property);
});

testWith('xmllint')('JUnit reports are valid by what the common schemas have in common', t => {
  const names = {driver: 'a<b>&"c\u0001', fault: "'\ud800😀"};
  const limits = [{limitNs: 5n * MS}];
  const reports = [
    junit([reportOf({ext: SHORT, remote: OPEN}, names), reportOf({ext: OPEN, remote: SHORT}, names)], limits),
    junit([reportOf({ext: {leastNs: 0n, mostNs: 5n * MS}})], [], ''),
    junit([]),
  ];
  t.true(reports[0]?.includes(`vip a&lt;b&gt;&amp;&quot;c? '?😀`));
  for (const xml of reports) {
    const {status, stderr} = spawnSync('xmllint', ['--noout', '--nonet', '--schema', SCHEMA, '-'], {
      input: xml,
      encoding: 'utf8',
    });
    t.is(status, 0, `${stderr}\n${xml}`);
  }
});
