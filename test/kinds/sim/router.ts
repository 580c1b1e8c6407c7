/** A router with a segment behind it. Forwarded packets have a lower TTL and other MACs. */

import type {MacAddress} from '@vip/arp';
import {hops} from '../wire/packet.js';
import {between} from './chance.js';
import {Client} from './client.js';
import {US} from './clock.js';
import type {Device, Incoming} from './frame.js';
import {Network} from './network.js';
import type {Stage} from './stage.js';

/**
 * The router, which is a neighbour of the address. The hosts behind it, and its port there, are in the other
 * segment.
 */
export class Router extends Client {
  readonly beyond: Network;
  readonly port: Port;

  constructor(stage: Stage, name: string) {
    const {network, ledger, random, places, family, tags} = stage;
    super(network, ledger, random, name, places.mac(), places.ip(family), tags);
    this.beyond = new Network(random, network.clock);
    stage.beyond.push(this.beyond);
    this.port = this.beyond.plug(new Port(this, places.mac()));
  }

  /** A host that has it as its gateway to the address. */
  host(stage: Stage, name: string): Client {
    const {ledger, random, places, family, vip} = stage;
    const host = new Client(this.beyond, ledger, random, name, places.mac(), places.remote(family), []);
    host.knows(vip, this.port.mac);
    this.port.hosts.push(host);
    return host;
  }

  override receive(frame: Incoming): void {
    super.receive(frame);
    this.port.send(frame);
  }
}

/** A host behind the router. */
export type Host = Pick<Client, 'ip' | 'mac'>;

/** The router's port in the other segment. */
class Port implements Device {
  readonly tags = [];
  readonly hosts: Host[] = [];
  readonly #takes: number;

  constructor(
    readonly router: Router,
    readonly mac: MacAddress,
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
    if ('ends' in frame.body)
      this.#later(() => this.router.forward({...frame, payload: hops(frame.payload, -1)}));
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
