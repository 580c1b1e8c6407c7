/** SIGUSR1 makes Node open its debugger to anyone who can connect to 127.0.0.1, but never in a process of ours. */

import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {type Pair, pairTest, stop} from '../helpers/pair.js';
import {descendants} from '../helpers/processes.js';
import type {Running} from '../helpers/product.js';

/** 127.0.0.1:9229, as written in /proc/net/tcp. */
const DEBUGGER = '0100007F:240D';

/** Whether a debugger listens in the process's network namespace. */
function isOpen(pid: number): boolean {
  return readFileSync(`/proc/${pid}/net/tcp`, 'latin1').includes(DEBUGGER);
}

const nodesBelow = ({child}: Running) =>
  descendants(child.pid as number).filter(({argv}) => argv[0] === process.execPath);

/** Signals all of our processes, and waits longer than a Node takes to open its debugger. */
async function signalAll(running: Running): Promise<readonly {pid: number; argv: readonly string[]}[]> {
  const nodes = nodesBelow(running);
  for (const {pid} of nodes) process.kill(pid, 'SIGUSR1');
  await sleep(500);
  return nodes;
}

pairTest('the signal opens the debugger of a Node that is not ours', [], async (t, pair) => {
  const running = pair.start('a', [
    process.execPath,
    '-e',
    'console.log("here"); setInterval(() => {}, 1e6)',
  ]);
  await running.says('here');
  const [node] = await signalAll(running);
  t.true(node !== undefined && isOpen(node.pid));
  stop(running, 'SIGKILL');
  await running.ended;
});

interface Case {
  readonly args: readonly string[];
  /** What the command prints once it has begun its work. */
  readonly says: string | RegExp;
  /** The number of Node processes at that point. */
  readonly nodes: number;
  readonly code: number;
}

const CASES: readonly Case[] = [
  {args: ['capture', '--iface', 'va'], says: 'listening on va', nodes: 1, code: 143},
  {args: ['explain', '--iface', 'va'], says: 'listening on va', nodes: 1, code: 3},
  {args: ['who', '10.3.2.50', '--iface', 'va', '--count', '10000'], says: '', nodes: 1, code: 143},
  {
    args: ['garp', '--iface', 'va', '--ip', '10.3.2.11', '--count', '9', '--interval', '1h'],
    says: 'reply',
    nodes: 1,
    code: 143,
  },
  // The process that waits, and the one in the namespace.
  {args: ['capture', '--netns', 'a', '--iface', 'va'], says: 'listening on va', nodes: 2, code: 143},
  // Our process, and an agent in each of six nodes.
  {args: ['lab', '--name', 'shut'], says: 'until ^C', nodes: 7, code: 143},
];

for (const {args, says, nodes, code} of CASES) {
  pairTest(
    `SIGUSR1 opens no debugger and ends nothing: vip ${args.slice(0, 2).join(' ')}`,
    [],
    async (t, pair) => {
      const running = pair.startVip(args.includes('--netns') ? 'host' : 'a', ...args);
      await (says === '' ? untilListening(t, pair, running) : running.says(says));
      const signalled = await signalAll(running);
      t.is(signalled.length, nodes, JSON.stringify(signalled.map(({argv}) => argv)));
      for (const {pid, argv} of signalled) t.false(isOpen(pid), argv.join(' '));
      t.deepEqual(
        nodesBelow(running).map(({pid}) => pid),
        signalled.map(({pid}) => pid),
        'all continue',
      );
      stop(running, 'SIGTERM');
      const ended = await running.ended;
      t.is(ended.code, code, ended.stderr);
      t.false(ended.stderr.includes('Debugger'), ended.stderr);
    },
  );
}

/** Waits until its socket is open, which shows that its work has begun. */
async function untilListening(t: ExecutionContext, {run}: Pair, running: Running): Promise<void> {
  for (let turn = 0; turn < 500; turn++) {
    const {stdout} = await run('a', ['cat', '/proc/net/packet']);
    if (stdout.trim().split('\n').length > 1) return;
    await sleep(10);
  }
  stop(running, 'SIGKILL');
  t.fail('no socket');
}
