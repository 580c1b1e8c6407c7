/**
 * How far the probes of one observer got, and which node answered them. Pure.
 *
 * @module
 */

import type {Observer, ProbeFate} from '@vip/analysis';
import {type EchoArrivals, echoKey} from './echoes.js';

export class ProbeArrivals {
  /** @param arrivals what the captures of each node saw, by node */
  constructor(
    readonly observer: Pick<Observer, 'address' | 'vip'>,
    readonly arrivals: ReadonlyMap<string, EchoArrivals>,
  ) {}

  nodesReached(probe: ProbeFate): string[] {
    return this.#nodesWith('requests', probe);
  }

  /** More than one where several hold the address. */
  nodesAnswering(probe: ProbeFate): string[] {
    return this.#nodesWith('replies', probe);
  }

  /** How many of the probes each node answered. */
  answersByNode(probes: readonly ProbeFate[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const probe of probes) {
      for (const node of this.nodesAnswering(probe)) counts[node] = (counts[node] ?? 0) + 1;
    }
    return counts;
  }

  #nodesWith(kind: keyof EchoArrivals, {sequence}: ProbeFate): string[] {
    const key = echoKey(this.observer.address.address, this.observer.vip, sequence);
    return [...this.arrivals].filter(([, arrived]) => arrived[kind].has(key)).map(([node]) => node);
  }
}
