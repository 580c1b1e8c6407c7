/**
 * A ping that is independent of `vip`, and the longest time in which it was not answered.
 *
 * @module
 */

import type {Running} from './product.js';
import type {SwitchedNodes} from './switched-nodes.js';

export interface PingWitness {
  /** The longest time between two answers. Milliseconds. */
  longestMs(): number;
}

/** Pings every 20 ms, with timestamps of its own. Resolves when it is answered. */
export async function openPingWitness(nodes: SwitchedNodes, node: string, ip: string): Promise<PingWitness> {
  const ping: Running = nodes.start(node, 'ping', '-n', '-D', '-i', '0.02', ip);
  await ping.says(/icmp_seq=\d+ ttl/);
  return {
    longestMs() {
      const times = [...ping.said().matchAll(/^\[(\d+\.\d+)\] .* icmp_seq=\d+ ttl/gm)].map(
        match => Number(match[1]) * 1000,
      );
      return times.reduce((longest, at, index) => Math.max(longest, at - (times[index - 1] ?? at)), 0);
    },
  };
}
