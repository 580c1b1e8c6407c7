/**
 * Unicast IP packets: the senders to an address, their questions, and its answers. Where both addresses
 * were seen before, nothing is looked up.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';
import {pairHash} from '../../collections/pair-hash.js';
import type {Asker} from '../../conversations/senders/asker.js';
import {isTickle, Tickles} from '../../sessions/tickles.js';
import type {DeafRouter} from '../capture-facts.js';
import type {Copies, CopyKind} from '../frames/copies.js';
import type {NetworkName} from '../frames/networks.js';
import {isHeaderCut, type SnappedFrames} from '../frames/snapped-frames.js';
import type {AddressRecord} from './address/address-record.js';
import type {AddressTable} from './address/address-table.js';
import {isRedirect, Redirects} from './redirects.js';
import {Refusals} from './refusals.js';
import {UntrackedSources} from './untracked-sources.js';

/** Number of places in the cache of pairs of addresses, a power of two; each holds two pairs. */
const PLACES = 4096;

/** One direction between two addresses. */
class Way {
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
class Pair {
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

export class Traffic {
  readonly #pairs = new Array<Pair | undefined>(2 * PLACES).fill(undefined);
  readonly redirects: Redirects;
  readonly untracked = new UntrackedSources();
  readonly #refusalsOf = new Map<number, Refusals>();
  readonly #addresses: AddressTable;
  readonly #copies: Copies;
  readonly #snapped: SnappedFrames;

  constructor(addresses: AddressTable, copies: Copies, snapped: SnappedFrames) {
    this.#addresses = addresses;
    this.redirects = new Redirects(addresses.clock, snapped);
    this.#copies = copies;
    this.#snapped = snapped;
  }

  /** Forgets cached lookups, because other addresses are requested. */
  forget(): void {
    this.#pairs.fill(undefined);
  }

  /** Routers that do not accept the advertisements sent to them. */
  get deafRouters(): DeafRouter[] {
    return [...this.#refusalsOf.values()].flatMap(({deaf}) => deaf);
  }

  take(view: SeenView, network: NetworkName): void {
    let pair = this.#pair(view, network);
    if (view.transport === 'icmp' || view.transport === 'icmpv6') {
      if (isIcmpError(view)) {
        this.#refusals(network).take(view);
        return;
      }
      if (isRedirect(view)) this.redirects.take(view, network);
    }
    let isBack = pair.one !== view.source;
    const {version} = this.#addresses.gateways;
    const there = isBack ? pair.back : pair.there;
    if (there.gateways !== version) {
      there.gateways = version;
      if (this.#isForwarded(isBack ? pair.ofOne : pair.ofOther, view, network)) {
        this.forget();
        pair = this.#pair(view, network);
        isBack = pair.one !== view.source;
      }
    }
    const from = isBack ? pair.ofOther : pair.ofOne;
    const to = isBack ? pair.ofOne : pair.ofOther;
    if (from === undefined && to === undefined) {
      this.#noteUntracked(isBack ? pair.back : pair.there, view, network);
      return;
    }
    const {leg} = view;
    const copy = leg === 'arrived' ? 'first' : this.#copies.look(view, network);
    if (copy === 'copy') return;
    if (from !== undefined) this.#addresses.touch(from);
    if (to !== undefined) this.#addresses.touch(to);
    const way = isBack ? pair.back : pair.there;
    if (from !== undefined && copy === 'first' && leg !== 'sent') {
      if (from.isFollowed)
        spokeFrom(from, way, (isBack ? pair.there : pair.back).asker(from, view.destination), view);
      else {
        from.spokeNs = view.ns;
        if (way.spokenFrom !== view.sourceMac) {
          way.spokenFrom = view.sourceMac;
          from.spoke(view, false, false);
        }
      }
    }
    if (to === undefined || leg === 'arrived') return;
    if (copy === 'first') to.tickles?.asked(view);
    if (to.isFollowed) this.#sent(view, network, way.sender(to, view, isBack ? pair.there : pair.back), copy);
    else to.addressedNs = view.ns;
  }

  /** Whether the destination is to be followed from now on, because a gateway forwards what is sent to it. */
  #isForwarded(to: AddressRecord | undefined, view: SeenView, network: NetworkName): boolean {
    if (to?.isFollowed === true) return false;
    const {destination, destinationMac, ns, frame} = view;
    return this.#addresses.followsBeyond(network, destinationMac, destination, ns, frame);
  }

  /** The first packet in a way between two addresses that were not asked for. */
  #noteUntracked(way: Way, {source}: SeenView, network: NetworkName): void {
    if (way.isNoted || !this.#addresses.isLimited) return;
    way.isNoted = true;
    this.untracked.note(network, source);
  }

  /** A packet to a group: it asks nobody in particular, but shows that its source, if that was requested, is there. */
  takeToGroup(view: SeenView, network: NetworkName): void {
    if (isRedirect(view)) this.redirects.take(view, network);
    if (!this.#addresses.isLimited || view.leg === 'arrived') return;
    this.#addresses.record(network, view.source, false, view.ns, view.frame)?.spoke(view, false, false);
  }

  #sent(view: SeenView, network: NetworkName, sender: Asker | undefined, copy: CopyKind): void {
    if (isHeaderCut(view)) this.#snapped.noteAsked(network, view);
    if (sender === undefined) return;
    const {destinationMac} = view;
    if (copy === 'first') sender.spoke(view.sourceMac);
    // A packet that a router forwards is counted where it arrives.
    if (copy === 'first' && this.#copies.isRelay(network, destinationMac)) {
      sender.asksThroughRouter(view);
      return;
    }
    if (copy === 'routed-copy') {
      sender.isForwarded = true;
      sender.leavesRouter(this.#copies.router);
    }
    sender.sent(destinationMac, view.ns, view.frame);
    if (copy === 'first') sender.asks(view);
    else sender.wasForwarded(view.sourceMac);
  }

  #refusals(network: NetworkName): Refusals {
    let own = this.#refusalsOf.get(network.id);
    if (own === undefined) {
      const recordOf = (key: AddressKey) => this.#addresses.find(network, key);
      own = new Refusals(recordOf, this.#addresses.clock, network, this.#snapped);
      this.#refusalsOf.set(network.id, own);
    }
    return own;
  }

  #pair({source, destination, ns, frame}: SeenView, network: NetworkName): Pair {
    // Both directions have the same place.
    const isAbove = source > destination;
    const hash = isAbove ? pairHash(destination, source) : pairHash(source, destination);
    const place = 2 * (hash & (PLACES - 1));
    const pairs = this.#pairs;
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

/** @param asker the destination, as an asker of the address that speaks */
function spokeFrom(from: AddressRecord, way: Way, asker: Asker | undefined, view: SeenView): void {
  // Hardly any other segment acknowledges nothing.
  if ((view.acknowledgment === 0 || from.tickles !== undefined) && tickled(from, asker, view)) return;
  const isAnswer = asker?.hears(view) ?? false;
  if (asker !== undefined && asker.sendsFrom !== view.destinationMac)
    asker.returnedTo(view.destinationMac, view.ns, view.frame);
  if (asker === undefined && from.isCrowded) from.spokeToAnother(view);
  else if (!isAnswer && asker?.takesPart(view) !== true) from.spokeUnasked(view, asker);
  if (asker === undefined && view.transport === 'udp') way.spokeFirstNs = view.ns;
  way.isForwarded ??= wasForwarded(view.hops);
  from.spoke(view, isAnswer, way.isForwarded);
}

/** Whether it is a tickle, which shows that the machine sends in the name of the address, and nothing else. */
function tickled(from: AddressRecord, asker: Asker | undefined, view: SeenView): boolean {
  if (view.transport !== 'tcp') return false;
  if (!isTickle(view)) {
    from.tickles?.heard(view);
    return false;
  }
  from.tickles ??= new Tickles(from);
  from.tickles.sent(view);
  asker?.tcp?.get(view.destinationPort, view.sourcePort)?.session.tickled(view.ns, view.frame);
  from.spoke(view, false, false);
  return true;
}

/** Whether a router has decremented the time to live: no system sends packets of its own with this value. */
function wasForwarded(hops: number): boolean {
  return !FIRST_HOPS.has(hops) && hops > SHORT_HOPS;
}

/** Initial values of systems, and small ones, which traceroute steps through. */
const FIRST_HOPS: ReadonlySet<number> = new Set([60, 64, 100, 128, 255]);
const SHORT_HOPS = 32;
/** Initial values that in practice never result from a greater one behind routers. */
const OWN_HOPS: ReadonlySet<number> = new Set([64, 128, 255]);

/** Destination unreachable, and IPv6's parameter problem (RFC 792, RFC 4443). */
function isIcmpError({transport, icmpType}: SeenView): boolean {
  if (transport === 'icmp') return icmpType === 3;
  return transport === 'icmpv6' && (icmpType === 1 || icmpType === 4);
}
