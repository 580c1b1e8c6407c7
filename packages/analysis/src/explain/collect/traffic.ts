/**
 * Unicast IP packets: the senders to an address, their questions, and its answers. Where both addresses
 * were seen before, nothing is looked up.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {Asker} from '../../conversations/asker.js';
import {pairHash} from '../../pair-hash.js';
import type {SeenView} from '../../seen-view.js';
import type {DeafRouter} from '../facts.js';
import type {Copies, CopyKind} from '../frames/copies.js';
import type {NetworkName} from '../frames/networks.js';
import type {AddressRecord} from './address-record.js';
import type {AddressTable} from './address-table.js';
import {Refusals} from './refusals.js';

/** Places in the cache of records by pairs of addresses, a power of two, each for two pairs. */
const PLACES = 4096;

/** One way between two addresses. */
class Flow {
  /** The source, as an asker of the destination. */
  sender: Asker | undefined;
  #back: Asker | undefined;
  /** How many askers of the source there had been when `#back` was last looked for in vain. */
  #lookedAt = -1;
  /** Whether packets from the source have crossed a router; undefined before one was examined. */
  isForwarded: boolean | undefined;
  /** The MAC that was seen sending from the source, where nothing else about it matters. */
  spokenFrom = Number.NaN;

  constructor(
    readonly network: NetworkName,
    readonly source: AddressKey,
    readonly destination: AddressKey,
    readonly from: AddressRecord | undefined,
    readonly to: AddressRecord | undefined,
  ) {}

  isOf(network: NetworkName, source: AddressKey, destination: AddressKey): boolean {
    return this.source === source && this.destination === destination && this.network === network;
  }

  /** The destination as an asker of the source. */
  asker({senders}: AddressRecord): Asker | undefined {
    if (this.#back?.isForgotten === false) return this.#back;
    this.#back = undefined;
    if (this.#lookedAt === senders.admitted) return undefined;
    this.#lookedAt = senders.admitted;
    this.#back = senders.get(this.destination);
    return this.#back;
  }
}

export class Traffic {
  readonly #flows = new Array<Flow | undefined>(2 * PLACES).fill(undefined);
  readonly #refusalsOf = new Map<number, Refusals>();
  readonly #addresses: AddressTable;
  readonly #copies: Copies;

  constructor(addresses: AddressTable, copies: Copies) {
    this.#addresses = addresses;
    this.#copies = copies;
  }

  /** Other addresses are requested, so cached lookups may be outdated. */
  forget(): void {
    this.#flows.fill(undefined);
  }

  /** Routers that do not read what is advertised to them. */
  get deafRouters(): DeafRouter[] {
    return [...this.#refusalsOf.values()].flatMap(({deaf}) => deaf);
  }

  take(view: SeenView, network: NetworkName): void {
    const flow = this.#flow(view, network);
    const {from, to} = flow;
    if (isIcmpError(view)) {
      this.#refusals(network).take(view);
      return;
    }
    if (from === undefined && to === undefined) return;
    const {leg} = view;
    const copy = leg === 'arrived' ? 'first' : this.#copies.look(view, network);
    if (copy === 'copy') return;
    if (from !== undefined) this.#addresses.touch(from);
    if (to !== undefined) this.#addresses.touch(to);
    if (from !== undefined && copy === 'first' && leg !== 'sent') {
      if (from.isFollowed) {
        const asker = flow.asker(from);
        const isAnswer = asker?.hears(view) ?? false;
        if (asker === undefined && from.isCrowded) from.spokeToAnother(view);
        else if (!isAnswer && asker?.takesPart(view) !== true) from.spokeUnasked(view, asker);
        flow.isForwarded ??= wasForwarded(view.hops);
        from.spoke(view, isAnswer, flow.isForwarded);
      } else {
        from.spokeNs = view.ns;
        if (flow.spokenFrom !== view.sourceMac) {
          flow.spokenFrom = view.sourceMac;
          from.spoke(view, false, false);
        }
      }
    }
    if (to === undefined || leg === 'arrived') return;
    if (to.isFollowed) this.#sent(view, network, flow, to, copy);
    else to.addressedNs = view.ns;
  }

  /** A packet to a group: it asks nobody in particular, and shows that an address which is asked for is there. */
  takeToGroup(view: SeenView, network: NetworkName): void {
    if (!this.#addresses.isLimited || view.leg === 'arrived') return;
    this.#addresses.record(network, view.source, false, view.ns, view.frame)?.spoke(view, false, false);
  }

  #sent(view: SeenView, network: NetworkName, flow: Flow, to: AddressRecord, copy: CopyKind): void {
    const sender = senderOf(view, flow, to);
    if (sender === undefined) return;
    const {destinationMac} = view;
    if (copy === 'first') sender.spoke(view.sourceMac);
    // What a router forwards is seen at its destination.
    if (copy === 'first' && this.#copies.isRelay(network, destinationMac)) {
      sender.asksThroughRouter(view);
      return;
    }
    sender.sent(destinationMac, view.ns, view.frame);
    if (copy === 'first') sender.asks(view);
    else sender.wasForwarded(view.sourceMac);
    if (copy === 'routed-copy') sender.isForwarded = true;
  }

  #refusals(network: NetworkName): Refusals {
    let own = this.#refusalsOf.get(network.id);
    if (own === undefined) {
      own = new Refusals(key => this.#addresses.find(network, key), this.#addresses.clock);
      this.#refusalsOf.set(network.id, own);
    }
    return own;
  }

  #flow({source, destination, ns, frame}: SeenView, network: NetworkName): Flow {
    const place = 2 * (pairHash(source, destination) & (PLACES - 1));
    const flows = this.#flows;
    const first = flows[place];
    if (first?.isOf(network, source, destination) === true) return first;
    const second = flows[place + 1];
    if (second?.isOf(network, source, destination) === true) {
      // The latest comes first.
      flows[place + 1] = first;
      flows[place] = second;
      return second;
    }
    const from = this.#addresses.record(network, source, false, ns, frame);
    const to = this.#addresses.record(network, destination, false, ns, frame);
    const made = new Flow(network, source, destination, from, to);
    // An address for which there was no room may find some later, so this is not cached.
    if (from !== undefined || to !== undefined || this.#addresses.isLimited) {
      flows[place + 1] = first;
      flows[place] = made;
    }
    return made;
  }
}

/** The source, as an asker of the destination. */
function senderOf(view: SeenView, flow: Flow, to: AddressRecord): Asker | undefined {
  if (flow.sender?.isForgotten === false) return flow.sender;
  const {source, sourceMac, hops, ns} = view;
  const sender = to.sender(source, sourceMac, ns);
  flow.sender = sender;
  if (sender === undefined) return undefined;
  sender.isForwarded ||= wasForwarded(hops);
  sender.isLocal ||= OWN_HOPS.has(hops);
  return sender;
}

/** No system sends packets of its own with such a time to live: a router has decremented it. */
function wasForwarded(hops: number): boolean {
  return !FIRST_HOPS.has(hops) && hops > SHORT_HOPS;
}

/** What systems start with, and shorter ones, which traceroute steps through. */
const FIRST_HOPS: ReadonlySet<number> = new Set([60, 64, 100, 128, 255]);
const SHORT_HOPS = 32;
/** Those that in practice no router leaves over from a greater one. */
const OWN_HOPS: ReadonlySet<number> = new Set([64, 128, 255]);

/** Destination unreachable, and IPv6's parameter problem (RFC 792, RFC 4443). */
function isIcmpError({transport, icmpType}: SeenView): boolean {
  if (transport === 'icmp') return icmpType === 3;
  return transport === 'icmpv6' && (icmpType === 1 || icmpType === 4);
}
