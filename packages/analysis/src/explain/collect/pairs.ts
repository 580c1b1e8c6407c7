/**
 * Pairs of addresses between which packets pass, and what is known of either direction: where both addresses were seen before, nothing is
 * looked up.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';
import {pairHash} from '../../collections/pair-hash.js';
import type {Asker} from '../../conversations/senders/asker.js';
import type {NetworkName} from '../frames/networks.js';
import type {AddressRecord} from './address/address-record.js';
import type {AddressTable} from './address/address-table.js';

/** Number of places in the cache of pairs of addresses, a power of two; each holds two pairs. */
const PLACES = 4096;

/** One direction between two addresses. */
export class Way {
  /** The source, as an asker of the destination. */
  #asker: Asker | undefined;
  /** How many askers the destination had been given when the source was last searched for among them. */
  #lookedAt = -1;
  /** Whether the asker was seen to send in this way. */
  #hasSent = false;
  /** Whether packets have crossed a router in this way; undefined before one was examined. */
  isForwarded: boolean | undefined;
  /** The MAC that was seen sending from the source, where nothing else about it matters. */
  spokenFrom = Number.NaN;
  /** When the source last sent a datagram to a destination that had sent it nothing. Nanoseconds by the clock. */
  spokeFirstNs = Number.NaN;
  /** Whether the source was noted, where nothing at all about it matters. */
  isNoted = false;
  /** How many MACs of gateways were known when the way was last compared with them. */
  gateways = 0;

  /** The source as an asker of the destination; undefined if it is not one. */
  asker({senders}: AddressRecord, source: AddressKey): Asker | undefined {
    if (this.#asker?.isForgotten === false) return this.#asker;
    if (this.#lookedAt === senders.admitted) return undefined;
    this.#lookedAt = senders.admitted;
    this.#know(senders.get(source));
    return this.#asker;
  }

  /** The same for a source that sends: it becomes an asker, if there is a place. */
  sender(to: AddressRecord, view: SeenView, back: Way): Asker | undefined {
    const {source, sourceMac, destinationMac, hops, ns} = view;
    if (this.#asker?.isForgotten !== false) this.#know(to.sender(source, sourceMac, destinationMac, ns));
    const asker = this.#asker;
    if (asker === undefined || this.#hasSent) return asker;
    this.#hasSent = true;
    asker.isForwarded ||= wasForwarded(hops);
    asker.isLocal ||= OWN_HOPS.has(hops);
    if (Number.isNaN(asker.spokenToNs)) asker.spokenToNs = back.spokeFirstNs;
    return asker;
  }

  #know(asker: Asker | undefined): void {
    this.#asker = asker;
    this.#hasSent = false;
  }
}

/** Two addresses, with both directions in one object: an answer then finds in the processor's cache what its question has loaded. */
export class Pair {
  /** From `one` to `other`. */
  readonly there = new Way();
  readonly back = new Way();

  constructor(
    readonly network: NetworkName,
    readonly one: AddressKey,
    readonly other: AddressKey,
    readonly ofOne: AddressRecord | undefined,
    readonly ofOther: AddressRecord | undefined,
  ) {}

  isOf(network: NetworkName, a: AddressKey, b: AddressKey): boolean {
    const {one, other} = this;
    return ((one === a && other === b) || (one === b && other === a)) && this.network === network;
  }
}

/** The pairs used last. */
export class Pairs {
  readonly #places = new Array<Pair | undefined>(2 * PLACES).fill(undefined);
  readonly #addresses: AddressTable;

  constructor(addresses: AddressTable) {
    this.#addresses = addresses;
  }

  /** Forgets them, because other addresses are requested. */
  forget(): void {
    this.#places.fill(undefined);
  }

  /** The pair of a packet's addresses. */
  of({source, destination, ns, frame}: SeenView, network: NetworkName): Pair {
    // Both directions have the same place.
    const isAbove = source > destination;
    const hash = isAbove ? pairHash(destination, source) : pairHash(source, destination);
    const place = 2 * (hash & (PLACES - 1));
    const pairs = this.#places;
    const first = pairs[place];
    if (first?.isOf(network, source, destination) === true) return first;
    const second = pairs[place + 1];
    if (second?.isOf(network, source, destination) === true) {
      // The pair used last comes first.
      pairs[place + 1] = first;
      pairs[place] = second;
      return second;
    }
    const from = this.#addresses.record(network, source, false, ns, frame);
    const to = this.#addresses.record(network, destination, false, ns, frame);
    const made = new Pair(network, source, destination, from, to);
    // An address for which there was no room may find some later, so this is not cached.
    if (from !== undefined || to !== undefined || this.#addresses.isLimited) {
      pairs[place + 1] = first;
      pairs[place] = made;
    }
    return made;
  }
}

/** Whether a router has decremented the time to live: no system sends packets of its own with this value. */
export function wasForwarded(hops: number): boolean {
  return !FIRST_HOPS.has(hops) && hops > SHORT_HOPS;
}

/** Initial values of systems, and small ones, which traceroute steps through. */
const FIRST_HOPS: ReadonlySet<number> = new Set([60, 64, 100, 128, 255]);
const SHORT_HOPS = 32;
/** Initial values that in practice never result from a greater one behind routers. */
const OWN_HOPS: ReadonlySet<number> = new Set([64, 128, 255]);
