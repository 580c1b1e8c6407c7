/**
 * Where benches run: programs, and a lab of two nodes joined by a veth pair. Never the machine's own network.
 *
 * @module
 */

import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {type Lab, openLab} from '@vip/core';

export const VIP = fileURLToPath(new URL('../../packages/cli/dist/vip.js', import.meta.url));
export const SENDER = fileURLToPath(new URL('./sender.js', import.meta.url));

/** Runs a command to its end, and returns how long it took, in milliseconds. */
export function timed(argv: readonly string[], expected: readonly number[] = [0]): number {
  const [file = '', ...args] = argv;
  const started = performance.now();
  const {status, stderr, error} = spawnSync(file, args, {
    encoding: 'utf8',
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const took = performance.now() - started;
  if (error !== undefined || status === null || !expected.includes(status))
    throw new Error(`${argv.join(' ')}: exit ${status}: ${error?.message ?? stderr}`);
  return took;
}

/** Whether there is such a program; prints a line if not. */
export function hasProgram(name: string, what = name): boolean {
  const found = spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${name}`]).status === 0;
  if (!found) console.log(`  (${what} is not installed: skipped)`);
  return found;
}

/** Nodes a (va) and b (vb) on a cable. */
export async function openCable(): Promise<Lab> {
  const lab = await openLab();
  const up = (iface: string) => [
    ['link', 'set', iface, 'addrgenmode', 'none'],
    ['link', 'set', iface, 'up'],
  ];
  await lab.batch('host', [
    ['netns', 'add', 'a'],
    ['netns', 'add', 'b'],
  ]);
  const peer = ['type', 'veth', 'peer', 'name', 'vb', 'index', '21', 'netns', 'b'];
  await lab.batch('a', [['link', 'add', 'va', 'index', '11', 'address', '02:00:00:00:00:11', ...peer]]);
  await lab.batch('a', [...up('va'), ['addr', 'add', '10.3.2.200/8', 'dev', 'va']]);
  await lab.batch('b', up('vb'));
  return lab;
}

export interface Background {
  readonly said: () => string;
  /** Resolves when standard error contains this. */
  says(what: RegExp): Promise<void>;
  /** Sends ^C, and returns everything it printed. */
  interrupt(): Promise<string>;
}

/** Starts a command in the lab that listens until it is interrupted, with standard output redirected by the shell. */
export function background(lab: Lab, node: string, argv: readonly string[], redirect: string): Background {
  // The shell prints its process ID inside the lab, which the interrupt needs.
  const script = `echo "pid $$" >&2; exec "$@" ${redirect}`;
  const [file = '', ...args] = lab.command(node, ['sh', '-c', script, 'sh', ...argv]);
  const child = spawn(file, args, {stdio: ['ignore', 'ignore', 'pipe'], cwd: '/'});
  let said = '';
  let wake = () => {};
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
    wake();
  });
  const ended = once(child, 'close');
  return {
    said: () => said,
    says: what =>
      new Promise((resolve, reject) => {
        wake = () => void (what.test(said) && resolve());
        ended.then(() => reject(new Error(`ended: ${said}`)));
        wake();
      }),
    async interrupt() {
      await lab.run(node, ['kill', '-INT', /pid (\d+)/.exec(said)?.[1] ?? '0']).catch(() => {});
      await ended;
      return said;
    },
  };
}

/** What a background process has used so far. */
export interface Usage {
  readonly residentMegabytes: number;
  /** Time on all processors, kernel included, in milliseconds. */
  readonly processorMs: number;
}

const PAGE_OCTETS = 4096;

export async function usage(lab: Lab, node: string, {said}: Background): Promise<Usage> {
  const pid = /pid (\d+)/.exec(said())?.[1] ?? '0';
  const script = `cut -d ' ' -f 2 /proc/${pid}/statm; cat /proc/${pid}/task/*/schedstat`;
  const {stdout} = await lab.run(node, ['sh', '-c', script]);
  const [pages, ...threads] = stdout.trim().split('\n');
  // The first number is the nanoseconds that a thread ran; stat counts only in hundredths of a second.
  const ran = threads.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0);
  return {residentMegabytes: (Number(pages) * PAGE_OCTETS) / 1e6, processorMs: ran / 1e6};
}

export interface Conversation {
  /** Resolves when standard error contains this. */
  says(what: RegExp): Promise<void>;
  /** Writes a line to its standard input. */
  tell(line: string): void;
  /** Closes its standard input, and waits until it has ended. */
  end(): Promise<void>;
}

/** Starts a command in the lab that reads lines. */
export function conversation(lab: Lab, node: string, argv: readonly string[]): Conversation {
  const [file = '', ...args] = lab.command(node, argv);
  const child = spawn(file, args, {stdio: ['pipe', 'ignore', 'pipe'], cwd: '/'});
  const ended = once(child, 'close');
  let said = '';
  let wake = () => {};
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
    wake();
  });
  return {
    says: what =>
      new Promise((resolve, reject) => {
        wake = () => void (what.test(said) && resolve());
        ended.then(() => reject(new Error(`ended: ${said}`)));
        wake();
      }),
    tell: line => void child.stdin.write(`${line}\n`),
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}
