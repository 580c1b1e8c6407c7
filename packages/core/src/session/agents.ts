/**
 * The agents of a run, one in each watched node.
 *
 * @module
 */

import type {Observer, Station, Timeline} from '@vip/analysis';
import {grouped} from '@vip/analysis/internal';
import {type IpAddress, VipError} from '@vip/arp';
import type {Agent, StartAgent} from './agent.js';
import {EventIntake} from './event-intake.js';

const ICMPV6_TYPES = [1, 128, 129, 135, 136];

/**
 * The capture filter at every node: everything that a failover consists of. Protocol 112 is VRRP's and CARP's. Of
 * ICMPv6: destination unreachable, echo requests and replies, and neighbour discovery (RFC 4443 §2.1, RFC 4861 §4).
 */
export const CAPTURE_FILTER = `arp or icmp or ip proto 112 or ip6 proto 112 or (icmp6 and (${ICMPV6_TYPES.map(type => `ip6[40] = ${type}`).join(' or ')}))`;

/** How often caches are polled, in addition to the kernel's announcements. Milliseconds. */
const LOOK_INTERVAL_MS = 50;

export interface AgentProbeOptions {
  /** The name of the stream. */
  readonly stream: string;
  readonly target: IpAddress;
  /** Milliseconds, 1 or more. */
  readonly intervalMs: number;
  /** Outgoing interface, in place of the routing table's choice. */
  readonly iface?: string | undefined;
}

/** How interfaces are watched. */
export interface AgentWatchOptions {
  /** For libpcap; by default everything that a failover consists of. */
  readonly filter?: string | undefined;
  /** A frame is a node's own if it is outgoing, whatever its source MAC. */
  readonly bySide?: boolean;
}

export class Agents {
  readonly #agents = new Map<string, Agent>();
  /** The nodes whose netlink is followed. */
  readonly #watched = new Set<string>();
  /** The events they report, and ways to wait for them. */
  readonly events: EventIntake;

  /** @param onFailure called when an agent ends by itself, or sends more than can be kept */
  constructor(
    readonly startAgent: StartAgent,
    readonly timeline: Timeline,
    readonly onFailure: (failure: Error) => void,
  ) {
    this.events = new EventIntake(timeline, this.#agents, onFailure);
  }

  /**
   * Starts the agents, which takes a while, as the nodes are still being built. Their namespaces must exist.
   */
  start(nodes: Iterable<string>): void {
    for (const node of nodes) this.#started(node);
  }

  /** Makes the agents of all the stations' nodes watch. Resolves when nothing that happens there can be missed. */
  async watch(
    stations: readonly Pick<Station, 'node' | 'iface'>[],
    options: AgentWatchOptions = {},
  ): Promise<void> {
    const byNode = [...grouped(stations, ({node}) => node)];
    await Promise.all(
      byNode.map(([node, own]) =>
        this.#watchNode(
          node,
          own.map(({iface}) => iface),
          options,
        ),
      ),
    );
  }

  /** Polls an observer's cache from now on. */
  async look({node, iface, nextHop}: Observer): Promise<void> {
    await this.in(node).call('look', {iface, ip: nextHop, intervalMs: LOOK_INTERVAL_MS});
  }

  /** Makes a node send measuring probes from now on. */
  async probe(node: string, options: AgentProbeOptions): Promise<void> {
    this.events.follow(node, options.stream, options.intervalMs);
    await this.in(node).call('probe', options);
  }

  /** @throws VipError `CLOSED` for a node without one */
  in(node: string): Agent {
    const agent = this.#agents.get(node);
    if (agent === undefined) throw new VipError('CLOSED', `node ${node}: no agent runs there`);
    return agent;
  }

  /** Ends the watch; every event has arrived when this resolves. */
  async finish(): Promise<void> {
    await this.events.ofAll(agent => agent.finish());
  }

  async #watchNode(
    node: string,
    ifaces: readonly string[],
    {filter = CAPTURE_FILTER, bySide = false}: AgentWatchOptions,
  ): Promise<void> {
    const agent = this.#started(node);
    const isNew = !this.#watched.has(node);
    this.#watched.add(node);
    await Promise.all([
      isNew ? agent.call('watch', null) : null,
      ...ifaces.map(iface => agent.call('capture', {iface, filter, bySide})),
    ]);
  }

  /** The node's agent; started if there is none yet. */
  #started(node: string): Agent {
    const known = this.#agents.get(node);
    if (known !== undefined) return known;
    const agent = this.startAgent(node, event => this.events.take(event));
    this.#agents.set(node, agent);
    agent.ended.then(failure => {
      if (failure !== undefined) this.onFailure(failure);
    }, this.onFailure);
    return agent;
  }
}
