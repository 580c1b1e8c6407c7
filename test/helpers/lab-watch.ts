/**
 * Examining a lab that `vip` built, from outside and with other programs, through the lab's first process.
 *
 * @module
 */

import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {asWho, type Who} from './product.js';
import {turnTest} from './require-lab.js';
import {areInstalled, testWith} from './require-tool.js';
import {runTool} from './run-tool.js';
import {temporaryDirectory} from './temporary-directory.js';
import {marked} from './traces.js';

/** The words that run a command in a node of the lab whose processes carry the mark. */
export function intoLab(mark: string, who: Who, node: string): string[] {
  const first = marked(mark).find(line => /^\d+ sh .* vip-lab vip[0-9a-f]{10} /s.test(line));
  if (first === undefined) throw new Error('there is no lab');
  const [pid = ''] = first.split(' ');
  const user = who === 'user' ? ['--user', '--preserve-credentials'] : [];
  // The process namespace is not entered: nsenter would fork for that, and signals would not reach the
  // command.
  const enter = asWho(who, ['nsenter', '--target', pid, '--mount', '--net', ...user, '--']);
  return node === 'host' ? enter : [...enter, 'ip', 'netns', 'exec', node];
}

/** The output of a command in the lab. */
export function askLab(prefix: readonly string[], ...argv: readonly string[]): string {
  const [file = '', ...args] = [...prefix, ...argv];
  return execFileSync(file, args, {encoding: 'utf8', env: {...process.env, LC_ALL: 'C'}});
}

export interface WireWatch {
  /** Stops it. Returns tcpdump's line for each frame that passed until now. */
  stop(): Promise<string[]>;
}

/**
 * dumpcap reads frames from the kernel every quarter of a second, and does not read once more when it is
 * stopped.
 */
const DELIVERY_MS = 600;

/**
 * Starts dumpcap in a node; resolves when it listens. (tcpdump itself cannot capture for an ordinary user in a
 * user namespace, since it insists on changing its groups.)
 */
export async function watchWire(
  t: ExecutionContext,
  prefix: readonly string[],
  iface: string,
  filter = 'arp or icmp',
): Promise<WireWatch> {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o777);
  const path = join(directory, 'frames.pcapng');
  const [file = '', ...args] = [...prefix, 'dumpcap', '-q', '-i', iface, '-f', filter, '-w', path];
  const child = spawn(file, args, {stdio: ['ignore', 'ignore', 'pipe']});
  t.teardown(() => child.kill('SIGKILL'));
  const ended = once(child, 'close');
  let stderr = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
      if (stderr.includes('File: ')) resolve();
    });
    void ended.then(() => reject(new Error(`dumpcap: ${stderr}`)));
  });
  return {
    async stop() {
      await sleep(DELIVERY_MS);
      child.kill('SIGINT');
      await ended;
      return runTool('tcpdump', '-n', '-e', '-r', path).stdout.split('\n').filter(Boolean);
    },
  };
}

/** `turnTest` for a body that uses these programs; skipped with a message if they are not installed. */
export function watchedLabTest(title: string, body: (t: ExecutionContext, who: Who) => Promise<void>): void {
  if (areInstalled('dumpcap', 'tcpdump')) turnTest(title, body);
  else testWith('dumpcap', 'tcpdump')(title, () => {});
}
