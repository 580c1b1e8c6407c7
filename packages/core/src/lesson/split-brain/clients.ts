/**
 * Three clients of a VIP that two nodes can hold. They ping it, read their caches, forget it and ask again.
 *
 * @module
 */

import type {Announcing} from '@vip/analysis';
import type {Ipv4Address, MacAddress} from '@vip/arp';
import {announceTo} from '../addresses.js';
import {answersFor, echoRequests} from '../evidence.js';
import type {LessonSettings, LessonStation} from '../lesson.js';
import type {PingResult} from '../pinger.js';
import type {Workshop} from '../workshop.js';
import type {ClientBelief, Served} from './beliefs.js';

/** A client that forgot the address, asked for it, and pinged it. */
export interface ClientQuestion extends Served {
  /** The MACs that answered, in the order of their answers. */
  readonly answers: readonly MacAddress[];
  readonly believed: MacAddress | undefined;
}

/** How long to wait for frames that should have been captured, on a busy machine. Milliseconds. */
const PATIENCE_MS = 1000;

export class Clients {
  readonly vip: Ipv4Address;
  readonly stations: readonly LessonStation[];
  readonly holders: readonly LessonStation[];

  constructor(
    readonly workshop: Workshop,
    {vip, active, passive, client, ext, router}: LessonSettings,
  ) {
    this.vip = vip.address;
    this.stations = [client, ext, router];
    this.holders = [active, passive];
  }

  async beliefs(): Promise<ClientBelief[]> {
    return Promise.all(this.stations.map(async client => ({client, mac: await this.#beliefOf(client)})));
  }

  /** @param waitMs for the answers; less where none is expected */
  async pingAll(waitMs = PATIENCE_MS): Promise<Served[]> {
    return Promise.all(this.stations.map(client => this.#ping(client, waitMs)));
  }

  /** Each client forgets, asks, and pings. */
  async askAll(expected = this.holders.length): Promise<ClientQuestion[]> {
    return Promise.all(this.stations.map(client => this.ask(client, expected)));
  }

  /** @param expected the number of answers to wait for */
  async ask(client: LessonStation, expected = this.holders.length): Promise<ClientQuestion> {
    const {workshop, vip} = this;
    const {node, iface} = client;
    await workshop.quietly(node, ['ip', 'neigh', 'flush', 'to', vip, 'dev', iface]);
    const served = await this.#ping(client, PATIENCE_MS);
    const believed = await this.#beliefOf(client);
    const answers = () => answersFor(vip, workshop.frames(node, iface, served.result));
    await workshop.until(() => answers().length >= expected, PATIENCE_MS);
    return {...served, believed, answers: answers()};
  }

  /** Makes a holder announce the address to every client. Returns when it was sent, in nanoseconds. */
  async hear(holder: LessonStation, kind: Announcing): Promise<bigint> {
    return announceTo(this.stations, this.workshop, holder, this.vip, kind);
  }

  async #beliefOf({node, iface}: LessonStation): Promise<MacAddress | undefined> {
    return (await this.workshop.look(node, iface, this.vip)).mac;
  }

  async #ping(client: LessonStation, waitMs: number): Promise<Served> {
    const {workshop, vip, holders} = this;
    const result = await workshop.probe({node: client.node, target: vip, waitMs});
    const arrived = (holder: LessonStation) => this.#arrived(holder, client, result);
    const total = () => holders.reduce((sum, holder) => sum + arrived(holder), 0);
    await workshop.until(() => total() >= result.answered, PATIENCE_MS);
    return {client, result, by: holders.filter(holder => arrived(holder) > 0).map(({mac}) => mac)};
  }

  /** How many of the client's echo requests arrived at a holder. */
  #arrived({node, iface}: LessonStation, {address}: LessonStation, result: PingResult): number {
    const requests = echoRequests(this.workshop.frames(node, iface, result));
    return requests.filter(({asker}) => asker === address.address).length;
  }
}
