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
import {AddressTable} from './address-table.js';
import {ControlReader} from './control.js';
import {withoutCopies} from './control-copies.js';
import {Copies} from './copies.js';
import type {CaptureFacts, RarpSighting} from './facts.js';
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
}

export interface Collector {
  take(frames: readonly SeenFrame[]): void;
  facts(): CaptureFacts;
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
  #iface = '';
  #untagged: NetworkName;

  constructor({ips, keys}: CollectorOptions) {
    this.#addresses = new AddressTable(ips);
    this.#traffic = new Traffic(this.#addresses, this.#copies);
    this.#untagged = this.#networks.get('', '');
    this.#control = new ControlReader(
      (network, key, isClaimed) => this.#addresses.record(network, key, isClaimed, this.#last, this.#frames),
      () => this.#copies.isMirrored,
      keys,
    );
  }

  take(frames: readonly SeenFrame[]): void {
    for (const seen of frames) this.#ordering.push(seen);
  }

  facts(): CaptureFacts {
    this.#ordering.flush();
    this.#addresses.finish(this.#last);
    const proxies = this.#addresses.proxies();
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
      addresses: this.#addresses.facts(this.#control.carpMacs).map(address => {
        const {announcements} = address;
        const told = inCapture(address, {steps, end: this.#last});
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
    this.#pauses.note(at);
    const view = this.#view;
    view.read(bytes, linkType, length);
    this.#leaps.note(view, at, frame);
    switch (view.kind) {
      case 'ipv4':
      case 'ipv6':
        if (!view.isGroup || isShared(view)) this.#traffic.take(view, bytes, this.#network(seen), at, frame);
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
