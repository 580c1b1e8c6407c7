/**
 * Collects facts from frames, batch by batch, in bounded memory. Pure: its only input is the frames.
 *
 * Most frames carry traffic and are counted where their addresses were seen before; only ARP, neighbour discovery and
 * advertisements are decoded.
 *
 * @module
 */

import {
  BROADCAST_MAC,
  FrameView,
  type IpAddress,
  LINK_TYPE_ETHERNET,
  macOfNumber,
  numberOfMac,
} from '@vip/arp';
import type {Mark} from '../mark.js';
import type {SeenFrame} from '../seen-frame.js';
import {AddressTable, type Wanted} from './address-table.js';
import type {KnownOwner} from './claim-recorder.js';
import {ControlReader} from './control.js';
import {withoutCopies} from './control-copies.js';
import {Copies} from './copies.js';
import type {AddressFacts, CaptureFacts, ClockStep, RarpSighting} from './facts.js';
import {Leaps} from './leaps.js';
import {type NetworkName, Networks} from './networks.js';
import {Ordering} from './ordering.js';
import {inCapture} from './outage-context.js';
import {Pauses} from './pauses.js';
import {Traffic} from './traffic.js';

export interface CollectorOptions {
  /** Only these addresses; all if undefined. */
  readonly ips?: readonly IpAddress[] | undefined;
  /** Keys of keepalived's `auth_hmac` for verifying advertisements. */
  readonly keys?: readonly Uint8Array[] | undefined;
  /** Who has what before anything is seen. */
  readonly known?: readonly KnownOwner[];
  /** Room for announcements, questions and the like of all addresses, at least. */
  readonly notes?: number;
}

export interface Collector {
  take(frames: readonly SeenFrame[]): void;
  /** The same of one, by who puts them in order: `frame` is its number, and `at` its time. */
  takeInOrder(seen: SeenFrame, frame: number, at: bigint): void;
  /** What is known so far, of some addresses; the capture goes on. */
  soFar(wanted: Wanted): FactsSoFar;
  /** Other addresses from now on; all if undefined. */
  request(ips: readonly IpAddress[] | undefined): void;
  /** The capture is over. */
  facts(): CaptureFacts;
}

export interface FactsSoFar {
  readonly capture: CaptureFacts;
  /** Those of its addresses that are new or were named. */
  readonly news: ReadonlySet<AddressFacts>;
}

/** Maximum number of RARP sightings kept. */
const MAX_RARPS = 256;

export function createCollector(options: CollectorOptions = {}): Collector {
  return new FrameCollector(options);
}

class FrameCollector implements Collector {
  readonly #networks = new Networks();
  readonly #view = new FrameView();
  readonly #copies = new Copies();
  readonly #ordering = new Ordering((seen, frame, at) => this.#takeOne(seen, frame, at));
  readonly #pauses = new Pauses();
  readonly #leaps = new Leaps();
  readonly #addresses: AddressTable;
  readonly #traffic: Traffic;
  readonly #control: ControlReader;
  #frames = 0;
  #unreadable = 0;
  #foreign = 0;
  #truncated = 0;
  readonly #rarps: RarpSighting[] = [];
  #first: Mark | undefined;
  #last = 0n;
  #lastFrame = 0;
  #iface = '';
  #untagged: NetworkName;

  constructor({ips, keys, known = [], notes}: CollectorOptions) {
    this.#addresses = new AddressTable(ips, notes);
    this.#traffic = new Traffic(this.#addresses, this.#copies);
    this.#untagged = this.#networks.get('', '');
    this.#control = new ControlReader(
      (network, key, isClaimed) =>
        this.#addresses.record(network, key, isClaimed, this.#last, this.#lastFrame),
      () => this.#copies.isMirrored,
      keys,
      ip => this.#addresses.isRequested(ip),
    );
    for (const one of known) this.#control.knows(this.#networks.get(one.iface, one.vlans), one);
  }

  take(frames: readonly SeenFrame[]): void {
    for (const seen of frames) this.#ordering.push(seen);
  }

  takeInOrder(seen: SeenFrame, frame: number, at: bigint): void {
    this.#takeOne(seen, frame, at);
    // Those before it need not have been seen here.
    this.#frames = frame;
  }

  request(ips: readonly IpAddress[] | undefined): void {
    this.#addresses.request(ips);
    this.#traffic.forget();
  }

  facts(): CaptureFacts {
    this.#ordering.flush();
    this.#addresses.finish(this.#last);
    const addresses = this.#addresses.facts(this.#control.carpMacs);
    return this.#factsOf(addresses, this.#last, this.#leaps.facts());
  }

  soFar(wanted: Wanted): FactsSoFar {
    const {all, news} = this.#addresses.soFar(wanted, this.#control.carpMacs);
    const isIdle = wanted.now > this.#last;
    const capture = this.#factsOf(all, isIdle ? wanted.now : this.#last, this.#leaps.soFar());
    const isNews = all.map(address => news.has(address));
    return {capture, news: new Set(capture.addresses.filter((_, index) => isNews[index]))};
  }

  #factsOf(addresses: readonly AddressFacts[], end: bigint, leaps: readonly ClockStep[]): CaptureFacts {
    const proxies = this.#addresses.proxies();
    const {isMirrored} = this.#copies;
    const steps = [...this.#ordering.steps, ...leaps].sort((a, b) => a.frame - b.frame);
    const last = this.#first === undefined ? undefined : {at: end, frame: this.#lastFrame};
    return {
      ...{frames: this.#frames, first: this.#first, last, unreadable: this.#unreadable},
      ...{rarps: this.#rarps, foreign: this.#foreign, copies: this.#copies.count},
      ...{forwarded: this.#copies.forwarded, isMirrored},
      ...{truncated: this.#truncated, disorder: this.#ordering.disorder},
      clockSteps: steps,
      pauses: this.#pauses.longest,
      addresses: addresses.map(address => {
        const {announcements} = address;
        const told = inCapture(address, {steps, end});
        return isMirrored ? {...told, announcements: withoutCopies(announcements)} : told;
      }),
      beyondAddresses: this.#addresses.beyond,
      proxies,
      deafRouters: this.#traffic.deafRouters,
      ...this.#control.facts(),
    };
  }

  #takeOne(seen: SeenFrame, frame: number, at: bigint): void {
    const {bytes, length, linkType = LINK_TYPE_ETHERNET} = seen;
    this.#frames++;
    this.#first ??= {at, frame};
    this.#last = at;
    this.#lastFrame = frame;
    this.#pauses.note(at);
    const view = this.#view;
    view.read(bytes, linkType, length);
    this.#leaps.note(view, at, frame);
    switch (view.kind) {
      case 'ipv4':
      case 'ipv6':
        if (!view.isGroup || isShared(view)) this.#traffic.take(view, seen, this.#network(seen), at, frame);
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
}

/** To one address at a group's MAC, which several machines share (Microsoft NLB in multicast mode); not broadcast. */
function isShared({destinationMac, packetType, isToGroup}: FrameView): boolean {
  return packetType < 0 && destinationMac !== BROADCAST && !isToGroup;
}

const BROADCAST = numberOfMac(BROADCAST_MAC);
