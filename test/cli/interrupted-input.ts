/**
 * What came through a pipe is reported when the input ends, and when `vip explain -` or `vip capture -` is
 * interrupted.
 */

import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {pcapngBlocks} from '../helpers/capture-files.js';
import {healthyCapture} from '../helpers/outputs.js';
import {vipCommand} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const HEALTHY =
  '10.3.2.200 on ext0: HEALTHY, 02:00:00:00:00:10 to 02:00:00:00:00:11 at 2026-11-23 05:28:07.946 UTC, frame 85\n';

/** More than a pipe holds, so that once it is written, the reader has begun. */
const MUCH = 150_000;

/** In a process group of its own, as a shell starts a pipeline. */
function start(t: ExecutionContext, argv: readonly string[]): ChildProcessWithoutNullStreams {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, {stdio: 'pipe', detached: true});
  t.teardown(() => {
    try {
      process.kill(-(child.pid as number), 'SIGKILL');
    } catch {
      // The process has already ended.
    }
  });
  return child;
}

/** Everything that the process prints until it ends, and how it ends. */
async function toItsEnd(child: ChildProcessWithoutNullStreams) {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return {code, signal, stdout, stderr};
}

/** The capture, followed by so many blocks of an unknown type that its reader must be reading once all is written. */
async function feed({stdin}: ChildProcessWithoutNullStreams): Promise<void> {
  const unknown = pcapngBlocks(true).block(0x0bad, new Uint8Array(60_000));
  const octets = Buffer.concat([healthyCapture(), ...Array.from({length: 64}, () => unknown)]);
  await new Promise(resolve => stdin.write(octets, resolve));
}

/** Like tcpdump, this writes its remaining output when interrupted. The first argument is the file. */
const PRODUCER = `
trap 'tail -c +$((${MUCH} + 1)) "$0"; exit' INT
head -c ${MUCH} "$0"
echo reading >&2
while :; do sleep 0.1; done`;

for (const [title, words, expected] of [
  ['explain', 'explain --brief -', HEALTHY],
  ['capture', 'capture --garp -', / ARP announcement /],
] as const) {
  test(`${title}: ^C ends the whole pipeline, and the last output of its other programs is still read`, async t => {
    const file = join(temporaryDirectory(t), 'capture.pcapng');
    writeFileSync(file, healthyCapture());
    const script = `trap : INT; sh -c "$1" "$2" | { shift 2; "$@"; }; echo "exit $?"`;
    const child = start(t, [
      'sh',
      '-c',
      script,
      'sh',
      PRODUCER,
      file,
      ...vipCommand('root', words.split(' ')),
    ]);
    const ended = toItsEnd(child);
    await once(child.stderr, 'data');
    process.kill(-(child.pid as number), 'SIGINT');
    const {stdout, stderr} = await ended;
    t.true(stdout.endsWith('exit 0\n'), stdout + stderr);
    if (typeof expected === 'string') t.is(stdout, `${expected}exit 0\n`);
    else t.regex(stdout, expected);
    t.notRegex(stderr, /cut off/);
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`explain: ${signal} is enough while the input continues`, async t => {
    const child = start(t, vipCommand('root', ['explain', '--brief', '-']));
    const ended = toItsEnd(child);
    await feed(child);
    process.kill(child.pid as number, signal);
    const {code, stdout, stderr} = await ended;
    t.deepEqual([code, stdout, stderr], [0, HEALTHY, '']);
  });
}

test('capture: SIGTERM ends it, and is reported as the reason', async t => {
  const child = start(t, vipCommand('root', ['capture', '--garp', '-']));
  const ended = toItsEnd(child);
  await feed(child);
  process.kill(child.pid as number, 'SIGTERM');
  const {code, stderr} = await ended;
  t.is(code, 143);
  t.regex(stderr, /^vip: \d+ shown, 942 received, 0 dropped by the kernel\nvip: interrupted by SIGTERM\n$/);
});

test('a second ^C ends it at once, whatever it is waiting for', async t => {
  // Nobody reads its output, which is more than the pipe holds.
  const child = start(t, vipCommand('root', ['capture', '--json', '-']));
  await feed(child);
  const ended = once(child, 'exit');
  process.kill(child.pid as number, 'SIGINT');
  await sleep(500);
  process.kill(child.pid as number, 'SIGINT');
  const [code, signal] = await ended;
  t.deepEqual([code, signal], [null, 'SIGINT']);
});

test('a terminal is refused as input', async t => {
  const script = `script -qec "$1" /dev/null </dev/null`;
  const [code] = await once(
    start(t, ['sh', '-c', script, 'sh', vipCommand('root', ['explain', '-']).join(' ')]),
    'exit',
  );
  t.is(code, 2);
});
