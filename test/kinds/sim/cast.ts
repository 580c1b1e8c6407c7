/**
 * The cast of most stories: two machines, an address, its clients, other machines, and a capture that begins
 * and ends at some point.
 *
 * @module
 */

import {type IpAddress, type VlanTag, vlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import type {Asker} from '../traffic/asker.js';
import {between, whole} from './chance.js';
import {Client} from './client.js';
import {MS, SECOND} from './clock.js';
import {Ledger} from './ledger.js';
import {captureAt, MIRROR, Network} from './network.js';
import {Node} from './node.js';
import {makeNoise} from './noise.js';
import {Places} from './places.js';
import {type SpeakerOptions, VrrpSpeaker} from './vrrp.js';

export interface CastOptions {
  readonly family?: 4 | 6;
  /** Length of the story in seconds. */
  readonly length: number;
  readonly noise?: boolean;
  /** Where it is captured; either place if absent. */
  readonly at?: 'mirror' | 'client';
  /**
   * Whether the capture includes the beginning of the story, because something that matters is said only
   * there.
   */
  readonly whole?: boolean;
  readonly tagged?: boolean;
}

export class Cast {
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
  /** The end of the story, in nanoseconds. */
  readonly length: number;
  /** The end of the questions, before that of the capture or cut off by it. */
  readonly askUntil: number;
  readonly hasLinkLocals: boolean;
  /** The link-local address of each router, by the first address that the story is about. */
  readonly linkLocals = new Map<IpAddress, IpAddress>();
  /** Whether the beginning of the story matters. */
  readonly isWhole: boolean;

  constructor(
    readonly random: Random,
    addresses: Random,
    options: CastOptions,
  ) {
    const {family = random.pick([4, 4, 6]), length, noise = !random.oneIn(3), at, tagged} = options;
    this.family = family;
    this.length = length * SECOND;
    this.network = new Network(random);
    this.places = new Places(addresses);
    this.tags = random
      .pick([[], [], [], [1 + random.below(4094)], [1 + random.below(4094), 1 + random.below(4094)]])
      .map(id => vlanTag(id, random.below(8)))
      .slice(0, tagged === false ? 0 : 2);
    this.vip = this.places.ip(family);
    this.a = this.node('a');
    this.b = this.node('b');
    this.client = this.newClient('client');
    const where = at ?? random.pick(['mirror', 'client']);
    this.network.vantage = where === 'client' ? captureAt(this.client) : MIRROR;
    if (noise) makeNoise(this.network, random, this.places, this.tags, this.length);
    const begin = random.oneIn(2) ? between(random, 0, 2 * SECOND) : 0;
    this.isWhole = options.whole === true;
    this.network.begin = this.isWhole ? 0 : begin;
    this.network.end = this.length;
    this.hasLinkLocals = family === 6 && random.oneIn(2);
    this.askUntil = this.length + (random.oneIn(3) ? SECOND : -20 * MS);
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

  /** The source of a node's advertisements: its own address, which for IPv6 is link-local. */
  sourceOf(node: Node): IpAddress {
    return this.family === 4 ? node.ip : this.places.linkLocal();
  }

  /** In IPv6, the first address of a router is link-local (RFC 5798 §5.2.9), which some routers omit. */
  #withLinkLocal(addresses: readonly IpAddress[]): readonly IpAddress[] {
    const [first = this.vip] = addresses;
    if (!this.hasLinkLocals) return addresses;
    const own = this.linkLocals.get(first) ?? this.places.linkLocal();
    this.linkLocals.set(first, own);
    return [own, ...addresses];
  }

  /** A daemon of a node that advertises from the node's own MAC, as most do. */
  speaker(node: Node, options: Partial<SpeakerOptions> = {}): VrrpSpeaker {
    const {addresses = [this.vip]} = options;
    return this.speakerAsIs(node, {...options, addresses: this.#withLinkLocal(addresses)});
  }

  /** The same, for the given addresses. */
  speakerAsIs(node: Node, options: Partial<SpeakerOptions>): VrrpSpeaker {
    return new VrrpSpeaker(node, {
      ...{version: 3, virtualRouterId: 51, priority: 100, interval: SECOND},
      ...{sum: 'pseudo-header', authentication: 'none'},
      ...{source: options.source ?? this.sourceOf(node), mac: node.mac},
      ...{addresses: [this.vip], ...options},
    });
  }

  /** What a pair of daemons has in common: version, number and interval. */
  anyRouter(): {version: 2 | 3; virtualRouterId: number; interval: number} {
    const version = this.family === 6 ? 3 : this.random.pick([2, 3] as const);
    const interval = version === 2 ? SECOND : this.random.pick([SECOND, SECOND, 0.5 * SECOND, 0.2 * SECOND]);
    return {version, virtualRouterId: whole(this.random, 1, 255), interval};
  }
}
