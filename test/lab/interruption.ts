import {randomInt} from 'node:crypto';
import {chmodSync, mkdtempSync, readdirSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {type Ended, type Running, startCommand, vipCommand, type Who} from '../helpers/product.js';
import {labTest, turnTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {machineState, markedEnvironment, untilGone} from '../helpers/traces.js';

/** Set VIP_TEST_SEED to see the same moments again. */
const SEED = Number(process.env.VIP_TEST_SEED ?? randomInt(2 ** 32));

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;
type Signal = (typeof SIGNALS)[number];

const EXIT_CODES: Readonly<Record<Signal, number | null>> = {
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
  SIGKILL: null,
};

/** The number of moments at which signals are sent, over all signals, for each kind of user. */
const MOMENTS = rounds(8, 200);

/** Numbers from 0 to 1 by a linear congruential generator (Knuth's MMIX constants), the same for the same seed. */
function* randomNumbers(seed: number): Generator<number, never> {
  let state = BigInt(seed);
  for (;;) {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    yield Number(state >> 11n) / 2 ** 53;
  }
}

function directoryForAll(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'vip-test-'));
  chmodSync(directory, 0o777);
  t.teardown(() => rm(directory, {recursive: true, force: true}));
  return directory;
}

interface Surroundings {
  /** Where the run may create temporary files. */
  readonly temporary: string;
  /** The run, in a process group of its own, as under a terminal. */
  start(args: readonly string[], wrapper?: readonly string[]): Running;
  /** Fails the test for anything that is left: a process, a link, a namespace, a mount, a file. */
  leavesNothing(context: string): Promise<void>;
}

function surroundings(t: ExecutionContext, who: Who): Surroundings {
  const temporary = directoryForAll(t);
  const before = machineState();
  const {mark, env} = markedEnvironment();
  return {
    temporary,
    start: (args, wrapper = []) =>
      startCommand([...wrapper, 'setsid', ...vipCommand(who, ['experiment', ...args])], {
        env: {...env, TMPDIR: temporary},
      }),
    async leavesNothing(context) {
      t.deepEqual(await untilGone(mark), [], context);
      t.is(machineState(), before, context);
      t.deepEqual(readdirSync(temporary), [], context);
    },
  };
}

/** Signals every process of the foreground group, as a terminal does at ^C; but SIGKILL is sent to one process. */
function strike({child}: Running, signal: Signal): void {
  const pid = child.pid as number;
  try {
    process.kill(signal === 'SIGKILL' ? pid : -pid, signal);
  } catch (error) {
    // Either setsid(1) has not created the group yet, or the run has ended.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') child.kill(signal);
    else throw error;
  }
}

/** Checks how a run that received a signal ended; it may have been over already. */
function check(t: ExecutionContext, signal: Signal, ended: Ended, context: string): void {
  const {code, signal: by, stdout, stderr} = ended;
  t.notRegex(stdout + stderr, /^ +at .*:\d+:\d+|Error:|node:internal/m, context);
  if (code === 0) {
    t.true(stdout.endsWith('Every expectation held.\n'), context);
    t.is(stderr, '', context);
  } else if (by === signal) {
    // Node was still starting, or ending with everything printed: there was nothing to take down.
    const isWhole = stdout.endsWith('Every expectation held.\n');
    t.true(signal === 'SIGKILL' || stdout === '' || isWhole, context);
    t.is(stderr, '', context);
  } else {
    t.is(code, EXIT_CODES[signal], context);
    t.is(stderr, `vip: interrupted by ${signal}\n`, context);
  }
}

labTest('nothing is left, whenever and however a run is ended', async (t, who) => {
  t.log(`VIP_TEST_SEED=${SEED}`);
  t.timeout(600_000);
  const random = randomNumbers(SEED);
  const {start, leavesNothing, temporary} = surroundings(t, who);
  const begun = performance.now();
  t.is((await start(['--delay', '0s']).ended).code, 0);
  const lengthMs = performance.now() - begun;
  for (let moment = 0; moment < MOMENTS; moment++) {
    const signal = SIGNALS[moment % SIGNALS.length] as Signal;
    const afterMs = Math.round(random.next().value * lengthMs);
    const context = `seed ${SEED}: ${signal} after ${afterMs} ms of ${Math.round(lengthMs)} ms`;
    const running = start(['--delay', '0s']);
    await sleep(afterMs);
    strike(running, signal);
    const ended = await running.ended;
    check(t, signal, ended, `${context}\n${ended.stdout}${ended.stderr}`);
    await leavesNothing(context);
  }
  t.deepEqual(readdirSync(temporary), []);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  turnTest(`${signal} in a countdown ends the run at once, and says so in one line`, async (t, who) => {
    const {start, leavesNothing, temporary} = surroundings(t, who);
    const running = start(['--delay', '60s', '--out', join(temporary, 'run')]);
    await running.says('Performing failover in 60');
    const struckAt = performance.now();
    strike(running, signal);
    const {code, stdout, stderr} = await running.ended;
    t.true(performance.now() - struckAt < 2000);
    t.is(code, EXIT_CODES[signal]);
    t.is(stderr, `vip: interrupted by ${signal}\n`);
    t.true(stdout.includes('[INFO] Cleaning up resources...\n'));
    await leavesNothing(signal);
  });
}

turnTest('an interrupt before the lab exists is reported as an interrupt', async (t, who) => {
  const {start, leavesNothing} = surroundings(t, who);
  // At each of these moments the process has only just started something: Node itself, our modules, unshare.
  for (const afterMs of [0, 40, 80, 120, 140, 160]) {
    const running = start(['--delay', '60s']);
    await sleep(afterMs);
    strike(running, 'SIGINT');
    const ended = await running.ended;
    check(t, 'SIGINT', ended, `after ${afterMs} ms\n${ended.stdout}${ended.stderr}`);
    t.true(ended.code === 130 || ended.signal === 'SIGINT', `${afterMs}`);
    await leavesNothing(`after ${afterMs} ms`);
  }
});

turnTest('a second interrupt changes nothing', async (t, who) => {
  const {start, leavesNothing} = surroundings(t, who);
  for (const secondAfterMs of [0, 3, 10]) {
    const running = start(['--delay', '60s']);
    await running.says('Performing failover');
    strike(running, 'SIGINT');
    if (secondAfterMs > 0) await sleep(secondAfterMs);
    strike(running, 'SIGINT');
    const {code, stderr} = await running.ended;
    t.is(code, 130, stderr);
    t.is(stderr, 'vip: interrupted by SIGINT\n');
    await leavesNothing(`second after ${secondAfterMs} ms`);
  }
});

turnTest('^C ends a hold in an orderly way: the report is printed, with its exit code', async (t, who) => {
  const {start, leavesNothing} = surroundings(t, who);
  const running = start(['--delay', '0s', '--hold']);
  await running.says('The lab stays until ^C');
  await sleep(100);
  strike(running, 'SIGINT');
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 0, stdout + stderr);
  t.true(stdout.endsWith('Every expectation held.\n'));
  t.is(stderr, '');
  await leavesNothing('hold');
});

turnTest('SIGTERM ends a hold before it was asked to end: 143, with the report', async (t, who) => {
  const {start, leavesNothing} = surroundings(t, who);
  const running = start(['--delay', '0s', '--hold']);
  await running.says('The lab stays until ^C');
  strike(running, 'SIGTERM');
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 143, stdout + stderr);
  t.true(stdout.endsWith('Every expectation held.\n'));
  t.is(stderr, 'vip: interrupted by SIGTERM\n');
  await leavesNothing('hold');
});

turnTest('a reader that disappears ends the run, and nothing is saved', async (t, who) => {
  const {start, leavesNothing, temporary} = surroundings(t, who);
  const inside = directoryForAll(t);
  const wrapper = [
    'sh',
    '-c',
    `cd ${inside}; { "$@" 2>errors; echo $? >status; } | head -n 1; cat status errors`,
  ];
  const {stdout, stderr} = await start(['--delay', '0s', '--out', join(temporary, 'run')], [...wrapper, 'sh'])
    .ended;
  t.is(stdout, '[INFO] Setting up network namespaces...\n0\n');
  t.is(stderr, '');
  await leavesNothing('head');
});

turnTest('with standard output closed, a run neither fails nor leaves anything behind', async (t, who) => {
  const {start, leavesNothing} = surroundings(t, who);
  const {code, stdout, stderr} = await start(['--delay', '0s'], ['sh', '-c', '"$@" >&-', 'sh']).ended;
  t.is(code, 0, stderr);
  t.is(stdout + stderr, '');
  await leavesNothing('closed');
});

turnTest('a full disk under standard output is reported in one line', async (t, who) => {
  const {start, leavesNothing} = surroundings(t, who);
  const {code, stderr} = await start(['--delay', '0s'], ['sh', '-c', '"$@" >/dev/full', 'sh']).ended;
  t.is(code, 3, stderr);
  t.regex(stderr, /^vip: .*standard output.*no space left.*\n$/i);
  await leavesNothing('full');
});
