/** Processes are started, read to the end, and not waited for any longer than necessary. */

import {randomInt} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {runCommand} from '@vip/core/internal/cluster';
import {run, startProcess} from '@vip/core/internal/process';
import test from 'ava';
import {untilNone} from '../helpers/traces.js';

/** Leaves behind a process that keeps the output open without writing, and prints its ID. */
const LEAVE_ONE = ['sh', '-c', 'sleep 60 & echo $!'];

/** Much shorter than the life of the process left behind. */
const SOON_MS = 20_000;

test("a process left behind with a command's output is not waited for", async t => {
  const {stdout, durationMs} = await run(LEAVE_ONE);
  process.kill(Number(stdout));
  t.true(durationMs < SOON_MS, `${durationMs} ms`);
});

test('a program can be started without one of our variables, and with others', async t => {
  process.env.VIP_TEST_OURS = 'ours';
  const env = {VIP_TEST_OURS: undefined, VIP_TEST_ITS: 'its'};
  const lines: string[] = [];
  for await (const line of startProcess(['env'], {env}).lines) lines.push(line);
  t.deepEqual(
    lines.filter(line => /^VIP_TEST_(?:OURS|ITS)=/.test(line)),
    ['VIP_TEST_ITS=its'],
  );
  t.true(lines.includes(`PATH=${process.env.PATH}`));
});

test('the output of a daemon left behind by its starter is read for as long as it lives', async t => {
  const lines: string[] = [];
  for await (const line of startProcess(['setsid', '--fork', 'sh', '-c', 'sleep 3; echo late']).lines)
    lines.push(line);
  t.deepEqual(lines, ['late']);
});

test('the output of an ended process is read to the end, however slowly', async t => {
  const running = startProcess(['sh', '-c', 'seq 1 20000; sleep 60 >/dev/null 2>&1 & echo $!']);
  let count = 0;
  let last = '';
  for await (const line of running.lines) {
    if (count++ === 0) await new Promise(resolve => setTimeout(resolve, 5000));
    last = line;
  }
  process.kill(Number(last));
  t.is(count, 20_001);
});

test('late output of a process left behind is read as long as it keeps coming', async t => {
  const {stdout} = await run(['sh', '-c', '(for n in 1 2 3 4 5; do sleep 0.5; echo $n; done) & exit 0']);
  t.is(stdout, '1\n2\n3\n4\n5\n');
});

test('a command that hangs is ended together with everything it started, and reported in one line', async t => {
  const mark = `${randomInt(1e6)}`;
  const hangs = ['sh', '-c', `sleep 1${mark} & sleep 2${mark}`];
  const error = await t.throwsAsync(run(hangs, {timeoutMs: 200}), {code: 'COMMAND_FAILED'});
  t.is(error?.message, `${hangs.join(' ')}: expected it to end within 0.2 s, got no end`);
  t.deepEqual(await untilNone(() => having(mark)), []);
});

/** Prints the field of proc_pid_status(5). */
const STATUS = ['sed', '-n', 's/^NoNewPrivs:[[:space:]]*//p', '/proc/self/status'];

test('programs that we start cannot gain privileges, except commands of the user', async t => {
  const own = /^NoNewPrivs:\s*(\d)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  t.is((await run(STATUS)).stdout, '1\n');
  t.is((await run(STATUS, {mayGainRights: true})).stdout, `${own}\n`);
  // With `vip trial --do`, users may want to run sudo(8).
  await t.notThrowsAsync(runCommand('--do', `grep -q '^NoNewPrivs:.*${own}$' /proc/self/status`));
});

test('an interrupted run does not wait for its commands', async t => {
  const controller = new AbortController();
  const running = run(['sleep', '60'], {signal: controller.signal});
  controller.abort(new Error('interrupted'));
  await t.throwsAsync(running, {message: 'interrupted'});
  await t.throwsAsync(run(['true'], {signal: controller.signal}), {message: 'interrupted'});
});

for (const descriptor of [1, 2]) {
  test(`a command that prints too much on ${descriptor} is ended, and its output is not kept`, async t => {
    const error = await t.throwsAsync(run(['sh', '-c', `yes >&${descriptor}`], {mostOctets: 1 << 20}), {
      code: 'COMMAND_FAILED',
    });
    t.regex(error?.message ?? '', /: expected at most 1048576 octets of output, got more$/);
  });
}

test('the last errors of a running process are kept', async t => {
  const {stderr, exitCode} = await startProcess(['sh', '-c', 'seq 1 200000 >&2; echo last >&2; exit 7'])
    .ended;
  t.is(exitCode, 7);
  t.true(stderr.endsWith('199999\n200000\nlast\n'));
  t.true(stderr.length < 200_000, `${stderr.length}`);
});

test('an overlong line is cut, and the next one is complete', async t => {
  const script = 'head -c 3000000 /dev/zero | tr "\\0" x; echo; echo whole';
  const lengths: number[] = [];
  for await (const line of startProcess(['sh', '-c', script]).lines) lengths.push(line.length);
  t.deepEqual(lengths, [1 << 20, 5]);
});

test('an abandoned process counts as ended, and its output is ignored', async t => {
  const mark = `${randomInt(1e6)}`;
  const running = startProcess(['sh', '-c', `trap '' TERM; echo on; sleep 1${mark} & sleep 2${mark}`]);
  const lines: string[] = [];
  for await (const line of running.lines) {
    lines.push(line);
    running.abandon();
  }
  t.deepEqual(lines, ['on']);
  t.is((await running.ended).signal, 'SIGKILL');
  t.deepEqual(await untilNone(() => having(mark)), []);
});

test('an abandoned process does not keep ours from exiting', async t => {
  const script = `
    const {startProcess} = await import(${JSON.stringify(import.meta.resolve('@vip/core/internal/process'))});
    const {letGoAll} = await import(${JSON.stringify(import.meta.resolve('@vip/core/internal/children'))});
    const {pid} = startProcess(['sleep', '60']);
    console.log(pid);
    letGoAll();`;
  const {stdout} = await run([process.execPath, '--input-type=module', '-e', script]);
  process.kill(Number(stdout));
  t.pass();
});

/** The processes that have an argument with this ending. */
function having(mark: string): string[] {
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .filter(pid => argumentsOf(pid).some(word => word.endsWith(mark)));
}

function argumentsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
  } catch {
    return [];
  }
}
