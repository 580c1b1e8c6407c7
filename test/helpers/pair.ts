/**
 * Two machines on a cable, in a lab of our own: `a` (interface va, 10.3.2.11/8) and `b` (vb, 10.3.2.50/8), without
 * IPv6 addresses, so that nothing is on the wire but what a test sends.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {type Lab, openLab} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {type Ended, type Running, startCommand, vipCommand, type Who} from './product.js';
import {labTest, rootTest} from './require-lab.js';
import {isInstalled, type Tool, testWith} from './require-tool.js';

export const MAC_A = '02:00:00:00:00:11';
export const MAC_B = '02:00:00:00:00:50';

/** A lab belongs to our own user; another user's is tested by running the tests as that user. */
const OURSELVES: readonly Who[] = [process.getuid?.() === 0 ? 'root' : 'user'];

/** A test between two machines, which needs these programs in addition to the lab. */
export function pairTest(
  title: string,
  tools: readonly Tool[],
  body: (t: ExecutionContext, pair: Pair) => Promise<void>,
): void {
  const run = async (t: ExecutionContext) => body(t, await openPair(t));
  if (!tools.every(isInstalled)) testWith(...tools)(title, () => {});
  // tcpdump tries to become its own user, which does not exist in an ordinary user's namespaces.
  else if (tools.includes('tcpdump')) rootTest(title, run);
  else labTest(title, run, OURSELVES);
}

export interface Pair {
  readonly lab: Lab;
  /** Starts a command in a node. */
  start(node: string, argv: readonly string[], env?: NodeJS.ProcessEnv): Running;
  /** Runs a command in a node to its end, whether it succeeds or fails. */
  run(node: string, argv: readonly string[]): Promise<Ended>;
  vip(node: string, ...args: readonly string[]): Promise<Ended>;
  startVip(node: string, ...args: readonly string[]): Running;
  /** Resolves when some program has a packet socket with its ring, after which nothing is lost. */
  untilListening(node: string): Promise<void>;
  /** `ip` in a node, one line of words each. */
  ip(node: string, ...commands: readonly string[]): Promise<void>;
  /**
   * A tcpdump that is listening, and whose lines are available once it has ended by itself or been stopped.
   */
  tcpdump(node: string, ...args: readonly string[]): Promise<Tcpdump>;
}

export interface Tcpdump {
  /** Stops it once it has shown this many frames; without a number, it ends by itself (`-c`). */
  lines(frames?: number): Promise<string[]>;
}

async function openPair(t: ExecutionContext): Promise<Pair> {
  const lab = await openLab();
  t.teardown(() => lab.close());
  const ip = (node: string, ...commands: readonly string[]) =>
    lab.batch(
      node,
      commands.map(command => command.split(' ')),
    );
  await ip('host', 'netns add a', 'netns add b');
  await ip(
    'a',
    `link add va index 11 address ${MAC_A} type veth peer name vb index 21 address ${MAC_B} netns b`,
  );
  for (const [node, iface, address] of [
    ['a', 'va', '10.3.2.11/8'],
    ['b', 'vb', '10.3.2.50/8'],
  ] as const) {
    await ip(
      node,
      'link set lo up',
      `link set ${iface} addrgenmode none`,
      `link set ${iface} up`,
      `addr add ${address} dev ${iface}`,
    );
  }
  const start = (node: string, argv: readonly string[], env?: NodeJS.ProcessEnv) =>
    startCommand(lab.command(node, argv), env === undefined ? {} : {env});
  const product = (args: readonly string[]) => vipCommand('root', args);
  return {
    lab,
    ip,
    start,
    run: (node, argv) => start(node, argv).ended,
    vip: (node, ...args) => start(node, product(args)).ended,
    startVip: (node, ...args) => start(node, product(args)),
    async untilListening(node) {
      // Frames that arrive before a capture's ring is mapped are lost (packet_set_ring() in the kernel's
      // af_packet.c empties the queue).
      const mapped = 'grep -s "socket:" /proc/[0-9]*/maps || true';
      while ((await lab.run(node, ['sh', '-c', mapped])).stdout === '') await sleep(20);
    },
    tcpdump: (node, ...args) => startTcpdump(start, node, args),
  };
}

async function startTcpdump(start: Pair['start'], node: string, args: readonly string[]): Promise<Tcpdump> {
  const running = start(node, ['tcpdump', '--immediate-mode', '-l', '-n', ...args], {
    TZ: 'UTC',
  });
  await running.says('listening on');
  return {
    async lines(frames) {
      if (frames !== undefined) {
        await running.says(new RegExp(`(?:^\\d.*\\n(?:\\t.*\\n)*){${frames}}`, 'm'));
        stop(running);
      }
      const {stdout} = await running.ended;
      return stdout.split('\n').filter(line => line !== '');
    },
  };
}

/**
 * Signals a process that runs in a lab: nsenter has to fork to enter a PID namespace, and does not forward
 * signals.
 */
export function stop({child}: Running, signal: NodeJS.Signals = 'SIGINT'): void {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  for (const pid of children) process.kill(Number(pid), signal);
}

/** The frames of `tcpdump -xx`, as hex digits. */
export function framesOf(lines: readonly string[]): string[] {
  const frames: string[] = [];
  for (const line of lines) {
    const octets = /^\t0x[0-9a-f]{4}: {2}(.*)$/.exec(line)?.[1];
    if (octets === undefined) frames.push('');
    else frames[frames.length - 1] += octets.replaceAll(' ', '');
  }
  return frames;
}
