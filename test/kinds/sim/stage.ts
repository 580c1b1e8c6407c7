/**
 * The cast of most stories: two machines, an address, clients that speak to it, strangers; a capture that begins and ends
 * somewhere, and what there is to say of it.
 *
 * @module
 */

import {type IpAddress, type MacAddress, type VlanTag, vlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import type {Made} from '../kind.js';
import type {Asker} from '../traffic/asker.js';
import {anyPace, anySort, type Sort, talk} from '../traffic/talk.js';
import type {AddressTruth, Owner, Truth, Verdict} from '../truth.js';
import type {AnnouncementForm} from '../wire/neighbour.js';
import {between, whole} from './chance.js';
import {Client} from './client.js';
import {MS, SECOND, US} from './clock.js';
import {Ledger} from './ledger.js';
import {captureAt, MIRROR, Network, SETTLED, vlanOf} from './network.js';
import {type AnnouncementPlan, Node} from './node.js';
import {makeNoise} from './noise.js';
import {Places} from './places.js';
import {type SpeakerOptions, VrrpSpeaker} from './vrrp.js';

export interface StageOptions {
  readonly family?: 4 | 6;
  /** Seconds that the story takes. */
  readonly length: number;
  readonly noise?: boolean;
  /** Where it is captured; either when left out. */
  readonly at?: 'mirror' | 'client';
}

export class Stage {
  readonly network: Network;
  readonly ledger = new Ledger();
  readonly places: Places;
  readonly family: 4 | 6;
  readonly tags: readonly VlanTag[];
  readonly vip: IpAddress;
  /** The old owner, and the new one. */
  readonly a: Node;
  readonly b: Node;
  readonly client: Client;
  /** When the story ends, in nanoseconds. */
  readonly length: number;
  readonly #start: bigint;

  constructor(
    readonly random: Random,
    addresses: Random,
    {family = random.pick([4, 4, 6]), length, noise = !random.oneIn(3), at}: StageOptions,
  ) {
    this.family = family;
    this.length = length * SECOND;
    this.network = new Network(random);
    this.places = new Places(addresses);
    this.tags = random
      .pick([[], [], [], [1 + random.below(4094)], [1 + random.below(4094), 1 + random.below(4094)]])
      .map(id => vlanTag(id, random.below(8)));
    this.vip = this.places.ip(family);
    this.a = this.node('a');
    this.b = this.node('b');
    this.client = this.newClient('client');
    const where = at ?? random.pick(['mirror', 'client']);
    this.network.vantage = where === 'client' ? captureAt(this.client) : MIRROR;
    if (noise) makeNoise(this.network, random, this.places, this.tags, this.length);
    this.network.end = this.length;
    // Some day of the last years, to the nanosecond.
    this.#start =
      BigInt(1_600_000_000 + random.below(180_000_000)) * 1_000_000_000n + BigInt(random.below(1e9));
  }

  node(name: string, tags = this.tags): Node {
    return new Node(this.network, this.random, name, this.places.mac(), this.places.ip(this.family), tags);
  }

  newClient(name: string, tags = this.tags): Client {
    const {network, ledger, random, places} = this;
    return new Client(network, ledger, random, name, places.mac(), places.ip(this.family), tags);
  }

  asker(client: Client = this.client): Asker {
    return {by: client, ip: client.ip, ttl: 64};
  }

  /** Does it at a second of the story. */
  at(seconds: number, act: () => void): void {
    this.network.clock.at(seconds * SECOND, act);
  }

  /** Traffic from one to an address from the first second to the last, often enough for an outage of so many seconds. */
  talk(
    outage: number,
    {
      ip = this.vip,
      asker = this.asker(),
      from,
      sort = anySort(this.random),
    }: {ip?: IpAddress; asker?: Asker; from?: number; sort?: Sort} = {},
  ): void {
    const every = anyPace(this.random, this.length, outage * SECOND);
    const begin = from ?? between(this.random, 0.01, 0.5);
    talk(asker, ip, sort, {every, from: begin * SECOND, until: this.length - 20 * MS});
  }

  /** One of the ways in which programs announce, all of which everybody heeds. */
  anyAnnouncement(): AnnouncementPlan {
    const form = (operation: 'request' | 'reply', targetMac: AnnouncementForm['targetMac']) => ({
      operation,
      targetMac,
      override: true,
    });
    const forms = this.random.pick([
      [form('request', 'broadcast')],
      [form('request', 'zero')],
      [form('reply', 'self')],
      [form('request', 'broadcast'), form('reply', 'self')],
    ]);
    const gap = this.random.pick([100 * US, 500 * US, 100 * MS, SECOND]);
    return {forms, gap, count: whole(this.random, 1, 5)};
  }

  /** `from` dies or lets go, and after `dark` seconds `to` has the address and announces it. */
  takeover(
    at: number,
    dark: number,
    {from = this.a, to = this.b, ip = this.vip}: {from?: Node; to?: Node; ip?: IpAddress} = {},
  ): void {
    this.at(at, () => (this.random.oneIn(2) ? from.crash() : from.release(ip)));
    this.at(at + dark, () => {
      to.hold(ip);
      to.announce(ip, this.anyAnnouncement());
    });
  }

  /** A daemon of a node that advertises from the node's own addresses, as most do. */
  speaker(node: Node, options: Partial<SpeakerOptions> = {}): VrrpSpeaker {
    const source = this.family === 4 ? node.ip : this.places.linkLocal();
    return new VrrpSpeaker(node, {
      ...{version: 3, virtualRouterId: 51, priority: 100, interval: SECOND},
      ...{addresses: [this.vip], sum: 'pseudo-header', authentication: 'none'},
      ...{source, mac: node.mac},
      ...options,
    });
  }

  /** What a pair of daemons has in common: version, number and interval. */
  anyRouter(): {version: 2 | 3; virtualRouterId: number; interval: number} {
    const version = this.family === 6 ? 3 : this.random.pick([2, 3] as const);
    const interval = version === 2 ? SECOND : this.random.pick([SECOND, SECOND, 0.5 * SECOND, 0.1 * SECOND]);
    return {version, virtualRouterId: whole(this.random, 1, 255), interval};
  }

  /** The story is played to its end, and told. */
  tell(truth: (stage: this) => Truth & {readonly ask?: readonly IpAddress[]}): Omit<Made, 'name'> {
    this.network.finish(this.length + SETTLED);
    const {ask, ...told} = truth(this);
    return {
      frames: this.network.captured.map(({at, bytes}) => ({at: this.#start + BigInt(Math.round(at)), bytes})),
      truth: told,
      ...(ask && {ask}),
    };
  }

  /** What is to be said of an address, with the outages that the questions show. */
  about(verdict: Verdict, more: Partial<AddressTruth> = {}): AddressTruth {
    const ip = more.ip ?? this.vip;
    const vlan = vlanOf(this.a);
    return {
      ...{ip, verdict, outages: this.ledger.outages(ip)},
      ...(vlan === '' ? {} : {vlan}),
      ...more,
    };
  }

  /** The owners of the story in their order: who, and from when. Those whom the capture does not show are left out. */
  owners(
    ...tenures: readonly {readonly mac: MacAddress; readonly router?: IpAddress; readonly since: number}[]
  ): Owner[] {
    return tenures.flatMap(({mac, router, since}) => {
      const shown = this.network.captured.find(
        ({at, bytes}) => at >= Math.round(since * SECOND) && shows(bytes, mac),
      );
      if (shown === undefined) return [];
      return [{mac, fromFrame: shown.number, ...(router && {router})}];
    });
  }
}

/** Whether a frame is from a MAC. */
function shows(bytes: Uint8Array, mac: MacAddress): boolean {
  return mac.split(':').every((pair, index) => bytes[6 + index] === Number.parseInt(pair, 16));
}
