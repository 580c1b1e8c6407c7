/**
 * Two servers and a client on a switch, with real TCP sessions to an address that moves from a to b.
 *
 * @module
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {type Ended, type Running, vipCommand} from './product.js';
import {type Sessions, sessionsOf} from './session-lines.js';
import {openSwitchedNodes, type SwitchedNodes} from './switched-nodes.js';
import {temporaryDirectory} from './temporary-directory.js';

export const VIP = '10.3.2.200';
export const VIP6 = 'fd00:3::200';
export const PORT = 7000;
export const CLIENT = '10.3.2.212';

/** The compiled program that is both client and server. */
export const SESSIONS_PROGRAM = fileURLToPath(new URL('../fixtures/tcp-sessions.js', import.meta.url));

export interface TickledNodes extends SwitchedNodes {
  readonly directory: string;
  /** Writes a file in the directory, and returns its path. */
  file(name: string, content: string): string;
  /** The words that run `vip` in a node. */
  vipWords(...args: readonly string[]): string[];
  vip(node: string, ...args: readonly string[]): Promise<Ended>;
  startVip(node: string, ...args: readonly string[]): Running;
  /** Runs a command in a node, which must succeed; its output. */
  run(node: string, ...argv: readonly string[]): Promise<string>;
  /** Resolves when some program in a node has a packet socket, and so receives frames. */
  untilListening(node: string): Promise<void>;
  /** Servers on both nodes, with the addresses on a. */
  serve(pushMs?: number): Promise<void>;
  /** Opens this many sessions from the client. */
  connect(ip: string, count: number, writeMs?: number): Promise<Sessions>;
  /** Makes node a disappear and b take over the address, announcing it unless told otherwise. */
  crash(announce?: boolean): Promise<void>;
}

export async function openTickledNodes(t: ExecutionContext): Promise<TickledNodes> {
  const nodes = await openSwitchedNodes(t);
  const directory = temporaryDirectory(t);
  const startVip = (node: string, ...args: readonly string[]) =>
    nodes.start(node, ...vipCommand('root', args));
  const run = async (node: string, ...argv: readonly string[]) => {
    const {code, stdout, stderr} = await nodes.start(node, ...argv).ended;
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
    return stdout;
  };
  return {
    ...nodes,
    directory,
    startVip,
    run,
    async untilListening(node) {
      // The file has a heading, and then a line for each packet socket of the namespace.
      while ((await run(node, 'cat', '/proc/net/packet')).trim().split('\n').length < 2) await sleep(20);
    },
    vipWords: (...args) => vipCommand('root', args),
    vip: (node, ...args) => startVip(node, ...args).ended,
    file(name, content) {
      const path = join(directory, name);
      writeFileSync(path, content);
      return path;
    },
    async serve(pushMs = 0) {
      await nodes.ip('a', `addr add ${VIP}/24 dev va`, `addr add ${VIP6}/64 dev va nodad`);
      for (const node of ['a', 'b'])
        await nodes
          .start(node, process.execPath, SESSIONS_PROGRAM, 'serve', String(PORT), String(pushMs))
          .says('serving');
      // The new owner knows the client, like any server that has dealt with it.
      await run('b', 'ping', '-c', '1', '-W', '2', CLIENT);
      await run('b', 'ping', '-c', '1', '-W', '2', 'fd00:3::212');
    },
    async connect(ip, count, writeMs = 0) {
      const running = nodes.start(
        'c',
        ...[process.execPath, SESSIONS_PROGRAM, 'connect', ip, String(PORT), String(count), String(writeMs)],
      );
      await running.says('"open"');
      return sessionsOf(running);
    },
    async crash(announce = true) {
      await nodes.ip('sw', 'link set pa down');
      await nodes.ip('b', `addr add ${VIP}/24 dev vb`, `addr add ${VIP6}/64 dev vb nodad`);
      if (!announce) return;
      const garp = await startVip('b', 'garp', '--iface', 'vb', '--ip', VIP, '--ip', VIP6, '--count', '1')
        .ended;
      if (garp.code !== 0) throw new Error(garp.stderr);
    },
  };
}
