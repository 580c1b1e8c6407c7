/**
 * A switch that learns, with three machines on it, in a lab of our own: `asker`, `one` and `two`, each with an eth0 of
 * 10.3.2.10/8, .11 and .12, and 02:00:00:00:00:00, :01 and :02.
 *
 * @module
 */

import {type Lab, openLab} from '@vip/core';
import type {ExecutionContext} from 'ava';

export interface Segment {
  readonly lab: Lab;
  /** `ip` in a node, one line of words each. */
  ip(node: string, ...commands: readonly string[]): Promise<void>;
}

export async function openSegment(t: ExecutionContext): Promise<Segment> {
  const lab = await openLab();
  t.teardown(() => lab.close());
  const ip = (node: string, ...commands: readonly string[]) =>
    lab.batch(
      node,
      commands.map(command => command.split(' ')),
    );
  const nodes = ['asker', 'one', 'two'];
  await ip('host', 'netns add lan', ...nodes.map(node => `netns add ${node}`));
  await ip('lan', 'link add br0 type bridge stp_state 0 forward_delay 0', 'link set br0 up');
  for (const [index, node] of nodes.entries()) {
    await ip(
      'host',
      `link add name eth0 index ${11 + index} address 02:00:00:00:00:0${index} netns ${node} type veth peer name to-${node} index ${21 + index} netns lan`,
    );
    await ip('lan', `link set to-${node} master br0`, `link set to-${node} up`);
    await ip(
      node,
      'link set lo up',
      'link set eth0 addrgenmode none',
      'link set eth0 up',
      `addr add 10.3.2.1${index}/8 dev eth0`,
    );
  }
  return {lab, ip};
}
