/** `vip report` on the command line: what it accepts, what it writes, and what it refuses. */

import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {encodeEvent, type LabSettings, type TimelineEvent} from '@vip/analysis';
import test from 'ava';
import {pcapngBlocks} from '../helpers/capture-files.js';
import {concat, hex} from '../helpers/hex.js';
import {startCommand, vip, vipCommand} from '../helpers/product.js';
import {recordedEvents, savedRuns} from '../helpers/recorded.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

test('a saved run becomes report.html next to it', async t => {
  const directory = savedRuns(t, recordedEvents('failover'));
  const {code, stdout, stderr} = await vip(who, ['report', directory]);
  t.is(stderr, '');
  t.is(code, 0);
  t.is(stdout, `${directory}/report.html: Failover of 10.3.2.200. Every expectation held.\n`);
  const html = readFileSync(join(directory, 'report.html'), 'utf8');
  t.regex(html, /^<!doctype html>/);
  t.true(html.length < 300_000);
  t.notRegex(html.replace(/<script[\s\S]*?<\/script>/g, ''), /https?:|src=/);
});

test('a series becomes one report, with its limit', async t => {
  const events = recordedEvents('keepalived');
  const directory = savedRuns(t, events, events);
  const file = join(temporaryDirectory(t), 'series.html');
  const {code, stdout} = await vip(who, [
    'report',
    directory,
    '--report',
    file,
    '--max-outage',
    '500ms',
    '--json',
  ]);
  t.is(code, 0);
  const {kind, file: written, runs, verdict} = JSON.parse(stdout);
  t.deepEqual([kind, written, runs, verdict.held], ['report', file, 2, false]);
  t.true(readFileSync(file, 'utf8').includes('"series"'));
});

/** The run, with an idle session at ext that never ends. */
function withSession(events: readonly TimelineEvent[]): TimelineEvent[] {
  const groups = [{use: 'idle', count: 1}] as const;
  return events.flatMap((event): TimelineEvent[] => {
    if (event.kind !== 'trial') return [event];
    const {at} = event;
    const settings = event.settings as LabSettings;
    const common = {
      at,
      node: settings.ext.node,
      kind: 'session',
      to: settings.vip.address,
      session: 1,
      use: 'idle',
      port: 40_001,
    } as const;
    return [
      {...event, tcp: {port: 30_313, groups, deadlineMs: 5000}},
      ...[{...common, phase: 'connecting'} as const, {...common, phase: 'open'} as const],
    ];
  });
}

for (const [most, held, text] of [
  [0, false, /^Too many sessions hang\. At worst 1 session hangs; the limit is 0\.$/],
  [1, true, /^No more sessions hang than allowed\. Dark for /],
] as const) {
  test(`with a session that hangs, --max-hung ${most} allows as many`, async t => {
    const directory = savedRuns(t, withSession(recordedEvents('keepalived')));
    const {code, stdout, stderr} = await vip(who, ['report', directory, '--max-hung', `${most}`, '--json']);
    t.is(code, 0, stderr);
    const {verdict} = JSON.parse(stdout);
    t.deepEqual([verdict.held, verdict.word], [held, held ? 'Within the limit' : 'Over the limit']);
    t.regex(verdict.text, text);
    const html = readFileSync(join(directory, 'report.html'), 'utf8');
    t.is(html.includes('run 1: 1 session hangs; the limit is 0'), !held);
  });
}

test('the first line of a report says how many sessions hang, in one run and in the worst of several', async t => {
  const events = withSession(recordedEvents('keepalived'));
  const one = await vip(who, ['report', savedRuns(t, events)]);
  t.regex(one.stdout, /Dark for .*\. 1 TCP session still hangs\.\n$/);
  const two = await vip(who, ['report', savedRuns(t, recordedEvents('keepalived'), events)]);
  t.regex(two.stdout, / 1 TCP session still hangs in the worst run\.\n$/);
});

for (const limit of ['--max-hung 0', '--max-outage tcp=2s']) {
  test(`a run without sessions is not judged by ${limit}`, async t => {
    const directory = savedRuns(t, recordedEvents('keepalived'));
    const {code, stdout, stderr} = await vip(who, ['report', directory, ...limit.split(' '), '--json']);
    t.is(code, 0, stderr);
    const {verdict} = JSON.parse(stdout);
    t.deepEqual([verdict.held, verdict.word], [false, 'Not measured']);
    t.is(
      verdict.text,
      'There were no TCP sessions that could hang or be of no use: vip trial --tcp opens them.',
    );
  });
}

test('output of --json is accepted as well, including its summaries', async t => {
  const file = join(temporaryDirectory(t), 'run.jsonl');
  const lines = [...recordedEvents('failover').map(encodeEvent), '{"kind":"summary","held":true}', ''];
  writeFileSync(file, lines.join('\n'));
  const {code, stdout} = await vip(who, ['report', file]);
  t.is(code, 0);
  t.is(stdout, `${file.replace('.jsonl', '.html')}: Failover of 10.3.2.200. Every expectation held.\n`);
});

test('a directory without runs, and lines that are not events, are refused', async t => {
  const empty = join(temporaryDirectory(t), 'empty');
  mkdirSync(empty);
  const nothing = await vip(who, ['report', empty]);
  t.is(nothing.code, 3);
  t.is(nothing.stderr, `vip: ${empty}: expected a run saved with --out or printed with --json, got none\n`);
  writeFileSync(join(empty, 'timeline.jsonl'), '{"kind":"run"}\n');
  const noEvent = await vip(who, ['report', empty]);
  t.is(noEvent.code, 3);
  t.is(noEvent.stderr, `vip: ${empty}/timeline.jsonl line 1: run: expected at, got none\n`);
  writeFileSync(join(empty, 'timeline.jsonl'), 'no json\n');
  const noJson = await vip(who, ['report', empty]);
  t.is(noJson.code, 3);
  t.is(noJson.stderr, `vip: ${empty}/timeline.jsonl line 1: expected an event, got "no json"\n`);
  const missing = await vip(who, ['report', join(empty, 'not-there')]);
  t.is(missing.code, 3);
  t.regex(missing.stderr, /^vip: \S+not-there: no such file\n$/);
});

test('a report that could not be written is refused before the run', async t => {
  const nowhere = join(temporaryDirectory(t), 'no/such/place.html');
  for (const words of [['experiment'], ['trial', '--driver', 'vip'], ['lesson', 'loopback']]) {
    const {code, stdout, stderr} = await vip(who, [...words, '--report', nowhere]);
    t.is(code, 3, words.join(' '));
    t.is(stdout, '');
    t.regex(stderr, /^vip: --report \S+place\.html: nothing was written: no such file or directory\n$/);
  }
});

test('a failed explanation leaves no empty report, and an earlier one unchanged', async t => {
  const directory = temporaryDirectory(t);
  const [missing, file] = [join(directory, 'missing.pcapng'), join(directory, 'report.html')];
  t.is((await vip(who, ['explain', missing, '--report', file])).code, 3);
  t.false(existsSync(file));
  writeFileSync(file, 'an earlier one');
  t.is((await vip(who, ['explain', missing, '--report', file])).code, 3);
  t.is(readFileSync(file, 'utf8'), 'an earlier one');
});

test('a modified run is refused in one line, with the file and the line', async t => {
  const directory = savedRuns(t, recordedEvents('failover'));
  const file = join(directory, 'timeline.jsonl');
  const lines = readFileSync(file, 'utf8').split('\n');
  const frame = lines.findIndex(line => line.includes('"kind":"frame"'));
  const at = lines.findIndex(line => line.includes('"kind":"link"') || line.includes('"kind":"address"'));
  const changes: [line: number, text: string, problem: RegExp][] = [
    [1, 'null', /expected an event of a known kind, got null/],
    [0, (lines[0] ?? '').replace('"settings"', '"sittings"'), /run: expected settings, got none/],
    [
      frame,
      (lines[frame] ?? '').replace(/"length":\d+/, '"length":1500000000'),
      /frame\.length: expected a whole number of 0 to 262144, got 1500000000/,
    ],
    [
      frame,
      (lines[frame] ?? '').replace(/"length":\d+/, '"length":1'),
      /frame\.length: expected \d+ octets or more, as many as it has, got 1/,
    ],
    [
      at,
      (lines[at] ?? '').replace(/"at":"\d+"/, '"at":"99999999999999999999999"'),
      /\.at: expected nanoseconds since the epoch, got/,
    ],
  ];
  for (const [line, text, problem] of changes) {
    writeFileSync(file, lines.map((old, index) => (index === line ? text : old)).join('\n'));
    const {code, stdout, stderr} = await vip(who, ['report', directory]);
    t.is(code, 3, stderr);
    t.is(stdout, '');
    t.regex(stderr, new RegExp(`^vip: ${file} line ${line + 1}: [^\n]*\n$`));
    t.regex(stderr, problem);
  }
});

test('a capture with times beyond any calendar is explained and reported', async t => {
  const directory = temporaryDirectory(t);
  const [capture, file] = [join(directory, 'x.pcapng'), join(directory, 'report.html')];
  const {section, iface, enhanced} = pcapngBlocks(true);
  const announcement = (mac: string) =>
    hex(`ffffffffffff ${mac} 0806 0001080006040001 ${mac} 0a0302c8 ffffffffffff 0a0302c8`);
  // Whole seconds, up to the last one that 64 bits can represent.
  writeFileSync(
    capture,
    concat(
      section(),
      iface({name: 'eth0', resolution: 0}),
      enhanced({bytes: announcement('020000000010'), time: 2n ** 64n - 100n}),
      enhanced({bytes: announcement('020000000011'), time: 2n ** 64n - 1n}),
    ),
  );
  const {code, stdout, stderr} = await vip(who, ['explain', capture, '--report', file]);
  t.true(code === 1 || code === 3, stderr);
  t.is(stderr, '');
  t.regex(stdout, /from @18446744073709551516\.000000000\n/);
  t.true(readFileSync(file, 'utf8').includes('"startedAt":"@18446744073709551516.000000000"'));
});

test('files merely found in a directory are neither waited for nor followed', async t => {
  const directory = temporaryDirectory(t);
  const file = join(directory, 'timeline.jsonl');
  execFileSync('mkfifo', [file]);
  const pipe = await vip(who, ['report', directory]);
  t.deepEqual([pipe.code, pipe.stdout], [3, '']);
  t.is(pipe.stderr, `vip: ${file} cannot be read: not a file\n`);
  rmSync(file);
  writeFileSync(join(directory, 'secret'), 'a secret');
  symlinkSync('secret', file);
  const link = await vip(who, ['report', directory]);
  t.is(link.code, 3);
  t.regex(link.stderr, /^vip: \S+ cannot be read: too many symbolic links encountered\n$/);
});

test('an impossibly large run is refused, whichever part is too large', async t => {
  const file = join(temporaryDirectory(t), 'run.jsonl');
  const [record] = recordedEvents('failover').map(encodeEvent);
  const link = (node: string) => `{"at":"5","node":"${node}","kind":"link","iface":"x","state":"up"}`;
  const nodes = Array.from({length: 1001}, (_, index) => link(`n${index}`));
  writeFileSync(file, [record, ...nodes].join('\n'));
  const many = await vip(who, ['report', file]);
  t.is(many.code, 3);
  t.is(many.stderr, `vip: ${file} line 1001: expected at most 1000 nodes in a run, got more\n`);
  writeFileSync(file, [record, link('x'.repeat(6 << 20))].join('\n'));
  const long = await vip(who, ['report', file]);
  t.is(long.code, 3);
  t.is(long.stderr, `vip: ${file} cannot be read: line 2 is longer than 4 MiB\n`);
});

test('events in reverse order are sorted in one go', async t => {
  const file = join(temporaryDirectory(t), 'run.jsonl');
  const [run] = recordedEvents('failover');
  const backwards = Array.from({length: 120_000}, (_, index) => {
    const at = String((run?.at ?? 0n) + BigInt(120_000 - index) * 1000n);
    return `{"at":"${at}","node":"ext","kind":"probe-sent","stream":"probe","sequence":${index}}`;
  });
  writeFileSync(file, [...(run === undefined ? [] : [encodeEvent(run)]), ...backwards].join('\n'));
  const {code, stderr} = await startCommand(['timeout', '60', ...vipCommand(who, ['report', file])]).ended;
  t.is(code, 0, stderr);
});
