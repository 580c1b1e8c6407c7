/** `vip watch` on a file: what it prints, what it runs, and what it refuses. */

import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {problemWith, WATCH_EVENTS} from '@vip/analysis/internal/schema';
import test from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const fixture = (name: string) =>
  new URL(`../../fixtures/failovers/${name}.pcapng.gz`, import.meta.url).pathname;

test('a silent failback is reported line by line, with both moves, both outages, and the verdicts', async t => {
  const {code, stdout, stderr} = await vip('root', ['watch', fixture('silent-failback')]);
  t.deepEqual([code, stderr], [0, '']);
  const lines = stdout.trimEnd().split('\n');
  t.is(lines[0], '2026-11-23 05:28:24.120 UTC 10.3.2.200 on ext0: 02:00:00:00:00:10 has it');
  t.true(
    lines.includes(
      '2026-11-23 05:28:25.684 UTC 10.3.2.200 on ext0: moved from 02:00:00:00:00:10 to 02:00:00:00:00:11 (failover), dark for 257 ms to 264 ms',
    ),
  );
  t.regex(
    lines.at(-1) ?? '',
    /^2026-11-23 05:28:27\.447 UTC 10\.3\.2\.200 on ext0: moved from 02:00:00:00:00:11 to 02:00:00:00:00:10 \(silent\), dark for 1000 ms to 1010 ms: SILENT_FAILBACK: /,
  );
});

test('with --json, every line is documented, and an event that is reported again has the same id and a higher revision', async t => {
  const {code, stdout} = await vip('root', ['watch', '--json', fixture('silent-failback')]);
  t.is(code, 0);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  const problems = events.flatMap(event => {
    const shape = WATCH_EVENTS[event.kind as keyof typeof WATCH_EVENTS];
    return shape === undefined
      ? [event.kind]
      : (problemWith(event, shape, event.kind, {isStrict: true}) ?? []);
  });
  t.deepEqual(problems, []);
  const moves = events.filter(({kind}) => kind === 'moved');
  t.deepEqual(
    moves.map(({revision, verdict}) => [revision, verdict]),
    [
      [0, undefined],
      [0, undefined],
      [1, undefined],
      [1, 'HEALTHY'],
      [2, 'SILENT_FAILBACK'],
    ],
  );
  t.is(new Set(moves.map(({id}) => id)).size, 2);
});

test('the command of --on-event receives the event as input and in its environment, never as part of the command', async t => {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o777); // the command has no more privileges than the watch, which has dropped its own
  const out = join(directory, 'told');
  const command = `cat >> ${out}; printf '%s %s %s\\n' "$VIP_EVENT" "$VIP_FROM" "$VIP_TO" >> ${out}`;
  const {code, stderr} = await vip('root', ['watch', '--on-event', command, fixture('healthy')]);
  t.deepEqual([code, stderr], [0, '']);
  const text = readFileSync(out, 'utf8');
  t.regex(text, /^moved 02:00:00:00:00:10 02:00:00:00:00:11$/m);
  t.regex(text, /^\{"kind":"moved",/m);
});

test('a command of --on-event that fails is reported, and the watch continues', async t => {
  const {code, stdout, stderr} = await vip('root', [
    'watch',
    '--on-event',
    'echo no room >&2; exit 3',
    fixture('healthy'),
  ]);
  t.is(code, 0);
  t.regex(stderr, /^vip: warning: --on-event: the command failed for owner: exit 3: no room$/m);
  t.regex(stdout, /moved from/);
});

test('--ip restricts the watch to these addresses, and --ip @FILE to those in the file', async t => {
  const list = join(temporaryDirectory(t), 'addresses');
  writeFileSync(list, '# ours\n10.3.2.201\n');
  const none = await vip('root', ['watch', '--ip', `@${list}`, fixture('healthy')]);
  t.deepEqual([none.code, none.stdout], [0, '']);
  const one = await vip('root', ['watch', '--ip', '10.3.2.200', fixture('healthy')]);
  t.regex(one.stdout, /10\.3\.2\.200 on \S+: moved from/);
});

for (const [words, line] of [
  [['watch'], 'FILE: expected a capture file, --iface, --ip or --from, got none'],
  [
    ['watch', '--listen', '9798', 'x.pcap'],
    '--listen: vip watch FILE does not read it; it does not apply to a file',
  ],
  [
    ['watch', '--state', 'x', 'x.pcap'],
    '--state: vip watch FILE does not read it; it does not apply to a file',
  ],
  [['watch', '--iface', 'eth0', '--listen', 'http'], '--listen: expected a port or ADDRESS:PORT, got "http"'],
  [['watch', '--iface', 'eth0', '--ip', '10.3.2'], '--ip: '],
] as const) {
  test(`vip ${words.join(' ')}: exit 2, one line`, async t => {
    const {code, stderr} = await vip('root', words);
    t.is(code, 2);
    t.true(stderr.startsWith(`vip: ${line}`), stderr);
    t.is(stderr.trimEnd().split('\n').length, 1);
  });
}

test('of a damaged file, everything before the damage is reported, with exit 3', async t => {
  const file = join(temporaryDirectory(t), 'damaged.pcapng');
  writeFileSync(
    file,
    Buffer.concat([
      Buffer.from('0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000', 'hex'),
      Buffer.alloc(64, 7),
    ]),
  );
  const {code, stderr} = await vip('root', ['watch', file]);
  t.is(code, 3);
  t.regex(stderr, /^vip: warning: \S+damaged\.pcapng: the file is damaged after frame \d+: /);
});
