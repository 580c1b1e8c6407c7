/**
 * A series in formats for other readers: TAP, Markdown and a picture, whatever text a program or a name
 * contributes.
 */

import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Bounds} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import type {Criteria, TrialReport} from '@vip/core';
import {
  judgedText,
  judgeSeries,
  markdownSummary,
  outagePicture,
  type SeriesOutcome,
  tapReport,
  trialFinding,
} from '@vip/core/internal';
import test from 'ava';
import fc from 'fast-check';
import {testWith} from '../helpers/require-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const MS = 1_000_000n;
const LIMIT: Criteria = {limits: [{of: 'outage', limitNs: 100n * MS}], failOn: ['two-owners']};
const SHORT: Bounds = {leastNs: 20n * MS, mostNs: 30n * MS};
const LONG: Bounds = {leastNs: 290n * MS, mostNs: 310n * MS};

function reportOf(
  outages: Readonly<Record<string, Bounds>>,
  names: {driver?: string; fault?: string} = {},
): TrialReport {
  const observers = Object.entries(outages).map(([name, outage]) => ({
    ...{name, outage, dark: outage, outages: [{...outage, afterNs: 5n * MS}]},
  }));
  const trial = {
    ...{
      kind: 'trial',
      at: 1n,
      driver: 'keepalived',
      fault: 'kill',
      impairments: [],
      seed: 42,
      probeIntervalMs: 5,
    },
    ...{command: ['trial', '--fault', 'kill'], settings: DEFAULT_SETTINGS, ...names},
  };
  const announcements = [{afterNs: 12n * MS, node: 'ns1'}];
  return {
    trial,
    observers,
    announcements,
    findings: [],
    isMeasured: true,
    tookNs: 1n,
  } as unknown as TrialReport;
}

function outcomeOf(reports: readonly TrialReport[], name?: string): SeriesOutcome {
  const outcome = {reports, judgement: judgeSeries(reports, LIMIT), criteria: LIMIT};
  return name === undefined ? outcome : {name, ...outcome};
}

const tap = (reports: readonly TrialReport[]) => tapReport([outcomeOf(reports)]);

/** Perl's reader of TAP. */
function prove(file: string, lines: readonly string[]): {status: number | null; said: string} {
  writeFileSync(file, lines.map(line => `${line}\n`).join(''));
  const {status, stdout, stderr} = spawnSync('prove', ['--exec', 'cat', file], {encoding: 'utf8'});
  return {status, said: stdout + stderr};
}

test('there is a test point for each run and observer, with the reason if it failed', t => {
  const lines = tap([reportOf({ext: SHORT}), reportOf({ext: LONG})]);
  t.deepEqual(lines.slice(0, 4), [
    'TAP version 13',
    '1..4',
    'ok 1 - run 1 ext',
    '# 25 ms ± 5 ms (at least 20 ms, at most 30 ms)',
  ]);
  const at = lines.indexOf('not ok 3 - run 2 ext');
  t.deepEqual(lines.slice(at + 1, at + 6), [
    '  ---',
    '  message: "outage 300 ms ± 10 ms (at least 290 ms, at most 310 ms); limit: 100 ms"',
    '  severity: "fail"',
    '  type: "outage-over-limit"',
    '  ...',
  ]);
});

testWith('prove')("Perl's reader counts the same points, whatever a daemon printed", t => {
  const file = join(temporaryDirectory(t), 'trial.tap');
  const kept = prove(file, tap([reportOf({ext: SHORT})]));
  t.is(kept.status, 0, kept.said);
  fc.assert(
    fc.property(fc.string({unit: 'binary', maxLength: 60}), text => {
      const finding = trialFinding('two-owners', 'VIP', text);
      const report = {...reportOf({[`a${text}`]: SHORT, b: LONG}), findings: [finding]} as TrialReport;
      const {said} = prove(file, tap([report]));
      t.regex(said, /Tests: 3 Failed: 2\)/, JSON.stringify(text));
      t.notRegex(said, /Parse errors/, JSON.stringify(text));
    }),
    {numRuns: 15},
  );
});

test('a summary has the result, the table, what exceeded a limit, and how to repeat it', t => {
  const reports = [reportOf({ext: SHORT}), reportOf({ext: LONG})];
  const text = markdownSummary([{...outcomeOf(reports), picture: 'worst run.svg'}]);
  for (const part of [
    '### Failover: keepalived, fault kill\n',
    '\n**The outage was too long.**\n',
    '\n| observer | shortest | longest |\n| --- | --- | --- |\n| ext | 25 ms ± 5 ms | 300 ms ± 10 ms |\n',
    '\n- run 2: the outage at ext may have lasted 310 ms; the limit is 100 ms\n',
    '\n![the outages of the worst run](worst%20run.svg)\n',
    '\n```sh\nvip trial --fault kill --seed 42\n```\n',
  ])
    t.true(text.includes(part), `${part}\n${text}`);
});

test('a summary of a scenario has a line for each trial, with failed ones in full and the others folded', t => {
  const text = markdownSummary([
    outcomeOf([reportOf({ext: SHORT})], 'kill/vlan'),
    {...outcomeOf([reportOf({ext: LONG})], 'stop/vlan'), picture: 'summary-2.svg'},
    {...outcomeOf([], 'start/vlan'), failure: {message: 'no room'}},
  ]);
  for (const part of [
    '### Failover: 3 trials, 1 failed, 1 not measured\n',
    '\n| ok | kill/vlan | 25 ms ± 5 ms | Every outage was within its limit. |\n',
    '\n| FAILED | stop/vlan | 300 ms ± 10 ms | The outage was too long. |\n',
    '\n| not measured | start/vlan | - | Not measured: no room |\n',
    '\n<summary>kill/vlan: keepalived, fault kill</summary>\n\n',
    '\n#### stop/vlan: keepalived, fault kill\n\n**The outage was too long.**\n',
    '\n![the outages of the worst run](summary-2.svg)\n',
  ])
    t.true(text.includes(part), `${part}\n${text}`);
  t.is(text.match(/<details>/g)?.length, 1);
});

test('a series with a failed run or an outage without an end meets no limit', t => {
  const measured = outcomeOf([reportOf({ext: SHORT})]);
  t.is(judgedText(measured), 'Every outage was within its limit.');
  t.is(judgedText({...measured, failure: {message: 'node ns0: its observer ended unexpectedly'}}), '');
  const [report] = measured.reports as [TrialReport];
  const endless = [{...report, isMeasured: false}];
  t.is(
    judgedText({...measured, judgement: {...measured.judgement, isMeasured: false}, reports: endless}),
    '',
  );
});

test('the points of a scenario contain the name of their trial, and a trial that could not begin is a point, too', t => {
  const lines = tapReport([
    outcomeOf([reportOf({ext: SHORT})], 'kill/vlan'),
    {...outcomeOf([], 'start/vlan'), failure: {message: 'no room'}},
  ]);
  t.deepEqual(
    lines.filter(line => /^(?:not )?ok|^\d/.test(line)),
    [
      ...['1..3', 'ok 1 - kill/vlan: run 1 ext', 'ok 2 - kill/vlan: run 1 findings'],
      'not ok 3 - start/vlan: run 1',
    ],
  );
});

test('a summary contains no markup but ours', t => {
  const hostile = '<img src=x onerror=1> **x** [a](b) | `c` \n# d';
  const reports = [reportOf({[hostile]: LONG}, {driver: hostile, fault: hostile})];
  const text = markdownSummary([outcomeOf(reports)]);
  const prose = text.slice(0, text.indexOf('To repeat it'));
  t.notRegex(prose, /(?<!\\)[<`]|^# /m, prose);
  t.is(prose.match(/^\|/gm)?.length, 3, 'a table of three lines');
});

test('a summary lists at most twenty problems, and says how many more there are', t => {
  const reports = Array.from({length: 30}, () => reportOf({ext: LONG}));
  const text = markdownSummary([outcomeOf(reports)]);
  t.is(text.match(/^- run /gm)?.length, 20);
  t.true(text.includes('\n- and 10 more\n'));
});

testWith('xmllint')(
  'the picture is valid XML whatever a name contains, and shows how long each outage was at least and at most',
  t => {
    const picture = outagePicture(reportOf({'a<&"\u0000b': {leastNs: 100n * MS, mostNs: 120n * MS}}));
    const {status, stderr} = spawnSync('xmllint', ['--noout', '-'], {input: picture, encoding: 'utf8'});
    t.is(status, 0, stderr);
    const widths = [...picture.matchAll(/<rect x="([\d.]+)" .*?width="([\d.]+)" .*?fill="(#\w+)"/g)].map(
      ([, x, width, fill]) => ({fill, from: Number(x), to: Number(x) + Number(width)}),
    );
    const maybe = widths.find(({fill}) => fill === '#f5a3a8');
    const dark = widths.find(({fill}) => fill === '#cf222e');
    t.true(maybe !== undefined && dark !== undefined && maybe.from < dark.from && dark.to < maybe.to);
    t.notRegex(picture, /NaN|Infinity/);
  },
);

test('a run without an outage has a picture as well', t => {
  const report = reportOf({ext: {leastNs: 0n, mostNs: 8n * MS}});
  const well = {...report, observers: report.observers.map(one => ({...one, outages: []}))};
  t.notRegex(outagePicture(well as TrialReport), /NaN|Infinity|#cf222e/);
});
