/**
 * A ping that is independent of `vip`, and how long it was not answered when a cable was pulled.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type ClusterMachines, PULL} from './cluster-machines.js';
import type {Running} from './product.js';

/** A ping is missed this soon after the command that pulls the cable was begun, on a busy machine as well. Milliseconds. */
const PULLED_MS = 300;

export interface PingWitness {
  /** The command that pulls the cable, and notes when. */
  readonly pull: string;
  /**
   * The longest time between two answers when a cable was pulled. Other gaps are not those of a trial: a client that has just learned who
   * has the address does not follow a better master for its locktime of a second, only that one's second announcements. Milliseconds.
   */
  longestMs(): number;
}

/** Pings every 20 ms, with timestamps of its own. Resolves when it is answered. */
export async function openPingWitness(
  cluster: ClusterMachines,
  node: string,
  ip: string,
): Promise<PingWitness> {
  const ping: Running = cluster.start(node, 'ping', '-n', '-D', '-i', '0.02', ip);
  const file = join(cluster.directory, 'pulled');
  await ping.says(/icmp_seq=\d+ ttl/);
  return {
    pull: `date +%s.%N >>${file}; ${PULL}`,
    longestMs() {
      const pulls = readFileSync(file, 'utf8').trim().split('\n').map(inMs);
      const answers = [...ping.said().matchAll(/^\[(\d+\.\d+)\] .* icmp_seq=\d+ ttl/gm)].map(([, at]) =>
        inMs(at),
      );
      return answers.reduce((longest, to, index) => {
        const from = answers[index - 1] ?? to;
        const isOfPull = pulls.some(pull => from < pull + PULLED_MS && to > pull);
        return isOfPull ? Math.max(longest, to - from) : longest;
      }, 0);
    },
  };
}

function inMs(seconds = ''): number {
  return Number(seconds) * 1000;
}
