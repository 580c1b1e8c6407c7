/**
 * Control frames about addresses: ARP, neighbour discovery, VRRP and CARP. They are decoded, passed to the
 * ownership tracker, and recorded with their address.
 *
 * @module
 */

import {
  type ArpPacket,
  decodeFrame,
  type Frame,
  type IpAddress,
  isVirtualRouterMac,
  keyOf,
  type MacAddress,
  macOfNumber,
  UNKNOWN_MAC,
} from '@vip/arp';
import type {Claim} from '@vip/arp/ownership';
import type {CaptureClock} from '../../../capture/capture-clock.js';
import type {Mark} from '../../../capture/mark.js';
import type {SeenView} from '../../../capture/seen-view.js';
import {type Advert, advertOf, glbpAdvert, hsrpAdverts} from '../../../claims/advert.js';
import type {ClaimedAddresses} from '../../../claims/claimed-addresses.js';
import {Routers} from '../../../claims/routers.js';
import {StrayFrames} from '../../../claims/stray-frames.js';
import type {Open} from '../../../collections/open.js';
import type {CaptureFacts} from '../../capture-facts.js';
import {announcedIn, ControlCopies, isCopy, type Told} from '../../frames/control-copies.js';
import {type NetworkName, NOWHERE} from '../../frames/networks.js';
import type {Gateways} from '../address/gateways.js';
import {ArpReader} from './arp-reader.js';
import {Busiest} from './busiest.js';
import {ClaimRecorder, type KnownRecord, type RecordOf} from './claim-recorder.js';
import {type ControlContext, isToOne} from './control-context.js';
import {DiscoveryReader} from './discovery-reader.js';
import type {KnownOwner} from './known-owner.js';

export class ControlReader {
  readonly #recorder: ClaimRecorder;
  readonly #arp: ArpReader;
  readonly #discovery: DiscoveryReader;
  readonly #routers: Routers;
  readonly #strays = new StrayFrames();
  readonly #busiest = new Busiest();
  readonly #copies = new ControlCopies();
  readonly #link: Open<ControlContext['link']> = {source: undefined, destination: undefined};
  readonly #context: Open<ControlContext> = {
    ...{at: 0n, frame: 0, mark: {at: 0n, frame: 0}, ns: 0, network: NOWHERE},
    ...{link: this.#link, to: UNKNOWN_MAC, isToOne: false},
  };
  #arpFrames = 0;
  #discoveryFrames = 0;

  constructor(
    readonly clock: CaptureClock,
    recordOf: RecordOf,
    known: KnownRecord,
    gateways: Gateways,
    /** How often each frame of the traffic is seen, so far. */
    readonly sightings: () => number,
    /** Of `auth_hmac`. */
    readonly keys: readonly Uint8Array[] = [],
    /** Whether an address is remembered, however many others are claimed or advertised. */
    isKept: (ip: IpAddress) => boolean = () => false,
  ) {
    this.#routers = new Routers(isKept);
    this.#recorder = new ClaimRecorder(recordOf, known, gateways, isKept);
    this.#arp = new ArpReader(this.#recorder);
    this.#discovery = new DiscoveryReader(this.#recorder);
  }

  /** The owner of an address before anything about it is seen. */
  knows(network: NetworkName, known: KnownOwner): void {
    this.#recorder.knows(network, known);
  }

  /** Returns whether it could be read. */
  read(view: SeenView, network: NetworkName): boolean {
    const lagNs = this.#copies.lagOf(view, network, this.sightings());
    if (lagNs === undefined && this.#repeats(view, network)) return true;
    const {arp} = view;
    if (arp !== undefined) {
      if (view.leg === 'arrived') this.#arp.readAgain(this.#contextOf(view, network), arp);
      else if (!this.#isLeftOut({kind: 'arp', packet: arp}, lagNs, network))
        this.#readArp(view, network, arp);
      return true;
    }
    const decoded = decodeFrame(view.octets, view.linkType);
    if (this.#isLeftOut(decoded, lagNs, network)) return true;
    if (decoded.kind === 'unreadable') return false;
    return this.#take(this.#contextOf(view, network, decoded.link), decoded);
  }

  #repeats(view: SeenView, network: NetworkName): boolean {
    const repeated = this.#strays.isAny ? undefined : this.#arp.repeatedIn(view, network);
    if (repeated === undefined) return false;
    this.#arpFrames++;
    this.#busiest.count(view.ns);
    const context = this.#contextOf(view, network);
    if (repeated === 'question') this.#arp.asksAgain(context, view);
    else this.#arp.answersAgain(context, view);
    return true;
  }

  /** Whether it is only a copy. An announcement with one is not taken for the copy of the next like it. */
  #isLeftOut(frame: Told, lagNs: number | undefined, network: NetworkName): boolean {
    if (lagNs === undefined || !isCopy(frame, lagNs, this.sightings() > 1)) return false;
    const ip = announcedIn(frame);
    if (ip !== undefined)
      this.#recorder.recordOf(network, keyOf(ip), false)?.control.announcedAgain(this.#copies.original);
    return true;
  }

  #readArp(view: SeenView, network: NetworkName, packet: ArpPacket): void {
    this.#arpFrames++;
    this.#busiest.count(view.ns);
    const context = this.#contextOf(view, network);
    if (!this.#strays.answeredItself(network.text, context, packet)) this.#arp.read(context, packet, view);
  }

  #contextOf(view: SeenView, network: NetworkName, link = this.#linkOf(view)): ControlContext {
    const {ns, frame} = view;
    const context = this.#context;
    context.mark = this.clock.mark(ns, frame);
    context.at = context.mark.at;
    context.frame = frame;
    context.ns = ns;
    context.network = network;
    context.link = link;
    context.to = view.destinationMac;
    context.isToOne = isToOne(view);
    return context;
  }

  #linkOf({sourceMac, destinationMac}: SeenView): ControlContext['link'] {
    const link = this.#link;
    link.source = macOfNumber(sourceMac);
    link.destination = macOfNumber(destinationMac);
    return link;
  }

  #take(context: ControlContext, frame: Frame): boolean {
    switch (frame.kind) {
      case 'discovery':
        this.#discoveryFrames++;
        this.#busiest.count(context.ns);
        this.#strays.spoke(context.network.text, context, frame.packet.source);
        this.#discovery.read(context, frame.packet);
        return true;
      case 'vrrp':
      case 'carp':
        this.#advert(context, frame.ip.source, advertOf(frame.packet, this.keys, frame.link.destination));
        return true;
      case 'hsrp':
        for (const advert of hsrpAdverts(frame.packet)) this.#advert(context, frame.ip.source, advert);
        return true;
      case 'glbp':
        for (const advert of glbpAdvert(frame.packet)) this.#advert(context, frame.ip.source, advert);
        return true;
      default:
        return false;
    }
  }

  /** Grows when a machine that claims several addresses claims more. */
  get claimChanges(): number {
    return this.#recorder.claimedBy.changes;
  }

  facts(): Pick<
    CaptureFacts,
    'arpFrames' | 'discoveryFrames' | 'routers' | 'strays' | 'claimedBy' | 'busiestSecond'
  > {
    const {second} = this.#busiest;
    return {
      arpFrames: this.#arpFrames,
      discoveryFrames: this.#discoveryFrames,
      routers: this.#routers.facts(),
      strays: this.#strays.all,
      claimedBy: this.#recorder.claimedBy,
      ...(second === undefined ? {} : {busiestSecond: {at: this.clock.at(second.ns), frames: second.frames}}),
    };
  }

  /** The virtual MACs of CARP, each with its network: its advertisements do not contain the addresses, which are at these MACs. */
  get carpMacs(): ReadonlySet<string> {
    return new Set(this.#routers.carpMacs());
  }

  /** Which MACs claim which addresses. */
  get claimedBy(): ClaimedAddresses {
    return this.#recorder.claimedBy;
  }

  /** MACs that answer for addresses that are not reported, each with the number of these. */
  get proxies(): ReadonlyMap<MacAddress, number> {
    return this.#recorder.proxies;
  }

  #advert({at, frame, network, link}: ControlContext, router: IpAddress, advert: Advert): void {
    const {source: mac} = link;
    const seen = {at, frame, network: network.text, router, mac, advert};
    const mastered = this.#routers.observe(seen);
    this.#strays.advertised(seen, mastered.length > 0);
    for (const ip of mastered) this.#mastered(network, ip, seen);
    for (const ip of advert.addresses)
      this.#recorder.recordOf(network, keyOf(ip), true)?.control.interests.add('advertised');
  }

  #mastered(
    network: NetworkName,
    ip: IpAddress,
    {at, frame, mac}: Mark & {mac: Claim['mac'] | undefined},
  ): void {
    if (mac === undefined) return;
    const record = this.#recorder.recordOf(network, keyOf(ip), true);
    // A node whose address is at the virtual MAC may advertise from its own (keepalived's vmac_xmit_base).
    const owner = record?.control.owner;
    const isSame = owner !== undefined && isVirtualRouterMac(owner);
    const claim: Claim = {at, network: network.text, ip, mac: isSame ? owner : mac, what: 'advertisement'};
    this.#recorder.claimed(record, claim, {at, frame});
  }
}
