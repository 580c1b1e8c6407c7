/**
 * IP packets that only one machine receives: who sends to an address, what it asks, and what the address answers. Where both addresses
 * were seen before, nothing is looked up.
 *
 * @module
 */

import type {AddressKey, FrameView} from '@vip/arp';
import type {Asker} from '../conversations/asker.js';
import type {SeenFrame} from '../seen-frame.js';
import type {AddressRecord} from './address-record.js';
import type {AddressTable} from './address-table.js';
import type {Copies} from './copies.js';
import type {DeafRouter} from './facts.js';
import type {NetworkName} from './networks.js';
import {Refusals} from './refusals.js';

/** Size of the cache of records by address pair. */
const FLOWS = 4096;

interface Flow {
  readonly network: NetworkName;
  readonly source: AddressKey;
  readonly destination: AddressKey;
  readonly from: AddressRecord | undefined;
  readonly to: AddressRecord | undefined;
  sender: Asker | undefined;
  back: Asker | undefined;
  /** What comes from the source has crossed a router; undefined before anything was looked at. */
  isForwarded: boolean | undefined;
}

export class Traffic {
  readonly #flows = new Array<Flow | undefined>(FLOWS).fill(undefined);
  readonly #refusalsOf = new Map<number, Refusals>();
  readonly #addresses: AddressTable;
  readonly #copies: Copies;

  constructor(addresses: AddressTable, copies: Copies) {
    this.#addresses = addresses;
    this.#copies = copies;
  }

  /** Other addresses are requested: what was looked up may be there now, or be gone. */
  forget(): void {
    this.#flows.fill(undefined);
  }

  /** Routers that do not read what is advertised to them. */
  get deafRouters(): DeafRouter[] {
    return [...this.#refusalsOf.values()].flatMap(({deaf}) => deaf);
  }

  /** @param leg of a packet that several captures have */
  take(
    view: FrameView,
    {bytes, leg}: Pick<SeenFrame, 'bytes' | 'leg'>,
    network: NetworkName,
    at: bigint,
    frame: number,
  ): void {
    const {source, destination, sourceMac, destinationMac} = view;
    const flow = this.#flow(network, source, destination, at, frame);
    const {from, to} = flow;
    if (isIcmpError(view)) {
      this.#refusals(network).take(view, bytes, {at, frame});
      return;
    }
    if (from === undefined && to === undefined) return;
    const copy = leg === 'arrived' ? 'first' : this.#copies.look(view, network.id, at);
    if (copy === 'copy') return;
    if (from !== undefined && copy === 'first' && leg !== 'sent') {
      flow.back ??= from.senders.get(destination);
      const isAnswer = flow.back?.hears(view, at, frame) ?? false;
      flow.isForwarded ??= wasForwarded(view.hops);
      from.spoke({mac: sourceMac, at, frame, isAnswer, isForwarded: flow.isForwarded});
    }
    if (to === undefined || leg === 'arrived') return;
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
      own = new Refusals(key => this.#addresses.find(network, key));
      this.#refusalsOf.set(network.id, own);
    }
    return own;
  }

  #flow(network: NetworkName, source: AddressKey, destination: AddressKey, at: bigint, frame: number): Flow {
    const place = placeOf(source, destination);
    const known = this.#flows[place];
    if (known?.source === source && known.destination === destination && known.network === network)
      return known;
    const from = this.#addresses.record(network, source, false, at, frame);
    const to = this.#addresses.record(network, destination, false, at, frame);
    const unseen = {sender: undefined, back: undefined, isForwarded: undefined};
    const made = {network, source, destination, from, to, ...unseen};
    // An address for which there was no room may find some later, so this is not cached.
    if (from !== undefined || to !== undefined || this.#addresses.isLimited) this.#flows[place] = made;
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
