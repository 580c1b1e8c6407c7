/** A router with a segment behind it. Forwarded packets have a lower TTL and other MACs. */

import type {MacAddress, VlanTag} from '@vip/arp';
import {hops} from '../wire/packet.js';
import {between} from './chance.js';
import {Client} from './client.js';
import {US} from './clock.js';
import type {Device, Incoming} from './frame.js';
import {Network} from './network.js';
import type {Stage} from './stage.js';
import {Translation} from './translation.js';

/**
 * The router, which is a neighbour of the address. The hosts behind it, and its port there, are in the other
 * segment.
 */
export class Router extends Client {
  readonly beyond: Network;
  readonly port: Port;
  /** Which packets it forwards. */
  passes: (way: Way, frame: Incoming) => boolean = () => true;
  #translation: Translation | undefined;

  /** @param beyond the other segment, if another router is in it as well */
  constructor(stage: Stage, name: string, beyond?: Network, beyondTags: readonly VlanTag[] = []) {
    const {network, ledger, random, places, family, tags} = stage;
    super(network, ledger, random, name, places.mac(), places.ip(family), tags);
    this.beyond = beyond ?? new Network(random, network.clock);
    if (beyond === undefined) stage.beyond.push(this.beyond);
    this.port = this.beyond.plug(new Port(this, places.mac(), beyondTags));
  }

  /** Gives its own address to what its hosts send. */
  masquerade(): void {
    this.#translation = new Translation(this.ip);
  }

  /** A host that has it as its gateway to the address. */
  host(stage: Stage, name: string): Client {
    const {ledger, random, places, family, vip} = stage;
    const {tags} = this.port;
    const host = new Client(this.beyond, ledger, random, name, places.mac(), places.remote(family), tags);
    host.knows(vip, this.port.mac);
    this.port.hosts.push(host);
    return host;
  }

  override receive(frame: Incoming): void {
    super.receive(frame);
    const own = this.#translation === undefined ? frame : this.#translation.back(frame);
    if (own !== undefined && this.passes('to host', own)) this.port.send(own);
  }

  /** A host's packet, with the address that it has in the other network. */
  translated(frame: Incoming): Incoming {
    return this.#translation?.out(frame) ?? frame;
  }
}

/** A host behind the router. */
export type Host = Pick<Client, 'ip' | 'mac'>;

type Way = 'to address' | 'to host';

/** The router's port in the other segment. */
class Port implements Device {
  readonly hosts: Host[] = [];
  readonly #takes: number;

  constructor(
    readonly router: Router,
    readonly mac: MacAddress,
    readonly tags: readonly VlanTag[],
  ) {
    this.#takes = between(router.random, 10 * US, 200 * US);
  }

  get name(): string {
    return this.router.name;
  }

  hears(mac: MacAddress): boolean {
    return mac === this.mac;
  }

  receive(frame: Incoming): void {
    const {router} = this;
    if ('ends' in frame.body && router.passes('to address', frame))
      this.#later(() => router.forward(router.translated({...frame, payload: hops(frame.payload, -1)})));
  }

  /** Forwards a packet to its host. */
  send(frame: Incoming): void {
    const {body, payload} = frame;
    const host = 'ends' in body ? this.hosts.find(({ip}) => ip === body.ends.destination) : undefined;
    if (host === undefined) return;
    const passed = {...frame, source: this.mac, destination: host.mac, payload: hops(payload, -1)};
    this.#later(() => this.router.beyond.send(this, passed));
  }

  #later(act: () => void): void {
    this.router.network.clock.after(this.#takes, act);
  }
}
