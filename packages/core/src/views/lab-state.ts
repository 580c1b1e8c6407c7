/**
 * The present state of a lab, from its events: which node holds the VIP, what each cache says, whose pings get through.
 *
 * @module
 */

import type {LabSettings, NeighbourState, TimelineEvent} from '@vip/analysis';
import {type Observer, STREAM} from '@vip/analysis';
import type {TopologyName} from '@vip/analysis/internal';
import {Beliefs, Holders, LATE_NS, topologyOf, USUAL_TOPOLOGY} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import {formatTable} from './table.js';

/** One observer, now. */
export interface ObserverState {
  readonly name: string;
  readonly ip: string;
  readonly mac?: MacAddress;
  readonly state: NeighbourState;
  /** Pings of the last second, and how many of them were answered. */
  readonly sent: number;
  readonly answered: number;
}

export interface LabState {
  /** The nodes that have the address. */
  readonly holders: readonly string[];
  readonly observers: readonly ObserverState[];
}

/** Pings older than this no longer count. Nanoseconds. */
const WINDOW_NS = 1_000_000_000n;

/** Follows the events of a lab. It remembers no more than the last second. */
export class LabStateTracker {
  readonly #observers: readonly Observer[];
  readonly #holders: Holders;
  readonly #beliefs = new Map<string, Beliefs>();
  readonly #pings = new Map<string, Map<number, {sentAt: bigint; isAnswered: boolean}>>();

  constructor(
    readonly settings: LabSettings,
    topology: TopologyName = USUAL_TOPOLOGY.run,
  ) {
    this.#observers = topologyOf({kind: 'run', settings, topology}).observers;
    // As the topology is built; the kernel announces only what changes afterwards.
    this.#holders = new Holders(settings, [settings.active.node]);
  }

  take(event: TimelineEvent): void {
    this.#holders.take(event);
    if (
      event.kind === 'neighbour' &&
      this.#observers.some(({node, nextHop}) => node === event.node && nextHop === event.ip)
    ) {
      const beliefs = this.#beliefs.get(event.node) ?? new Beliefs();
      this.#beliefs.set(event.node, beliefs);
      beliefs.take(event);
    }
    if (event.kind === 'probe-sent' && event.stream === STREAM.measure) {
      this.#pingsOf(event.node).set(event.sequence, {sentAt: event.at, isAnswered: false});
    }
    if (event.kind === 'probe-answered' && event.stream === STREAM.measure) {
      this.#pingsOf(event.node).set(event.sequence, {
        sentAt: event.sentAt,
        isAnswered: event.at - event.sentAt <= LATE_NS,
      });
    }
  }

  /** @param now nanoseconds, on the clock of the events */
  state(now: bigint): LabState {
    const observers = this.#observers.map(({name, node, nextHop}): ObserverState => {
      const pings = this.#pingsOf(node);
      for (const [sequence, {sentAt}] of pings)
        if (now - sentAt > WINDOW_NS + LATE_NS) pings.delete(sequence);
      // The latest are still under way.
      const settled = [...pings.values()].filter(
        ({sentAt, isAnswered}) => isAnswered || now - sentAt > LATE_NS,
      );
      const {mac, state = 'NONE'} = this.#beliefs.get(node)?.now ?? {};
      return {
        name,
        ip: nextHop,
        ...(mac === undefined ? {} : {mac}),
        state,
        sent: settled.length,
        answered: settled.filter(({isAnswered}) => isAnswered).length,
      };
    });
    return {holders: this.#holders.nodes, observers};
  }

  #pingsOf(node: string): Map<number, {sentAt: bigint; isAnswered: boolean}> {
    const pings = this.#pings.get(node) ?? new Map();
    this.#pings.set(node, pings);
    return pings;
  }
}

/** The state as a table. */
export function formatLabState({vip}: LabSettings, {holders, observers}: LabState): string[] {
  const rows = observers.map(({name, ip, mac, state, sent, answered}) => [
    name,
    `${ip} is-at ${mac ?? 'nothing'}`,
    state,
    sent === 0 ? '-' : answered === sent ? 'through' : answered === 0 ? 'LOST' : `${answered} of ${sent}`,
  ]);
  const title = `${vip.address} is held by ${holders.join(' and ') || 'no node'}`;
  return formatTable({title, columns: ['observer', 'its cache', 'state', 'pings'], rows});
}
