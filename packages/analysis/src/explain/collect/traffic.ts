/**
 * Unicast IP packets: the senders to an address, their questions, and its answers.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';
import type {Asker} from '../../conversations/senders/asker.js';
import {isTickle, Tickles} from '../../sessions/tickles.js';
import type {DeafRouter} from '../capture-facts.js';
import type {Copies, CopyKind} from '../frames/copies.js';
import type {NetworkName} from '../frames/networks.js';
import {isHeaderCut, type SnappedFrames} from '../frames/snapped-frames.js';
import type {AddressRecord} from './address/address-record.js';
import type {AddressTable} from './address/address-table.js';
import {Pairs, type Way, wasForwarded} from './pairs.js';
import {isRedirect, Redirects} from './redirects.js';
import {Refusals} from './refusals.js';
import {UntrackedSources} from './untracked-sources.js';

export class Traffic {
  readonly #pairs: Pairs;
  readonly redirects: Redirects;
  readonly untracked = new UntrackedSources();
  readonly #refusalsOf = new Map<number, Refusals>();
  readonly #addresses: AddressTable;
  readonly #copies: Copies;
  readonly #snapped: SnappedFrames;

  constructor(addresses: AddressTable, copies: Copies, snapped: SnappedFrames) {
    this.#addresses = addresses;
    this.#pairs = new Pairs(addresses);
    this.redirects = new Redirects(addresses.clock, snapped);
    this.#copies = copies;
    this.#snapped = snapped;
  }

  /** Forgets cached lookups, because other addresses are requested. */
  forget(): void {
    this.#pairs.forget();
  }

  /** Routers that do not accept the advertisements sent to them. */
  get deafRouters(): DeafRouter[] {
    return [...this.#refusalsOf.values()].flatMap(({deaf}) => deaf);
  }

  take(view: SeenView, network: NetworkName): void {
    let pair = this.#pairs.of(view, network);
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
        pair = this.#pairs.of(view, network);
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

/** Destination unreachable, and IPv6's parameter problem (RFC 792, RFC 4443). */
function isIcmpError({transport, icmpType}: SeenView): boolean {
  if (transport === 'icmp') return icmpType === 3;
  return transport === 'icmpv6' && (icmpType === 1 || icmpType === 4);
}
