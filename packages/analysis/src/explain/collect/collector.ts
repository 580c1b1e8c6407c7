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
  BROADCAST_MAC,
  type IpAddress,
  macOfNumber,
  numberOfMac,
  PACKET_TYPE,
} from '@vip/arp';
import {CaptureClock} from '../../capture/capture-clock.js';
import {FrameColumns, type SeenFrames} from '../../capture/frame-columns.js';
import type {Mark} from '../../capture/mark.js';
import type {SeenFrame} from '../../capture/seen-frame.js';
import {SeenView} from '../../capture/seen-view.js';
import {finish, mapped, type Stepwise} from '../../collections/stepwise.js';
import type {AddressFacts, CaptureFacts, ClockStep, RarpSighting} from '../facts.js';
import {withoutCopies} from '../frames/control-copies.js';
import {Copies} from '../frames/copies.js';
import {Encapsulated} from '../frames/encapsulated.js';
import {Leaps} from '../frames/leaps.js';
import {ifaceName, type NetworkName, Networks} from '../frames/networks.js';
import {Ordering} from '../frames/ordering.js';
import {Pauses} from '../frames/pauses.js';
import {SnappedFrames} from '../frames/snapped-frames.js';
import {Twins} from '../frames/twins.js';
import {AddressTable} from './address/address-table.js';
import {type LastAsked, lastAskedOf} from './address/last-asked.js';
import type {KnownOwner} from './control/claim-recorder.js';
import {ControlReader} from './control/control-reader.js';
import {proxiesOf} from './reported/proxies.js';
import {ToldAddresses, type Wanted} from './reported/told-addresses.js';
import {inCapture} from './stretches/outage-context.js';
import {Traffic} from './traffic.js';

export interface CollectorOptions {
  /** Only these addresses; all if undefined. */
  readonly ips?: readonly IpAddress[] | undefined;
  /** Keys of keepalived's `auth_hmac` for verifying advertisements. */
  readonly keys?: readonly Uint8Array[] | undefined;
  /** The owners before anything is seen. */
  readonly known?: readonly KnownOwner[];
  /** Room for announcements, questions and the like of all addresses, at least. */
  readonly notes?: number;
  /** Networks that are seen both with and without their tag. */
  readonly twins?: Twins;
  /** The addresses whose questions are followed, as `Mentioned` finds them; all if undefined. */
  readonly followed?: ReadonlySet<AddressKey> | undefined;
  /** Interfaces are called after the segments that several captures share, also where a cooked frame has the index of one of its machine. */
  readonly areSegments?: boolean;
}

export interface Collector {
  take(frames: SeenFrames): void;
  /** Takes one frame, when the caller has put them in order: `frame` is its number, `at` its time. */
  takeInOrder(seen: SeenFrame, frame: number, at: bigint): void;
  /** What is known so far about some addresses, in steps of one address, between which no frame may be taken; the capture goes on. */
  soFar(wanted: Wanted): Stepwise<CaptureFacts>;
  /** When each machine was last heard, by `machineKey`; the capture goes on. */
  lastHeard(): ReadonlyMap<string, bigint>;
  /** When each address was last asked; the capture goes on. */
  asked(): Iterable<LastAsked>;
  /** Other addresses from now on; all if undefined. */
  request(ips: readonly IpAddress[] | undefined): void;
  /** The capture is over. */
  facts(): CaptureFacts;
  /** The same in steps of one address, between which no frame may be taken. */
  final(): Stepwise<CaptureFacts>;
  /** Whether an address to be reported was not followed: then the facts are incomplete, and all must be followed. Known after `facts`. */
  readonly hasOverlooked: boolean;
}

/** Maximum number of RARP sightings kept. */
const MAX_RARPS = 256;

export function createCollector(options: CollectorOptions = {}): Collector {
  return new FrameCollector(options);
}

class FrameCollector implements Collector {
  readonly #clock = new CaptureClock();
  readonly #networks = new Networks();
  readonly #view = new SeenView();
  readonly #single = new FrameColumns(1);
  readonly #copies = new Copies();
  readonly #twins: Twins;
  readonly #areSegments: boolean;
  readonly #ordering = new Ordering(
    this.#clock,
    (frames, index, frame) => {
      const view = this.#view;
      view.ns = this.#ordering.ns;
      view.frame = frame;
      view.see(frames, index);
      this.#take();
    },
    held => this.#twins.learn(held, this.#clock),
  );
  readonly #pauses = new Pauses(this.#clock);
  readonly #leaps = new Leaps(this.#clock);
  readonly #addresses: AddressTable;
  readonly #told: ToldAddresses;
  readonly #traffic: Traffic;
  readonly #control: ControlReader;
  #frames = 0;
  #unreadable = 0;
  #foreign = 0;
  #truncated = 0;
  readonly #cutOff = new SnappedFrames();
  readonly #encapsulated = new Encapsulated();
  readonly #rarps: RarpSighting[] = [];
  #first: Mark | undefined;
  /** Nanoseconds by the clock. */
  #lastNs = 0;
  #lastFrame = 0;
  #iface = '';
  #untagged: NetworkName;

  constructor({
    ips,
    keys,
    known = [],
    notes,
    twins = new Twins(),
    followed,
    areSegments = false,
  }: CollectorOptions) {
    this.#twins = twins;
    this.#areSegments = areSegments;
    this.#addresses = new AddressTable(this.#clock, ips, notes, followed);
    this.#told = new ToldAddresses(this.#addresses);
    this.#traffic = new Traffic(this.#addresses, this.#copies, this.#cutOff);
    this.#untagged = this.#networks.get('', '');
    this.#control = new ControlReader(
      this.#clock,
      (network, key, isClaimed) =>
        this.#addresses.record(network, key, isClaimed, this.#lastNs, this.#lastFrame),
      () => this.#copies.isMirrored,
      keys,
      ip => this.#addresses.isRequested(ip),
    );
    for (const one of known) this.#control.knows(this.#networks.get(one.iface, one.vlans), one);
  }

  take(frames: SeenFrames): void {
    this.#ordering.push(frames);
  }

  takeInOrder(seen: SeenFrame, frame: number, at: bigint): void {
    if (!this.#clock.hasBegun) this.#clock.begin(at);
    this.#single.count = 0;
    this.#single.addFrame(seen);
    this.#view.ns = this.#clock.nsOf(at);
    this.#view.frame = frame;
    this.#view.see(this.#single, 0);
    this.#take();
    // Earlier ones need not have been seen here.
    this.#frames = frame;
  }

  request(ips: readonly IpAddress[] | undefined): void {
    this.#addresses.request(ips);
    this.#traffic.forget();
  }

  facts(): CaptureFacts {
    return finish(this.final());
  }

  *final(): Stepwise<CaptureFacts> {
    this.#ordering.flush();
    yield* this.#addresses.finish(this.#lastNs);
    const addresses = yield* this.#told.facts(this.#control.carpMacs);
    return yield* this.#factsOf(addresses, this.#clock.at(this.#lastNs), this.#leaps.facts(), false);
  }

  get hasOverlooked(): boolean {
    return this.#told.hasOverlooked;
  }

  *soFar(wanted: Wanted): Stepwise<CaptureFacts> {
    const addresses = yield* this.#told.soFar(wanted, this.#control.carpMacs, this.#control.claimChanges);
    const last = this.#clock.at(this.#lastNs);
    const isIdle = wanted.now > last;
    return yield* this.#factsOf(addresses, isIdle ? wanted.now : last, this.#leaps.soFar(), true);
  }

  lastHeard(): ReadonlyMap<string, bigint> {
    return this.#told.lastHeard(this.#control.carpMacs);
  }

  asked(): Iterable<LastAsked> {
    return lastAskedOf(this.#addresses.all(), this.#clock);
  }

  *#factsOf(
    addresses: readonly AddressFacts[],
    end: bigint,
    leaps: readonly ClockStep[],
    isGoingOn: boolean,
  ): Stepwise<CaptureFacts> {
    const proxies = proxiesOf(this.#addresses, this.#control.proxies, this.#control.claimedBy);
    const {isMirrored} = this.#copies;
    const steps = [...this.#ordering.steps, ...leaps].sort((a, b) => a.frame - b.frame);
    const last = this.#first === undefined ? undefined : {at: end, frame: this.#lastFrame};
    const told = yield* mapped(addresses, address => {
      const one = inCapture(address, {steps, end, isGoingOn});
      return isMirrored ? {...one, announcements: withoutCopies(one.announcements)} : one;
    });
    return {
      ...{frames: this.#frames, first: this.#first, last, unreadable: this.#unreadable},
      ...{rarps: this.#rarps, foreign: this.#foreign, copies: this.#copies.count},
      ...{
        forwarded: this.#copies.forwarded,
        isMirrored,
        twins: this.#twins.all,
        ports: this.#areSegments ? [] : this.#twins.ports,
        encapsulated: this.#encapsulated.counts,
      },
      ...{truncated: this.#truncated, cutOff: this.#cutOff, disorder: this.#ordering.disorder},
      clockSteps: steps,
      pauses: this.#pauses.longest,
      addresses: told,
      beyondAddresses: this.#addresses.beyond,
      proxies,
      relays: this.#copies.relays,
      deafRouters: this.#traffic.deafRouters,
      ...this.#control.facts(),
    };
  }

  /** The frame in view. */
  #take(): void {
    const view = this.#view;
    this.#frames++;
    this.#first ??= this.#clock.mark(view.ns, view.frame);
    this.#lastNs = view.ns;
    this.#lastFrame = view.frame;
    this.#twins.see(view);
    this.#pauses.note(view.ns);
    this.#leaps.note(view);
    switch (view.kind) {
      case 'ipv4':
      case 'ipv6':
        this.#encapsulated.note(view);
        if (!view.isGroup || isShared(view)) this.#traffic.take(view, this.#network());
        else this.#traffic.takeToGroup(view, this.#network());
        return;
      case 'rarp':
        this.#rarp();
        return;
      case 'other':
        this.#encapsulated.noteOther(view);
        return;
      case 'foreign-link':
        this.#foreign++;
        return;
      case 'unreadable':
        this.#unread();
        return;
      default:
        // Who advertises speaks from an address of its own.
        if (ADVERTS.has(view.kind)) this.#traffic.takeToGroup(view, this.#network());
        if (!this.#control.read(view, this.#network())) this.#unread();
    }
  }

  #unread(): void {
    this.#unreadable++;
    if (!this.#view.isTruncated) return;
    this.#truncated++;
    this.#cutOff.note(this.#network(), this.#view.ipVersion);
  }

  /** A hypervisor sends some after a migration, so that the switches learn the guest's port. */
  #rarp(): void {
    const {sourceMac, ns, frame} = this.#view;
    const mac = macOfNumber(sourceMac);
    if (mac === undefined || this.#rarps.length >= MAX_RARPS) return;
    this.#rarps.push({...this.#clock.mark(ns, frame), mac, network: this.#network().text});
  }

  #network(): NetworkName {
    const {interfaceIndex} = this.#view;
    const vlans = this.#twins.of(this.#view.iface, this.#view.vlans);
    const iface = this.#areSegments ? this.#view.iface : this.#twins.ifaceOf(this.#view.iface);
    if (interfaceIndex >= 0 && !this.#areSegments)
      return this.#networks.get(ifaceName(iface, interfaceIndex), vlans);
    if (vlans !== '') return this.#networks.get(iface, vlans);
    if (iface !== this.#iface || this.#untagged.iface !== iface) {
      this.#iface = iface;
      this.#untagged = this.#networks.get(iface, '');
    }
    return this.#untagged;
  }
}

/** To one address at a group's MAC, which several machines share (Microsoft NLB in multicast mode); not broadcast. */
function isShared({destinationMac, packetType, isToGroup}: SeenView): boolean {
  const isMulticast = packetType < 0 ? destinationMac !== BROADCAST : packetType === PACKET_TYPE.multicast;
  return isMulticast && !isToGroup;
}

const BROADCAST = numberOfMac(BROADCAST_MAC);
const ADVERTS: ReadonlySet<SeenView['kind']> = new Set(['vrrp', 'hsrp', 'glbp']);
