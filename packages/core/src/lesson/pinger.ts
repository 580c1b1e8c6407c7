/**
 * Pings from the nodes of a lesson, and their outcome.
 *
 * @module
 */

import {probeFates} from '@vip/analysis';
import {wasAnswered} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Session} from '../session/session.js';

export interface PingOptions {
  readonly node: string;
  readonly target: IpAddress;
  /** Three by default. */
  readonly count?: number;
  /** 20 by default. Milliseconds. */
  readonly intervalMs?: number;
  /** Outgoing interface, in place of the routing table's choice. */
  readonly iface?: string;
  /** How long to wait for outstanding answers or errors after the last one; 60 by default. Milliseconds. */
  readonly waitMs?: number;
}

export interface PingResult {
  readonly sent: number;
  readonly answered: number;
  /** Errors from the kernel or a router, each once: `Network is unreachable`. */
  readonly refusals: readonly string[];
  /** From before the first ping until after the last answer; for `frames`. */
  readonly from: bigint;
  readonly until: bigint;
}

/** In a lab an answer takes well under a millisecond; the rest allows for the waiting process. */
const ANSWER_WAIT_MS = 60;

/** For pings that the kernel reports as undeliverable, in a node with shortened timers. */
export const UNREACHABLE_WAIT_MS = 1000;

export class Pinger {
  #pings = 0;

  constructor(readonly session: Session) {}

  /** Pings from a watched node, one ping at a time in each node. */
  async ping(options: PingOptions): Promise<PingResult> {
    const {session} = this;
    const {node, target, count = 3, intervalMs = 20, iface, waitMs = ANSWER_WAIT_MS} = options;
    const agent = session.agents.in(node);
    const stream = `ping ${++this.#pings}`;
    const from = kernelTime();
    await agent.call('probe', {stream, target, intervalMs, iface, count});
    await session.pause((count - 1) * intervalMs + ANSWER_WAIT_MS);
    const deadline = performance.now() + waitMs - ANSWER_WAIT_MS;
    while (performance.now() < deadline && this.#settled(stream) < count) await session.pause(10);
    await agent.call('stopProbes', null);
    const fates = probeFates(session.timeline, node, stream);
    const refusals = session.timeline
      .select('probe-refused', node)
      .filter(event => event.stream === stream)
      .map(({reason}) => reason);
    return {
      sent: fates.length,
      answered: fates.filter(wasAnswered).length,
      refusals: [...new Set(refusals)],
      from,
      until: kernelTime(),
    };
  }

  /** How many probes of a stream have been answered or refused. */
  #settled(stream: string): number {
    const {timeline} = this.session;
    const ends = [...timeline.select('probe-answered'), ...timeline.select('probe-refused')];
    return new Set(ends.filter(end => end.stream === stream).map(({sequence}) => sequence)).size;
  }
}
