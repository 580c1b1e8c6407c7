/**
 * Collects facts from frames, batch by batch, in bounded memory. Pure: its only input is the frames.
 *
 * Most frames carry traffic and are counted where their addresses were seen before; only ARP, neighbour discovery and
 * advertisements are decoded.
 *
 * @module
 */

import {BROADCAST_MAC, type IpAddress, numberOfMac, PACKET_TYPE} from '@vip/arp';
import {CaptureClock} from '../../capture/capture-clock.js';
import type {FrameColumns, SeenFrames} from '../../capture/frame-columns.js';
import type {Mark} from '../../capture/mark.js';
import {SeenView} from '../../capture/seen-view.js';
import {finish, mapped, type Stepwise} from '../../collections/stepwise.js';
import type {CaptureFacts, ClockStep} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {withoutCopies} from '../frames/control-copies.js';
import {Copies} from '../frames/copies.js';
import {Encapsulated} from '../frames/encapsulated.js';
import {Leaps} from '../frames/leaps.js';
import {Ordering} from '../frames/ordering.js';
import {Pauses} from '../frames/pauses.js';
import {isAuthenticatedCut, SnappedFrames} from '../frames/snapped-frames.js';
import {Twins} from '../frames/twins.js';
import {AddressTable} from './address/address-table.js';
import {type LastAsked, lastAskedOf} from './address/last-asked.js';
import type {Collector, CollectorOptions} from './collector.js';
import {ControlReader} from './control/control-reader.js';
import {Rarps} from './rarps.js';
import {proxiesOf} from './reported/proxies.js';
import {ToldAddresses, type Wanted} from './reported/told-addresses.js';
import {inCapture} from './stretches/outage-context.js';
import {Traffic} from './traffic.js';
import {ViewNetworks} from './view-networks.js';

export function createCollector(options: CollectorOptions = {}): Collector {
  return new FrameCollector(options);
}

class FrameCollector implements Collector {
  readonly #clock = new CaptureClock();
  readonly #networks: ViewNetworks;
  readonly #view = new SeenView();
  readonly #copies = new Copies();
  readonly #ordering = new Ordering(
    this.#clock,
    (frames, index, frame) => {
      const view = this.#view;
      view.ns = this.#ordering.ns;
      view.frame = frame;
      view.see(frames, index);
      this.#take();
    },
    held => this.#networks.learn(held, this.#clock),
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
  readonly #rarps = new Rarps(this.#clock);
  #first: Mark | undefined;
  /** Nanoseconds by the clock. */
  #lastNs = 0;
  #lastFrame = 0;

  constructor({ips, keys, known = [], notes, twins = new Twins(), followed, segments}: CollectorOptions) {
    this.#networks = new ViewNetworks(twins, segments);
    this.#addresses = new AddressTable(this.#clock, ips, notes, followed);
    this.#told = new ToldAddresses(this.#addresses, this.#cutOff, ({iface}) => twins.isStray(iface));
    this.#traffic = new Traffic(this.#addresses, this.#copies, this.#cutOff);
    this.#control = new ControlReader(
      this.#clock,
      (network, key, isClaimed) =>
        this.#addresses.record(network, key, isClaimed, this.#lastNs, this.#lastFrame),
      (network, key) => this.#addresses.find(network, key),
      this.#addresses.gateways,
      () => this.#copies.sightings,
      keys,
      ip => this.#addresses.isRequested(ip),
    );
    for (const one of known) this.#control.knows(this.#networks.get(one.iface, one.vlans), one);
  }

  take(frames: SeenFrames): void {
    this.#ordering.push(frames);
  }

  takeInOrder(frames: FrameColumns, index: number, frame: number, at: bigint): void {
    if (!this.#clock.hasBegun) this.#clock.begin(at);
    this.#view.ns = this.#clock.nsOf(at);
    this.#view.frame = frame;
    this.#view.see(frames, index);
    this.#take();
    // Frames with lower numbers need not have been taken here.
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
    return lastAskedOf(this.#addresses.requested(), this.#clock);
  }

  *#factsOf(
    addresses: readonly AddressFacts[],
    end: bigint,
    leaps: readonly ClockStep[],
    isGoingOn: boolean,
  ): Stepwise<CaptureFacts> {
    const {proxies: others, claimedBy} = this.#control;
    const proxies = proxiesOf(this.#addresses, others, claimedBy, this.#traffic.untracked);
    const {sightings} = this.#copies;
    const isMirrored = sightings > 1;
    const steps = [...this.#ordering.steps, ...leaps].sort((a, b) => a.frame - b.frame);
    const last = this.#first === undefined ? undefined : {at: end, frame: this.#lastFrame};
    const told = yield* mapped(addresses, address => {
      const one = inCapture(address, {steps, end, isGoingOn});
      return isMirrored ? {...one, announcements: withoutCopies(one.announcements, sightings)} : one;
    });
    return {
      ...{frames: this.#frames, first: this.#first, last, isGoingOn},
      unreadable: this.#unreadable,
      ...{rarps: this.#rarps.seen, foreign: this.#foreign, copies: this.#copies.count},
      ...{
        forwarded: this.#copies.forwarded,
        isMirrored,
        twins: this.#networks.twins.all,
        ports: this.#networks.twins.ports,
        encapsulated: this.#encapsulated.counts,
      },
      ...{truncated: this.#truncated, cutOff: this.#cutOff, disorder: this.#ordering.disorder},
      ...{clockSteps: steps, misplaced: this.#ordering.misplaced},
      pauses: this.#pauses.longest,
      addresses: told,
      beyondAddresses: this.#addresses.beyond,
      proxies,
      relays: this.#copies.relays,
      deafRouters: this.#traffic.deafRouters,
      redirects: this.#traffic.redirects.all,
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
    this.#networks.see(view);
    this.#pauses.note(view.ns);
    this.#leaps.note(view);
    switch (view.kind) {
      case 'ipv4':
      case 'ipv6':
        this.#encapsulated.note(view);
        if (isAuthenticatedCut(view)) this.#unread();
        else if (!view.isGroup || isShared(view)) this.#traffic.take(view, this.#networks.of(view));
        else this.#traffic.takeToGroup(view, this.#networks.of(view));
        return;
      case 'rarp':
        this.#rarps.note(view, this.#networks.of(view));
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
        // A router advertises from an address of its own.
        if (ADVERTS.has(view.kind)) this.#traffic.takeToGroup(view, this.#networks.of(view));
        if (!this.#control.read(view, this.#networks.of(view))) this.#unread();
    }
  }

  #unread(): void {
    const view = this.#view;
    this.#unreadable++;
    if (!view.isTruncated) return;
    this.#truncated++;
    this.#cutOff.note(this.#networks.of(view), view.ipVersion);
  }
}

/**
 * Whether a packet for a unicast address was sent to a multicast MAC that several machines share (Microsoft
 * NLB in multicast mode). Broadcast does not count.
 */
function isShared({destinationMac, packetType, isToGroup}: SeenView): boolean {
  const isMulticast = packetType < 0 ? destinationMac !== BROADCAST : packetType === PACKET_TYPE.multicast;
  return isMulticast && !isToGroup;
}

const BROADCAST = numberOfMac(BROADCAST_MAC);
const ADVERTS: ReadonlySet<SeenView['kind']> = new Set(['vrrp', 'hsrp', 'glbp']);
