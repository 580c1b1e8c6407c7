/**
 * The guard of what runs on a cluster's machine: whichever process is killed, and whenever, nothing stays
 * behind. Tested in every shell available.
 */

import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {type Body, guarded, NAP_S} from '@vip/core/internal/cluster';
import test, {type ExecutionContext} from 'ava';
import {descendants} from '../../helpers/processes.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';
import {rounds} from '../../helpers/torture.js';
import {kill, marked, markedEnvironment, untilGone} from '../../helpers/traces.js';

const SHELLS = [['dash'], ['bash'], ['busybox', 'sh']].filter(([program = '']) => isThere(program));

/** The index of the guard's argument for how long it tolerates silence. */
const SILENCE = 3;

const NOTHING: Body = {script: '', args: []};
const PROGRAM: Body = {script: 'run sleep 1111', args: []};
/** A program that does not end when asked to, and that has started another. */
const STUBBORN: Body = {
  script: `run sh -c 'trap "" TERM; sleep 1112 & while :; do sleep 1; done'`,
  args: [],
};

/**
 * A program that keeps starting others that would last. A guard that lists the processes before killing them
 * misses those started in between.
 */
const RESTLESS: Body = {
  script: `run sh -c 'while :; do sleep 1113 & sleep 0.005; kill $!; done'`,
  args: [],
};
/**
 * A program that takes a while to end and ignores signals meanwhile, so that the end of the input comes just
 * as it ends by itself.
 */
const SLOW_TO_END: Body = {script: `trap 'sleep 0.3; finish 0' EXIT; run true`, args: []};
/**
 * A sleep(1) that returns at once, for the process that watches the time. It lasts only if its parent has
 * ended meanwhile.
 */
const NAP = `#!/bin/sh
PATH=\${PATH#*:}
[ $1 = ${NAP_S} ] || exec sleep "$@"
sleep 0.01
read -r pid name state parent rest </proc/$$/stat
[ $parent = $PPID ] || exec sleep 1114
`;

interface Guarded {
  readonly child: ChildProcess;
  /** Resolves when it has printed its mark, or has ended. */
  readonly begun: Promise<void>;
}

/** The ways in which the guard or its program ends. */
const ENDS: readonly [what: string, body: Body, end: (guarded: Guarded) => Promise<unknown>][] = [
  ['its input ends', PROGRAM, async ({child, begun}) => begun.then(() => child.stdin?.end())],
  [
    'its input ends, and nothing runs',
    NOTHING,
    async ({child, begun}) => begun.then(() => child.stdin?.end()),
  ],
  [
    'its input ends, and the program ignores signals',
    STUBBORN,
    async ({child, begun}) => begun.then(() => child.stdin?.end()),
  ],
  ['we are killed', PROGRAM, async ({child, begun}) => begun.then(() => leave(child))],
  ['we are killed before it has begun', PROGRAM, async ({child}) => leave(child)],
  ['we are killed while it begins', PROGRAM, async ({child}) => sleep(8).then(() => leave(child))],
  [
    'the guard is killed, then its input ends',
    STUBBORN,
    async ({child, begun}) => {
      await begun;
      const guard = descendants(child.pid ?? 0).find(({parent}) => parent === child.pid);
      process.kill(guard?.pid ?? Number.NaN, 'SIGKILL');
      child.stdin?.end();
    },
  ],
  [
    'its input ends just as it ends by itself',
    SLOW_TO_END,
    async ({child, begun}) => begun.then(() => child.stdin?.end()),
  ],
  [
    'signs of life come in quick succession, then its input ends',
    PROGRAM,
    async ({child, begun}) => {
      await begun;
      for (let count = 0; count < 50; count++) child.stdin?.write('\n');
      child.stdin?.end();
    },
  ],
];

for (const shell of SHELLS)
  for (const [what, body, end] of ENDS)
    test(`${shell.join(' ')}: nothing is left when ${what}`, async t => {
      const {mark, ...started} = startGuard(t, shell, body);
      await end(started);
      t.deepEqual(await untilGone(mark), []);
    });

for (const shell of SHELLS)
  test(`${shell.join(' ')}: nothing is left of what starts while everything is being ended`, async t => {
    for (let round = 0; round < rounds(5, 50); round++) {
      const {child, begun, mark} = startGuard(t, shell, RESTLESS);
      await begun;
      await untilRuns(mark, 'sleep 1113');
      child.stdin?.end();
      t.deepEqual(await untilGone(mark), []);
    }
  });

// busybox uses its own sleep, whatever PATH says.
for (const shell of SHELLS.filter(([program]) => program !== 'busybox'))
  test(`${shell.join(' ')}: no sleep outlasts the process that watches the time`, async t => {
    const naps = temporaryDirectory(t);
    writeFileSync(join(naps, 'sleep'), NAP, {mode: 0o755});
    for (let round = 0; round < rounds(5, 50); round++) {
      const {child, begun, mark} = startGuard(t, shell, PROGRAM, naps);
      await begun;
      await untilRuns(mark, `sleep ${NAP_S}`);
      child.stdin?.end();
      t.deepEqual(await untilGone(mark), []);
    }
  });

for (const shell of SHELLS)
  test(`${shell.join(' ')}: it ends with its program's exit code, and reports the time`, async t => {
    const three = startGuard(t, shell, {script: `run sh -c 'exit 3'`, args: []});
    const [code] = await new Promise<[number | null]>(resolve =>
      three.child.once('close', (...end) => resolve([end[0]])),
    );
    t.is(code, 3);
    const clock = startGuard(t, shell, NOTHING);
    await clock.begun;
    const answer = new Promise<string>(resolve =>
      clock.child.stdout?.once('data', data => resolve(String(data))),
    );
    clock.child.stdin?.write('?7\n');
    const [, seconds] = /^7 (\d+)\.(?:\d{9}|%N)\n$/.exec(await answer) ?? [];
    t.true(Math.abs(Number(seconds) - Date.now() / 1000) < 60);
    clock.child.stdin?.end();
    t.deepEqual(await untilGone(clock.mark), []);
    t.deepEqual(await untilGone(three.mark), []);
  });

for (const shell of SHELLS)
  test(`${shell.join(' ')}: a program is asked for its counts, but not one that the signal would end`, async t => {
    const counting = `run sh -c 'trap "echo 7 dropped" USR1; echo ready; while :; do sleep 0.05; done'`;
    const asked = startGuard(t, shell, {script: counting, args: []});
    await says(asked, /ready\n$/);
    asked.child.stdin?.write('!\n');
    await says(asked, /7 dropped\n$/);
    asked.child.stdin?.end();
    const other = startGuard(t, shell, PROGRAM);
    await other.begun;
    await untilRuns(other.mark, 'sleep 1111');
    // The answer shows that the line before it has been read.
    other.child.stdin?.write('!\n?7\n');
    await says(other, /7 \d+\.\S+\n$/);
    t.true(marked(other.mark).some(line => line.includes('sleep 1111')));
    other.child.stdin?.end();
    for (const {mark} of [asked, other]) t.deepEqual(await untilGone(mark), []);
  });

/** @param naps a directory whose programs come first in PATH; the guard then tolerates our silence */
function startGuard(
  t: ExecutionContext,
  shell: readonly string[],
  body: Body,
  naps?: string,
): Guarded & {readonly mark: string} {
  const {mark, env} = markedEnvironment();
  const {script, args} = guarded(body, 'begun');
  const [file = '', ...words] = shell;
  if (naps !== undefined) args[SILENCE] = '100000';
  const child = spawn(
    file,
    [...words, '-c', script.replace('sh -c', `${shell.join(' ')} -c`), 'vip', ...args],
    {
      env: {...process.env, ...env, PATH: [naps, process.env.PATH].filter(Boolean).join(':')},
      detached: true,
    },
  );
  child.stdin.on('error', () => {});
  t.teardown(() => {
    leave(child);
    for (const line of marked(mark)) kill(line);
  });
  const begun = new Promise<void>(resolve => {
    child.stdout.once('data', () => resolve()).once('close', () => resolve());
  });
  return {child, begun, mark};
}

/**
 * Does what happens when we are killed: the process that we started is killed, and every pipe to it is
 * closed.
 */
function leave(child: ChildProcess): void {
  child.kill('SIGKILL');
  for (const stream of child.stdio) stream?.destroy();
}

/** Resolves once its output so far matches. */
async function says({child}: Guarded, what: RegExp): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout?.iterator({destroyOnReturn: false}) ?? []) {
    said += chunk;
    if (what.test(said)) return;
  }
  throw new Error(`it ended: ${said}`);
}

async function untilRuns(mark: string, program: string): Promise<void> {
  while (!marked(mark).some(line => line.includes(program))) await sleep(5);
}

function isThere(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
}
