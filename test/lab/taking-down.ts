/** A lab is taken down in bounded time, even if processes in it hang, are stopped, or flood their output. */

import {randomBytes} from 'node:crypto';
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {openMachine, vipProcess} from '../helpers/machine.js';
import {descendants, type Process, untilDescendant} from '../helpers/processes.js';
import {type Running, startCommand, startVip, vipCommand, type Who} from '../helpers/product.js';
import {labTest, rootTest, tortured, turnTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {ONE} from '../helpers/trial.js';

/** Two seconds are promised; a busy machine may need a few more. Without a bound it would take forever. */
const SOON_MS = 15_000;

async function endsSoon(t: ExecutionContext, {ended}: Running, code: number): Promise<void> {
  const struckAt = performance.now();
  const {code: got, stdout, stderr} = await ended;
  t.is(got, code, stdout + stderr);
  t.true(performance.now() - struckAt < SOON_MS, `${performance.now() - struckAt} ms`);
}

const isAgent = ({argv}: Process) => argv[0] === process.execPath && argv.at(-1) === 'router';

/** Stops a process and its descendants, as ^Z does. When the test is over, they are continued and ended. */
function stopAll(t: ExecutionContext, pid: number): void {
  const all = [pid, ...descendants(pid).map(each => each.pid)].reverse();
  for (const each of all) process.kill(each, 'SIGSTOP');
  t.teardown(() => {
    for (const each of all) {
      for (const signal of ['SIGCONT', 'SIGKILL'] as const) tryKill(each, signal);
    }
  });
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it is gone
  }
}

turnTest('a vip exec that was stopped does not keep the lab', async (t, who) => {
  const name = `t${randomBytes(4).toString('hex')}`;
  const {mark, env} = markedEnvironment();
  const lab = startVip(who, ['lab', '--name', name], {env});
  t.teardown(() => lab.child.kill('SIGKILL'));
  await lab.says('is up until ^C');
  const exec = startVip(
    who,
    ['exec', '--lab', name, 'ns1', '--', 'sh', '-c', 'echo inside; sleep 1000; true'],
    {env},
  );
  await exec.says('inside');
  const execPid = exec.child.pid as number;
  stopAll(t, execPid);
  lab.child.kill('SIGINT');
  await endsSoon(t, lab, 0);
  // When continued, the command has been killed along with the lab. nsenter(1) may stop again, because it
  // learned late that its child had stopped.
  const goOn = setInterval(() => {
    for (const {pid} of [{pid: execPid}, ...descendants(execPid)]) tryKill(pid, 'SIGCONT');
  }, 100);
  t.teardown(() => clearInterval(goOn));
  t.is((await exec.ended).code, 137);
  t.deepEqual(await untilGone(mark), []);
});

turnTest('an agent that was stopped does not keep the lab', async (t, who) => {
  const {mark, env} = markedEnvironment();
  const running = startVip(who, ['experiment', '--delay', '60s'], {env});
  t.teardown(() => running.child.kill('SIGKILL'));
  await running.says('Performing failover');
  process.kill((await untilDescendant(running.child.pid as number, isAgent)).pid, 'SIGSTOP');
  running.child.kill('SIGTERM');
  await endsSoon(t, running, 143);
  t.deepEqual(await untilGone(mark), []);
});

rootTest(
  'on a parent interface nothing answers for the VIP any more, although a vip exec was stopped',
  async t => {
    const machine = await openMachine(t);
    const running = machine.vip(['experiment', '--delay', '0s', '--parent', 'real0']);
    await running.says('The lab stays until ^C');
    const asks = () =>
      machine.sh(
        'other',
        'ip neigh flush dev eth0; ping -c 1 -W 1 10.3.2.200 >/dev/null && echo yes || echo no',
      );
    t.is(await asks(), 'yes\n');
    const exec = machine.vip([
      'exec',
      '--lab',
      'experiment',
      'ns1',
      '--',
      'sh',
      '-c',
      'echo inside; sleep 1000; true',
    ]);
    await exec.says('inside');
    stopAll(t, exec.child.pid as number);
    process.kill(await vipProcess(running), 'SIGINT');
    await endsSoon(t, running, 0);
    t.deepEqual(await machine.links(), []);
    t.is(await asks(), 'no\n');
  },
);

/** A PATH with a program ahead of the real one, which it finds by skipping itself. */
function pathWith(t: ExecutionContext, program: string, deed: string): string {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o755);
  writeFileSync(join(directory, program), `#!/bin/sh\nPATH=\${PATH#*:}\n${deed}\nexec ${program} "$@"\n`);
  chmodSync(join(directory, program), 0o755);
  return `${directory}:${process.env.PATH}:/usr/sbin:/sbin`;
}

const HANGS = 'sleep 1000';

/** The program itself hangs; it has no child. */
const HANGS_ITSELF = `exec ${HANGS}`;

async function startsHanging(
  t: ExecutionContext,
  who: Who,
  program: string,
  deed = HANGS,
): Promise<{running: Running; mark: string}> {
  const {mark, env} = markedEnvironment();
  const PATH = pathWith(t, program, deed);
  const running = startCommand(vipCommand(who, ['experiment', '--delay', '0s']), {env: {...env, PATH}});
  t.teardown(() => running.child.kill('SIGKILL'));
  await untilDescendant(running.child.pid as number, ({argv}) => argv.join(' ') === HANGS);
  return {running, mark};
}

/** Each program once: interrupted, or killed. `npm run torture` adds the rest of the table. */
const INTERRUPTED = ['ip', 'unshare'];

for (const program of ['mount', 'ip', 'nsenter', 'unshare']) {
  const isUsual = INTERRUPTED.includes(program);
  labTest(
    `${program} hangs: an interrupted run is not held up`,
    async (t, who) => {
      const {running, mark} = await startsHanging(t, who, program);
      running.child.kill('SIGINT');
      await endsSoon(t, running, 130);
      t.is((await running.ended).stderr, 'vip: interrupted by SIGINT\n');
      t.deepEqual(await untilGone(mark), []);
    },
    isUsual ? ONE : tortured(ONE),
  );
}

for (const [program, deed] of [
  ['mount', HANGS],
  ['ip', HANGS],
  // These two run outside the lab, so unless vip ends them, nothing does.
  ['nsenter', HANGS_ITSELF],
  ['unshare', HANGS_ITSELF],
] as const) {
  const isUsual = !INTERRUPTED.includes(program);
  labTest(
    `${program} hangs: nothing of the lab is left when vip is killed`,
    async (t, who) => {
      const {running, mark} = await startsHanging(t, who, program, deed);
      running.child.kill('SIGKILL');
      t.deepEqual(await untilGone(mark), []);
    },
    isUsual ? ONE : tortured(ONE),
  );
}

const floods: readonly [what: string, deed: string][] = [
  ['what watches neighbours', 'case "$*" in *monitor*) yes flood >&2; esac'],
  ['what looks into the caches', 'case "$*" in *-json*) yes flood >&2; esac'],
  ['what builds the lab', 'case "$*" in *-batch*) yes flood >&2; esac'],
];

for (const [index, [what, deed]] of floods.entries()) {
  labTest(
    `an ip that floods its standard error takes no memory: ${what}`,
    async (t, who) => {
      const {mark, env} = markedEnvironment();
      const PATH = pathWith(t, 'ip', deed);
      const running = startCommand(vipCommand(who, ['experiment', '--delay', '60s']), {env: {...env, PATH}});
      t.teardown(() => running.child.kill('SIGKILL'));
      let over = false;
      void running.ended.then(() => {
        over = true;
      });
      let mostKb = 0;
      for (let look = 0; look < 30 && !over; look++) {
        for (const pid of [
          running.child.pid as number,
          ...descendants(running.child.pid as number).map(each => each.pid),
        ])
          mostKb = Math.max(mostKb, residentKb(pid));
        await sleep(100);
      }
      running.child.kill('SIGINT');
      const {code, stderr} = await running.ended;
      t.true(code === 130 || code === 3, stderr);
      t.is(stderr.split('\n').length, 2, stderr);
      t.true(mostKb < 500_000, `${mostKb} kB`);
      t.deepEqual(await untilGone(mark), []);
    },
    // Each keeps one processor busy.
    index === 0 ? ONE : tortured(ONE),
  );
}

/** The process's peak resident memory, in kB; 0 once it has ended. */
function residentKb(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Process 1 of a container that is no init, and reaps only its own child. */
const REAPS_NOBODY = `
const {spawn} = require('node:child_process');
const [file, ...args] = process.argv.slice(1);
spawn(file, args, {stdio: 'inherit'}).once('exit', (code, signal) => process.exit(code ?? 99));`;

rootTest('if process 1 never reaps, killed processes are not waited for', async t => {
  const machine = await openMachine(t);
  const container = [
    'unshare',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    process.execPath,
    '-e',
    REAPS_NOBODY,
    '--',
  ];
  const words = [...container, ...vipCommand('root', ['experiment', '--delay', '60s', '--parent', 'real0'])];
  const running = startCommand(machine.lab.command('host', words));
  t.teardown(() => running.child.kill('SIGKILL'));
  await running.says('Performing failover');
  const isUnshare = ({argv}: Process) => argv[0] === 'unshare' && argv.includes('vip-lab');
  process.kill((await untilDescendant(running.child.pid as number, isUnshare)).pid, 'SIGKILL');
  await endsSoon(t, running, 3);
  t.deepEqual(await machine.links(), []);
});
