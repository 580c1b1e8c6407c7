/** The JUnit report: its contents, and whether common readers accept it. */

import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import type {Bounds} from '@vip/analysis';
import type {Criteria, OutageLimit, TrialReport} from '@vip/core';
import {judgeSeries, junitReport, NO_CRITERIA, trialFinding} from '@vip/core/internal';
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
  const observers = Object.entries(outages).map(([name, outage]) => ({
    ...{name, outage, dark: outage, outages: [outage]},
  }));
  const trial = {
    ...{at: 1_795_411_433_123_456_789n, driver: 'keepalived', fault: 'kill', impairments: []},
    ...{seed: 42, probeIntervalMs: 5, versions: {vip: '0.1.0', node: 'v20.19.0', kernel: '6.1'}},
    ...names,
  };
  return {trial, observers, findings: [], tookNs: 12_345n * MS} as unknown as TrialReport;
}

function limitsOf(...limits: readonly Omit<OutageLimit, 'of'>[]): Criteria {
  return {limits: limits.map(limit => ({of: 'outage', ...limit})), failOn: []};
}

const SHORT: Bounds = {leastNs: 290n * MS, mostNs: 310n * MS};
const OPEN: Bounds = {leastNs: 1000n * MS};

function junit(reports: readonly TrialReport[], criteria = NO_CRITERIA, host = 'bench'): string {
  return junitReport([{reports, judgement: judgeSeries(reports, criteria), criteria}], host);
}

test('there is a case for each run and observer: passed, over a limit, not ended', t => {
  const xml = junit(
    [reportOf({ext: SHORT, remote: SHORT}), reportOf({ext: SHORT, remote: OPEN})],
    limitsOf({observer: 'ext', limitNs: 5n * MS}, {observer: 'ext', limitNs: 100n * MS}),
  );
  t.regex(xml, /<testsuite .* tests="4" failures="2" errors="1" /);
  const [first] = xml.match(/<testcase .*/) ?? [];
  t.is(
    first,
    '<testcase classname="vip keepalived kill" name="run 1 ext" time="12.345"><failure type="outage-over-limit" ' +
      'message="outage 300 ms ± 10 ms (at least 290 ms, at most 310 ms); limit: 5 ms and 100 ms"/></testcase>',
  );
  t.regex(xml, /name="run 1 remote" time="12\.345"\/>/);
  t.regex(xml, /<error type="outage-not-ended" message="outage &gt; 1000 ms, not ended"\/>/);
});

const TWO_OWNERS = trialFinding('two-owners', '10.3.2.200', 'ns0 and ns1 both hold the address at the end.');

test('of several outages all are in the output, and their sum has a limit', t => {
  const twice: Bounds = {leastNs: 580n * MS, mostNs: 620n * MS};
  const report = reportOf({ext: SHORT});
  const observers = report.observers.map(observer => ({...observer, dark: twice, outages: [SHORT, SHORT]}));
  const criteria: Criteria = {limits: [{of: 'dark', limitNs: 400n * MS}], failOn: []};
  const xml = junit([{...report, observers} as unknown as TrialReport], criteria);
  const together = 'in total 600 ms ± 20 ms (at least 580 ms, at most 620 ms)';
  t.true(
    xml.includes(`<failure type="outages-over-limit" message="outages ${together}; limit: 400 ms"/>`),
    xml,
  );
  t.true(xml.includes(`run 1 ext: 2 outages, ${together}\n`), xml);
});

test('each run has a case for the findings that are not allowed, and it fails with their codes', t => {
  const clean = reportOf({ext: SHORT});
  const xml = junit([clean, {...clean, findings: [TWO_OWNERS]}], {limits: [], failOn: ['two-owners']});
  t.regex(xml, /tests="4" failures="1" errors="0"/);
  t.regex(xml, /name="run 1 findings" time="12\.345"\/>/);
  const message = `two-owners: ${TWO_OWNERS.evidence}`;
  t.true(
    xml.includes(`name="run 2 findings" time="12.345"><failure type="two-owners" message="${message}"/>`),
    xml,
  );
  t.true(xml.includes(`\nrun 2 findings: ${message}\n`), xml);
});

test('a test case takes as long as its run; the length of the outages is in the output', t => {
  const xml = junit([reportOf({ext: SHORT}), reportOf({ext: OPEN})]);
  t.regex(xml, /timestamp="2026-11-23T05:23:53" tests="2" .* time="24\.690">/);
  const [, output] = /<system-out>(.*?)<\/system-out>/s.exec(xml) ?? [];
  t.is(
    output,
    'run 1 ext: 300 ms ± 10 ms (at least 290 ms, at most 310 ms)\nrun 2 ext: &gt; 1000 ms, not ended\n',
  );
});

test('the properties are enough to reproduce the series', t => {
  const xml = junit([reportOf({ext: SHORT})]);
  for (const property of [
    '"driver" value="keepalived"',
    '"seed" value="42"',
    '"probe interval" value="5 ms"',
  ])
    t.true(xml.includes(`<property name=${property}/>`), property);
});

testWith('xmllint')('JUnit reports are valid according to what the common schemas share', t => {
  const names = {driver: 'a<b>&"c\u0001', fault: "'\ud800😀"};
  const limits = {...limitsOf({limitNs: 5n * MS}), failOn: ['two-owners' as const]};
  const reports = [
    junit([reportOf({ext: SHORT, remote: OPEN}, names), reportOf({ext: OPEN, remote: SHORT}, names)], limits),
    junit([reportOf({ext: {leastNs: 0n, mostNs: 5n * MS}})], NO_CRITERIA, ''),
    junit([{...reportOf({ext: SHORT}), findings: [TWO_OWNERS]}], limits),
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
