/**
 * Machines on a switch in a lab of our own: `a` and `b`, which may hold addresses, and a client `c`; their interfaces are va, vb and vc.
 *
 * @module
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {openLab} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {type Running, startCommand} from './product.js';

export interface SwitchedNodes {
  /** `ip` in a node, one line of words each. */
  ip(node: string, ...commands: readonly string[]): Promise<void>;
  start(node: string, ...argv: readonly string[]): Running;
  /**
   * Starts keepalived on a node with this configuration; its files are `NODE.conf`, `NODE.pid` and
   * `NODE-vrrp.pid`.
   */
  keepalived(node: string, directory: string, config: string): void;
}

export async function openSwitchedNodes(t: ExecutionContext): Promise<SwitchedNodes> {
  const lab = await openLab();
  t.teardown(() => lab.close());
  const ip = (node: string, ...commands: readonly string[]) =>
    lab.batch(
      node,
      commands.map(command => command.split(' ')),
    );
  await ip('host', ...['sw', 'a', 'b', 'c'].map(node => `netns add ${node}`));
  await ip('sw', 'link add sw0 type bridge', 'link set sw0 up');
  for (const [index, node] of ['a', 'b', 'c'].entries()) {
    await ip('sw', `link add p${node} type veth peer name v${node} netns ${node}`);
    await ip('sw', `link set p${node} master sw0`, `link set p${node} up`);
    await ip(
      node,
      `link set v${node} address 02:00:00:00:00:1${index}`,
      'link set lo up',
      `link set v${node} up`,
      `addr add 10.3.2.21${index}/24 dev v${node}`,
      `addr add fd00:3::21${index}/64 dev v${node} nodad`,
    );
  }
  const start = (node: string, ...argv: readonly string[]): Running => startCommand(lab.command(node, argv));
  const keepalived = (node: string, directory: string, config: string) => {
    const base = join(directory, node);
    writeFileSync(`${base}.conf`, config);
    const files = [`--use-file=${base}.conf`, `--pid=${base}.pid`, `--vrrp_pid=${base}-vrrp.pid`];
    start(node, 'keepalived', '--dont-fork', '--log-console', '--vrrp', ...files);
  };
  return {ip, start, keepalived};
}
