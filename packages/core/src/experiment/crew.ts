/**
 * The agents of a run: one in each node that is watched, and what they are told to watch.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {Observer, Station, Timeline, TimelineEvent} from '@vip/analysis';
import {LATE_NS, STREAM} from '@vip/analysis';
import {type IpAddress, VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Lab} from '../lab/lab.js';
import {NodeAgent} from '../node-agent.js';
import {AnswerStreak} from './answer-streak.js';
import {tooBusy, unlessTooBusy} from './too-busy.js';

/** The capture at every node, all that a failover consists of: 112 is VRRP's protocol, and CARP's. */
const CAPTURE_FILTER = 'arp or icmp or ip proto 112';

/** How often caches are looked into, besides what the kernel announces. Milliseconds. */
const LOOK_INTERVAL_MS = 50;

/** Between two looks whether it is so. Milliseconds. */
const WAIT_INTERVAL_MS = 10;

/** More than a run of a minute with a probe every millisecond has: a gigabyte. */
const MAX_EVENTS = 3_000_000;

export interface ProbeOptions {
  readonly target: IpAddress;
  /** Milliseconds, 1 or more. */
  readonly intervalMs: number;
  /** The interface they must leave by, in place of the routing table's choice. */
  readonly iface?: string | undefined;
}

export class Crew {
  readonly #agents = new Map<string, NodeAgent>();
  /** The nodes whose netlink is followed. */
  readonly #watched = new Set<string>();
  /** Of the measuring probes, by node. */
  readonly #streaks = new Map<string, AnswerStreak>();
  /** Events that were heard. */
  #heard = 0;
  #isBounded = true;

  /** @param onFailure told when an agent ends by itself, or there is more to hear than can be kept */
  constructor(
    readonly lab: Lab,
    readonly timeline: Timeline,
    readonly onFailure: (failure: Error) => void,
  ) {}

  /**
   * Starts agents, which are processes and take their time, while the nodes are still being built. The namespaces
   * have to be there.
   */
  hire(nodes: Iterable<string>): void {
    for (const node of nodes) this.#hired(node);
  }

  /** Has the agents of all the stations' nodes watch; comes back when nothing that happens there is missed. */
  async watch(stations: readonly Pick<Station, 'node' | 'iface'>[], filter = CAPTURE_FILTER): Promise<void> {
    const byNode = new Map<string, string[]>();
    for (const {node, iface} of stations) byNode.set(node, [...(byNode.get(node) ?? []), iface]);
    await Promise.all([...byNode].map(([node, ifaces]) => this.#watchNode(node, ifaces, filter)));
  }

  /** Looks into an observer's cache from now on. */
  async look({node, iface, nextHop}: Observer): Promise<void> {
    await this.agent(node).call('look', {iface, ip: nextHop, intervalMs: LOOK_INTERVAL_MS});
  }

  /** Has a node send measuring probes from now on. */
  async probe(node: string, {target, intervalMs, iface}: ProbeOptions): Promise<void> {
    this.#streaks.set(node, new AnswerStreak(node, intervalMs));
    await this.agent(node).call('probe', {stream: STREAM.measure, target, intervalMs, iface});
  }

  agent(node: string): NodeAgent {
    const agent = this.#agents.get(node);
    if (agent === undefined) throw new VipError('CLOSED', `node ${node}: nobody works there`);
    return agent;
  }

  /**
   * Waits until it is so, or until all has been heard that happened in so many milliseconds: then whether it is. Who is
   * behind with hearing does not take that for what others did not do.
   *
   * @throws VipError when this machine is too busy to tell
   */
  async until(isSo: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (!isSo()) {
      if (performance.now() > deadline) {
        await this.hearAll();
        return isSo();
      }
      await sleep(WAIT_INTERVAL_MS, undefined, {signal});
    }
    return true;
  }

  /**
   * Waits until each of the nodes got answers to all its measuring probes of `steadyMs` milliseconds on end, counted
   * from now; false when that took longer than `timeoutMs`.
   *
   * @throws VipError when this machine is too busy to tell
   */
  async untilSteady(
    nodes: readonly string[],
    steadyMs: number,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const since = kernelTime();
    const waits = nodes.map(node => {
      const streak = this.#streaks.get(node);
      if (streak === undefined) throw new VipError('CLOSED', `node ${node}: it sends no probes`);
      return {node, streak, isSteady: streak.steadyFor(steadyMs, since)};
    });
    const areSteady = () => waits.every(({isSteady}) => isSteady());
    if (await this.until(areSteady, timeoutMs, signal)) return true;
    const unsteady = waits.filter(({isSteady}) => !isSteady());
    if (!unsteady.every(({streak}) => streak.isLate)) return false;
    const names = unsteady.map(({node}) => node).join(', ');
    throw tooBusy(`answers to ${names} take longer than ${LATE_NS / 1_000_000n} ms`);
  }

  /** Comes back when everything has arrived that the agents had seen until now. */
  async hearAll(): Promise<void> {
    await this.#fromAll(agent => agent.call('mark', null));
  }

  /** From now on only so much is kept that it can go on for ever. */
  keepOnly(...kinds: readonly TimelineEvent['kind'][]): void {
    this.#isBounded = false;
    this.timeline.keepOnly(kinds);
  }

  /** Ends the watch; every event has arrived when this comes back. */
  async finish(): Promise<void> {
    await this.#fromAll(agent => agent.finish());
  }

  async #fromAll(ask: (agent: NodeAgent) => Promise<unknown>): Promise<void> {
    const silent = new Set(this.#agents.keys());
    const answers = [...this.#agents].map(async ([node, agent]) => {
      await ask(agent);
      silent.delete(node);
    });
    await unlessTooBusy(Promise.all(answers), {
      what: () => `nothing was heard of ${[...silent].join(', ')}`,
      signs: () => this.#heard,
    });
  }

  #hear(event: TimelineEvent): void {
    this.#heard++;
    if (this.#isBounded && this.#heard === MAX_EVENTS) {
      const remedy = 'probe less often (--probe-interval), or for a shorter time (--timeout)';
      this.onFailure(new VipError('NOT_POSSIBLE', `measure: more than ${MAX_EVENTS} events: ${remedy}`));
    }
    if (this.#isBounded && this.#heard >= MAX_EVENTS) return;
    this.#streaks.get(event.node)?.take(event);
    this.timeline.add(event);
  }

  async #watchNode(node: string, ifaces: readonly string[], filter: string): Promise<void> {
    const agent = this.#hired(node);
    const isNew = !this.#watched.has(node);
    this.#watched.add(node);
    await Promise.all([
      isNew ? agent.call('watch', null) : null,
      ...ifaces.map(iface => agent.call('capture', {iface, filter})),
    ]);
  }

  /** The node's agent; started when there is none yet. */
  #hired(node: string): NodeAgent {
    const known = this.#agents.get(node);
    if (known !== undefined) return known;
    const agent = new NodeAgent(this.lab, node, event => this.#hear(event));
    this.#agents.set(node, agent);
    agent.ended.then(failure => {
      if (failure !== undefined) this.onFailure(failure);
    }, this.onFailure);
    return agent;
  }
}
