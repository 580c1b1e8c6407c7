/**
 * What a trial's report says about the software: its configuration check, its end, its last output, and a run
 * that failed.
 */

import {formatTrial, reportData, reportPart} from '@vip/core';
import {exitText, tellingLine} from '@vip/core/internal';
import test from 'ava';
import {probes, type Row, reportOf, step, timelineOf} from '../helpers/trial-events.js';

const said = (atMs: number, node: string, text: string): Row => [
  atMs,
  node,
  {kind: 'said', program: 'keepalived', text},
];
const checked = (node: string, ...messages: string[]): Row => [
  20,
  node,
  {kind: 'checked', program: 'keepalived', exitCode: 5, messages},
];
const ended = (atMs: number, node: string, byFault: boolean, status?: number): Row => [
  atMs,
  node,
  {kind: 'program-ended', program: 'keepalived', byFault, ...(status === undefined ? {} : {status})},
];
const failed: Row = [
  900,
  'lab',
  {kind: 'failed', message: 'trial: keepalived on ns0 ended unexpectedly with exit 2: no'},
];

const codes = (rows: readonly Row[]) =>
  reportOf([step(1000, 'fault'), ...rows, ...probes(2000)])
    .findings.filter(({code}) => code !== 'no-owner')
    .map(({code, evidence}) => `${code}: ${evidence}`);

test('a message of the check for both nodes is reported once', t => {
  t.deepEqual(codes([checked('ns1', 'same', 'other'), checked('ns0', 'same')]), [
    'configuration: keepalived says about its configuration on ns0 and ns1: same.',
    'configuration: keepalived says about its configuration on ns1: other.',
  ]);
});

test('an instance in FAULT is reported on the passive node; on the active one, it may be due to the fault', t => {
  const fault = '(VIP) entering FAULT state (interface mcv1 down)';
  t.deepEqual(codes([said(1500, 'ns1', fault)]), [
    'instance-in-fault: ns1: instance VIP is in FAULT (interface mcv1 down) at the end.',
  ]);
  t.deepEqual(codes([said(1500, 'ns0', fault)]), []);
  t.deepEqual(codes([said(1500, 'ns1', fault), said(1600, 'ns1', '(VIP) Entering BACKUP STATE')]), []);
});

test('a program that ended is reported, unless the fault ended it', t => {
  const last = said(1190, 'ns0', '[ERROR] exiting: pfds[0].revents = 8');
  t.deepEqual(codes([last, said(1195, 'ns0', '[INFO] buffered'), ended(1200, 'ns0', false, 0)]), [
    'program-ended: keepalived on ns0 ended with exit 0 200 ms after the fault: [ERROR] exiting: pfds[0].revents = 8.',
  ]);
  t.deepEqual(codes([ended(1200, 'ns1', false)]), [
    'program-ended: keepalived on ns1 ended with an unknown exit status 200 ms after the fault.',
  ]);
  t.deepEqual(codes([ended(1200, 'ns0', true, 137)]), []);
});

test('a run that failed before its fault has no figures, but has the reason and the last output', t => {
  const report = reportOf([
    checked('ns0', 'no such interface'),
    ...[1, 2, 3, 4, 5, 6, 7].map(number => said(100 + number, 'ns0', `line ${number}`)),
    ...[ended(800, 'ns0', false, 2), failed],
  ]);
  t.deepEqual([report.observers, report.isMeasured], [[], false]);
  t.deepEqual(report.failure, {
    message: 'trial: keepalived on ns0 ended unexpectedly with exit 2: no',
    lastWords: [{node: 'ns0', lines: ['line 2', 'line 3', 'line 4', 'line 5', 'line 6', 'line 7']}],
  });
  t.deepEqual(
    report.findings.map(({code}) => code),
    ['configuration'],
  );
  const lines = formatTrial(report);
  t.true(
    lines.includes('Not measured: keepalived on ns0 ended unexpectedly with exit 2: no'),
    lines.join('\n'),
  );
  t.false(lines.some(line => line.startsWith('Outage')));
});

test('a run that failed after its fault shows the measurements until then', t => {
  const report = reportOf([
    step(1000, 'fault'),
    ...probes(2000),
    [1900, 'lab', {kind: 'failed', message: 'no'}],
  ]);
  t.deepEqual([report.observers.length, report.isMeasured], [4, false]);
});

test("the report of a failed run says why, and includes the software's output", t => {
  const data = reportData([
    reportPart(timelineOf([said(100, 'ns0', 'starting'), said(200, 'ns0', 'no'), failed])),
  ]);
  t.deepEqual(data.verdict, {
    word: 'Not measured',
    text: 'The run failed: keepalived on ns0 ended unexpectedly with exit 2: no.',
  });
  t.deepEqual(data.runs[0]?.said, [
    {
      node: 'ns0',
      program: 'keepalived',
      lines: [
        [100_000_000, 'starting'],
        [200_000_000, 'no'],
      ],
      omitted: 0,
    },
  ]);
});

test('how a program ended is put into words', t => {
  t.deepEqual([0, 1, 127, 137, 143, 200, undefined].map(exitText), [
    ...['exit 0', 'exit 1', 'exit 127', 'exit 137 (SIGKILL)', 'exit 143 (SIGTERM)', 'exit 200'],
    'an unknown exit status',
  ]);
});

test('the most informative line is the last one that mentions an error', t => {
  t.is(tellingLine(['cannot bind', 'goodbye']), 'cannot bind');
  t.is(tellingLine(['hello', 'goodbye']), 'goodbye');
  t.is(tellingLine(['2026-11-26T05:37:06.793708: [ERROR] exiting']), '[ERROR] exiting');
  t.is(tellingLine([]), undefined);
});
