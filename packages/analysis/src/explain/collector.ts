/**
 * Collects facts from frames, batch by batch, in bounded memory. Pure: its only input is the frames.
 *
 * Most frames carry traffic and are counted where their addresses were seen before; only ARP, neighbour discovery and
 * advertisements are decoded.
 *
 * @module
 */

import {
  type AddressKey,
  FrameView,
  type IpAddress,
  keyOf,
  LINK_TYPE_ETHERNET,
  type MacAddress,
  macOfNumber,
} from '@vip/arp';
import type {Asker} from '../conversations/asker.js';
import type {Mark} from '../mark.js';
import type {SeenFrame} from '../seen-frame.js';
import {AddressRecord} from './address-record.js';
import {Capacity} from './capacity.js';
import {ControlReader} from './control.js';
import {withoutCopies} from './control-copies.js';
import {Copies} from './copies.js';
import type {AddressFacts, CaptureFacts, RarpSighting} from './facts.js';
import {Leaps} from './leaps.js';
import {type NetworkName, Networks} from './networks.js';
import {Ordering} from './ordering.js';
import {inCapture} from './outage-context.js';
import {Pauses} from './pauses.js';
import {Refusals} from './refusals.js';

export interface CollectorOptions {
  /** Only these addresses; all if undefined. */
  readonly ips?: readonly IpAddress[] | undefined;
  /** Keys of keepalived's `auth_hmac` for verifying advertisements. */
  readonly keys?: readonly Uint8Array[] | undefined;
}

export interface Collector {
  take(frames: readonly SeenFrame[]): void;
  facts(): CaptureFacts;
}

/** Maximum number of addresses that only have traffic, or are only asked for. */
const MAX_QUIET = 4096;
/** Maximum number of claimed addresses, in addition. */
const MAX_ADDRESSES = 8192;

/** Maximum number of RARP sightings kept. */
const MAX_RARPS = 256;

/** Size of the cache of records by address pair. */
const FLOWS = 4096;

/** The network of an address that was not seen. */
const NOWHERE: NetworkName = {id: -1, text: '', iface: '', vlans: ''};

interface Flow {
  readonly network: NetworkName;
  readonly source: AddressKey;
  readonly destination: AddressKey;
  readonly from: AddressRecord | undefined;
  readonly to: AddressRecord | undefined;
  sender: Asker | undefined;
  back: Asker | undefined;
}

export function createCollector(options: CollectorOptions = {}): Collector {
  return new FrameCollector(options);
}

class FrameCollector implements Collector {
  readonly #networks = new Networks();
  readonly #records = new Map<number, Map<AddressKey, AddressRecord>>();
  readonly #flows = new Array<Flow | undefined>(FLOWS).fill(undefined);
  readonly #view = new FrameView();
  readonly #copies = new Copies();
  readonly #refusalsOf = new Map<number, Refusals>();
  readonly #ordering = new Ordering((seen, frame, at) => this.#takeOne(seen, frame, at));
  readonly #capacity = new Capacity();
  readonly #pauses = new Pauses();
  readonly #leaps = new Leaps();
  readonly #asked: ReadonlySet<AddressKey> | undefined;
  readonly #control: ControlReader;
  #size = 0;
  #frames = 0;
  #unreadable = 0;
  #foreign = 0;
  #truncated = 0;
  readonly #rarps: RarpSighting[] = [];
  #beyond = 0;
  #first: Mark | undefined;
  #last = 0n;
  #iface = '';
  #untagged: NetworkName;

  constructor({ips, keys}: CollectorOptions) {
    this.#asked = ips === undefined ? undefined : new Set(ips.map(keyOf));
    this.#untagged = this.#networks.get('', '');
    this.#control = new ControlReader(
      (network, key, isClaimed) => this.#record(network, key, isClaimed),
      () => this.#copies.isMirrored,
      keys,
    );
  }

  take(frames: readonly SeenFrame[]): void {
    for (const seen of frames) this.#ordering.push(seen);
  }

  facts(): CaptureFacts {
    this.#ordering.flush();
    for (const records of this.#records.values())
      for (const record of records.values()) record.finish(this.#last);
    const proxies = this.#proxies();
    const {isMirrored} = this.#copies;
    const steps = [...this.#ordering.steps, ...this.#leaps.facts()].sort((a, b) => a.frame - b.frame);
    const last = this.#first === undefined ? undefined : {at: this.#last, frame: this.#frames};
    return {
      ...{frames: this.#frames, first: this.#first, last, unreadable: this.#unreadable},
      ...{rarps: this.#rarps, foreign: this.#foreign, copies: this.#copies.count},
      ...{forwarded: this.#copies.forwarded, isMirrored},
      ...{truncated: this.#truncated, disorder: this.#ordering.disorder},
      clockSteps: steps,
      pauses: this.#pauses.longest,
      addresses: this.#addresses().map(address => {
        const {announcements} = address;
        const told = inCapture(address, {steps, end: this.#last});
        return isMirrored ? {...told, announcements: withoutCopies(announcements)} : told;
      }),
      beyondAddresses: this.#beyond,
      proxies,
      deafRouters: [...this.#refusalsOf.values()].flatMap(({deaf}) => deaf),
      ...this.#control.facts(),
    };
  }

  /** Addresses that were asked for or mentioned; if there are none, those that fell silent. */
  #addresses(): AddressFacts[] {
    const all = [...this.#records.values()].flatMap(records => [...records.values()]);
    if (this.#asked !== undefined) {
      const unseen = [...this.#asked].filter(key => !this.#isSeen(key));
      const made = unseen.map(key => new AddressRecord(key, NOWHERE, 0n, 0, this.#capacity));
      return [...all, ...made].map(record => record.facts('asked-for'));
    }
    const carp = this.#control.carpMacs;
    const spokenOf = all
      .filter(({isSpokenOf}) => isSpokenOf)
      .map(record => record.facts(record.isAtAnyOf(carp) ? 'advertised' : undefined))
      .filter(({interests}) => interests.length > 0);
    if (spokenOf.length > 0) return spokenOf;
    return all.filter(({fellSilent}) => fellSilent).map(record => record.facts('unanswered'));
  }

  #proxies(): CaptureFacts['proxies'] {
    const counts = new Map<MacAddress, number>();
    for (const records of this.#records.values())
      for (const record of records.values()) for (const mac of record.proxies) counts.set(mac, 0);
    if (counts.size === 0) return [];
    // Before it was recognised as one, it was taken for a rival.
    for (const records of this.#records.values())
      for (const record of records.values())
        for (const mac of record.claimants)
          if (counts.has(mac) && record.claimants.length > 1) counts.set(mac, (counts.get(mac) ?? 0) + 1);
    return [...counts].map(([mac, addresses]) => ({mac, addresses}));
  }

  #isSeen(key: AddressKey): boolean {
    return [...this.#records.values()].some(records => records.has(key));
  }

  #takeOne(seen: SeenFrame, frame: number, at: bigint): void {
    const {bytes, length, linkType = LINK_TYPE_ETHERNET} = seen;
    this.#frames++;
    this.#first ??= {at, frame};
    this.#last = at;
    this.#pauses.note(at);
    const view = this.#view;
    view.read(bytes, linkType, length);
    this.#leaps.note(view, at, frame);
    switch (view.kind) {
      case 'ipv4':
      case 'ipv6':
        if (!view.isGroup) this.#traffic(this.#network(seen), bytes, frame, at);
        return;
      case 'rarp':
        this.#rarp(seen, {at, frame});
        return;
      case 'other':
        return;
      case 'foreign-link':
        this.#foreign++;
        return;
      case 'unreadable':
        this.#unread();
        return;
      default:
        if (!this.#control.read(seen, this.#network(seen), {at, frame})) this.#unread();
    }
  }

  #unread(): void {
    this.#unreadable++;
    if (this.#view.isTruncated) this.#truncated++;
  }

  /** A hypervisor sends some after a migration, so that the switches learn the guest's port. */
  #rarp(seen: SeenFrame, mark: Mark): void {
    const mac = macOfNumber(this.#view.sourceMac);
    if (mac === undefined || this.#rarps.length >= MAX_RARPS) return;
    this.#rarps.push({...mark, mac, network: this.#network(seen).text});
  }

  #network({iface}: SeenFrame): NetworkName {
    const {vlans, interfaceIndex} = this.#view;
    // A cooked capture of version 2 contains interface indexes.
    if (interfaceIndex >= 0) return this.#networks.get(`${iface}#${interfaceIndex}`, vlans);
    if (vlans !== '') return this.#networks.get(iface, vlans);
    if (iface !== this.#iface || this.#untagged.iface !== iface) {
      this.#iface = iface;
      this.#untagged = this.#networks.get(iface, '');
    }
    return this.#untagged;
  }

  #traffic(network: NetworkName, bytes: Uint8Array, frame: number, at: bigint): void {
    const view = this.#view;
    const {source, destination, sourceMac, destinationMac} = view;
    const flow = this.#flow(network, source, destination);
    const {from, to} = flow;
    if (isIcmpError(view)) {
      this.#refusals(network).take(view, bytes, {at, frame});
      return;
    }
    if (from === undefined && to === undefined) return;
    const copy = this.#copies.look(view, network.id, at);
    if (copy === 'copy') return;
    if (from !== undefined && copy === 'first') {
      flow.back ??= from.senders.get(destination);
      const isAnswer = flow.back?.hears(view, at, frame) ?? false;
      from.spoke(sourceMac, at, frame, isAnswer);
    }
    if (to === undefined) return;
    if (flow.sender === undefined) {
      flow.sender = to.sender(source, sourceMac);
      if (flow.sender !== undefined) flow.sender.isForwarded ||= wasForwarded(view.hops);
    }
    const {sender} = flow;
    if (sender === undefined) return;
    // What a router forwards is seen at its destination.
    if (copy === 'first' && this.#copies.isRelay(network.id, destinationMac)) {
      sender.asksThroughRouter(view, at, frame);
      return;
    }
    sender.sent(destinationMac, at, frame);
    if (copy === 'first') sender.asks(view, at, frame);
    else sender.wasForwarded(sourceMac);
  }

  #refusals(network: NetworkName): Refusals {
    let own = this.#refusalsOf.get(network.id);
    if (own === undefined) {
      own = new Refusals(key => this.#records.get(network.id)?.get(key));
      this.#refusalsOf.set(network.id, own);
    }
    return own;
  }

  #flow(network: NetworkName, source: AddressKey, destination: AddressKey): Flow {
    const place = placeOf(source, destination);
    const known = this.#flows[place];
    if (known?.source === source && known.destination === destination && known.network === network)
      return known;
    const from = this.#record(network, source, false);
    const to = this.#record(network, destination, false);
    const made = {network, source, destination, from, to, sender: undefined, back: undefined};
    // An address for which there was no room may find some later, so this is not cached.
    if (from !== undefined || to !== undefined || this.#asked !== undefined) this.#flows[place] = made;
    return made;
  }

  /** Undefined for an address that was not requested, and if there is no room. */
  #record(network: NetworkName, key: AddressKey, isClaimed: boolean): AddressRecord | undefined {
    let records = this.#records.get(network.id);
    if (records === undefined) {
      records = new Map();
      this.#records.set(network.id, records);
    }
    const known = records.get(key);
    if (known !== undefined) return known;
    if (this.#asked !== undefined && !this.#asked.has(key)) return undefined;
    if (this.#size >= (isClaimed ? MAX_ADDRESSES : MAX_QUIET)) {
      this.#beyond++;
      return undefined;
    }
    const made = new AddressRecord(key, network, this.#last, this.#frames, this.#capacity);
    records.set(key, made);
    this.#size++;
    return made;
  }
}

/** No system sends packets of its own with such a time to live: a router has counted it down. */
function wasForwarded(hops: number): boolean {
  return !FIRST_HOPS.has(hops) && hops > SHORT_HOPS;
}

/** What systems begin with; and shorter ones, which traceroute counts through. */
const FIRST_HOPS: ReadonlySet<number> = new Set([60, 64, 100, 128, 255]);
const SHORT_HOPS = 32;

/** Destination unreachable, and IPv6's parameter problem (RFC 792, RFC 4443). */
function isIcmpError({transport, icmpType}: FrameView): boolean {
  if (transport === 'icmp') return icmpType === 3;
  return transport === 'icmpv6' && (icmpType === 1 || icmpType === 4);
}

function placeOf(source: AddressKey, destination: AddressKey): number {
  if (typeof source === 'number' && typeof destination === 'number') {
    const mixed = Math.imul(source, 0x9e3779b1) ^ Math.imul(destination, 0x85ebca6b);
    return ((mixed >>> 16) ^ mixed) & (FLOWS - 1);
  }
  const last = (key: AddressKey) => (typeof key === 'string' ? key.charCodeAt(7) : key);
  return (Math.imul(last(source), 31) ^ last(destination)) & (FLOWS - 1);
}
