import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {isLabInit, type Process, untilDescendant} from '../helpers/processes.js';
import {startVip, type Who} from '../helpers/product.js';
import {turnTest} from '../helpers/require-lab.js';
import {machineState, markedEnvironment, untilGone} from '../helpers/traces.js';

/**
 * Kills one of the lab's processes during a countdown; the run has to end by itself, and name the process
 * that died.
 */
async function killed(
  t: ExecutionContext,
  who: Who,
  victim: (process: Process) => boolean,
  says: RegExp,
): Promise<void> {
  const before = machineState();
  const {mark, env} = markedEnvironment();
  const running = startVip(who, ['experiment', '--delay', '60s'], {env});
  await running.says('Performing failover in 60');
  const {pid} = await untilDescendant(running.child.pid as number, victim);
  process.kill(pid, 'SIGKILL');
  const killedAt = performance.now();
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 3, stdout + stderr);
  t.regex(stderr, says);
  t.true(performance.now() - killedAt < 20_000, 'long before the countdown is over');
  t.true(stdout.endsWith('[INFO] Cleaning up resources...\n'));
  t.deepEqual(await untilGone(mark), []);
  t.is(machineState(), before);
}

const isAgent =
  (node: string) =>
  ({argv}: Process) =>
    argv[0] === process.execPath && argv.at(-1) === node;

turnTest('killing an observer ends the run', async (t, who) => {
  await killed(t, who, isAgent('router'), /^vip: node router: its observer ended unexpectedly \(.+\)\n$/);
});

turnTest("killing the lab's first process ends the run", async (t, who) => {
  await killed(t, who, isLabInit, /^vip: lab: its first process was killed from outside\n$/);
});

turnTest('killing unshare, which waits for that process, ends the run', async (t, who) => {
  const isUnshare = ({argv}: Process) => argv[0] === 'unshare';
  await killed(t, who, isUnshare, /^vip: lab: its first process was killed from outside\n$/);
});

turnTest('killing a netlink watch ends the run', async (t, who) => {
  await killed(
    t,
    who,
    ({argv}) => argv.join(' ').startsWith('ip -tshort monitor'),
    /^vip: node \w+: its observer ended unexpectedly \(ip -tshort monitor neigh address link: killed by SIGKILL\)\n$/,
  );
});

turnTest('killing the process that polls the neighbour caches ends the run', async (t, who) => {
  await killed(
    t,
    who,
    ({argv}) => argv.join(' ') === 'ip -json -batch -',
    /^vip: node \w+: its observer ended unexpectedly \(ip -json -batch -: killed by SIGKILL\)\n$/,
  );
});

turnTest('a crash during a hold ends the hold', async (t, who) => {
  const {mark, env} = markedEnvironment();
  const running = startVip(who, ['experiment', '--delay', '0s', '--hold'], {env});
  await running.says('The lab stays until ^C');
  await sleep(50);
  const {pid} = await untilDescendant(running.child.pid as number, isAgent('ext'));
  process.kill(pid, 'SIGKILL');
  const {code, stderr} = await running.ended;
  t.is(code, 3, stderr);
  t.regex(stderr, /^vip: node ext: its observer ended unexpectedly \(.+\)\n$/);
  t.deepEqual(await untilGone(mark), []);
});
