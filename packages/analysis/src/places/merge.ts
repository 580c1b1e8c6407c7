/**
 * Several captures as one: each frame once, at the time of one clock. A packet to a machine that captured as well is there twice: as it
 * was sent, it asks; as it arrived, it answers, and if it did not arrive, it does not. Bounded: frames are waited for as long as one may
 * be under way, and so are their numbers.
 *
 * @module
 */

import {
  type AddressKey,
  ALL_NODES,
  arpSenderKey,
  arpTargetKey,
  FrameView,
  keyOf,
  LINK_TYPE_ETHERNET,
  type ViewedKind,
} from '@vip/arp';
import {CaptureClock} from '../capture-clock.js';
import {DELIVERED_WITHIN_NS} from '../delivery.js';
import {Pauses} from '../explain/pauses.js';
import type {SeenFrame} from '../seen-frame.js';
import type {PlacedClock} from './clocks.js';
import {Crossings, crossed} from './crossings.js';
import {FrameKey} from './frame-key.js';
import {FrameNames} from './frame-names.js';
import {Passages} from './passages.js';
import type {PlaceSurvey} from './survey.js';
import type {Together} from './together.js';
import {UnderWay} from './under-way.js';
import type {Wire} from './wire.js';

/** What takes the frames. */
export interface MergeTakers {
  /** Each frame, as if one machine had seen all of it, numbered in this order. */
  give(frame: SeenFrame): void;
  /** Each frame of each capture, at the time of the reference. */
  saw?(place: number, frame: SeenFrame, isFirst: boolean): void;
}

/** Frames that everybody in the segment should have. */
const TO_ALL: ReadonlySet<ViewedKind> = new Set(['arp', 'discovery', 'vrrp', 'hsrp', 'glbp']);
const EVERYBODY = keyOf(ALL_NODES);
/** So shortly after a capture began, and before it ended, nothing is expected of it. Nanoseconds. */
const MARGIN_NS = 10_000_000;
/** An interface of a place, and its segment. */
interface Port {
  readonly iface: string;
  readonly segment: number;
  readonly name: string;
}

/** One bit each. */
export const MOST_PLACES = 30;

export class Merge {
  readonly names: FrameNames;
  readonly passages: Passages;
  /** By place. */
  readonly pauses: readonly Pauses[];
  /** Frames of parts whose clock is not known. */
  leftOut = 0;
  readonly #view = new FrameView();
  readonly #key = new FrameKey();
  readonly #underWay: UnderWay;
  readonly crossings: Crossings;
  /** Whether there are routers between places. */
  readonly #isRouted: boolean;
  /** By MAC. */
  readonly #placeOf = new Map<number, number>();
  readonly #covered: readonly {place: number; from: number; to: number}[];
  readonly #base: bigint;
  readonly #ports: Port[] = [];

  constructor(
    readonly known: Together,
    readonly takers: MergeTakers,
  ) {
    const {surveys, own, clocks} = known;
    const {parts} = clocks;
    const bound = parts.reduce((most, {boundNs}) => Math.max(most, boundNs), 0);
    this.#base = parts[0]?.from ?? 0n;
    this.#covered = parts.map(({place, from, to, boundNs}) => ({
      place,
      from: Number(from - this.#base) + boundNs + MARGIN_NS,
      to: Number(to - this.#base) - boundNs - MARGIN_NS,
    }));
    this.names = new FrameNames(surveys.length);
    this.passages = new Passages(surveys.length);
    this.#isRouted = known.segments.count > 1;
    this.crossings = new Crossings(this.passages, (place, at) => this.#covers(place, at));
    const clock = new CaptureClock();
    clock.begin(this.#base);
    this.pauses = surveys.map(() => new Pauses(clock));
    this.#underWay = new UnderWay(Number(DELIVERED_WITHIN_NS) + bound, (wire, isCertain) => {
      if (isCertain) this.#settle(wire);
    });
    for (const [place, macs] of own.entries()) for (const mac of macs) this.#placeOf.set(mac, place);
  }

  /** A frame of a place, its time being the reference's. */
  take(place: number, seen: SeenFrame, at: bigint | undefined): void {
    const number = this.names.add(place);
    if (at === undefined) {
      this.leftOut++;
      return;
    }
    const {bytes, length, linkType = LINK_TYPE_ETHERNET, iface} = seen;
    const ns = Number(at - this.#base);
    this.pauses[place]?.note(ns);
    this.#underWay.advance(ns);
    const view = this.#view;
    view.read(bytes, linkType, length);
    const {segment, name} = this.#port(place, iface);
    const frame = {iface: name, at, bytes, length, linkType, number};
    const key = this.#key.of(view, bytes);
    const wire = Number.isNaN(key) ? undefined : this.#underWay.find(key, segment, place, ns);
    if (wire === undefined) this.#departs(place, frame, ns, key, segment);
    else this.#arrives(wire, place, frame, ns);
    if (this.takers.saw !== undefined) this.takers.saw(place, {...frame, iface}, wire === undefined);
  }

  finish(): void {
    this.#underWay.finish();
  }

  /** The last port of a place is mostly the next one's. */
  #port(place: number, iface: string): Port {
    const last = this.#ports[place];
    if (last?.iface === iface) return last;
    const segment = this.known.segments.numberOf(place, iface);
    const port = {iface, segment, name: this.known.segments.nameOf(segment)};
    this.#ports[place] = port;
    return port;
  }

  #departs(place: number, frame: SeenFrame, at: number, key: number, segment: number): void {
    const view = this.#view;
    const {kind, isGroup, sourceMac, destinationMac} = view;
    const to = isGroup ? -1 : (this.#placeOf.get(destinationMac) ?? -1);
    const isHalf = to >= 0 && to !== place && isTraffic(kind) && this.#covers(to, at);
    this.takers.give(isHalf ? {...frame, leg: 'sent'} : frame);
    if (Number.isNaN(key)) return;
    const [source, destination] = this.#ends(frame.bytes);
    const hops = view.ipVersion === 0 ? 0 : view.hops;
    const isAlone = isGroup || !this.#isRouted;
    const before = isAlone ? undefined : this.#underWay.findBefore(key, segment, hops, at);
    const wire = {
      ...{at, frame: frame.number ?? 0, key, segment, first: place, to, kind, source, hops},
      by: this.#placeOf.get(sourceMac) ?? -1,
      destination: isGroup ? undefined : destination,
      isToAll: isGroup && TO_ALL.has(kind) && (kind !== 'discovery' || destination === EVERYBODY),
      origin: before?.origin ?? before,
      ...{last: place, beyond: -1, seen: 1 << place, next: undefined},
    };
    if (wire.origin !== undefined) crossed(wire.origin, wire);
    this.#underWay.add(wire);
  }

  #arrives(wire: Wire, place: number, frame: SeenFrame, at: number): void {
    wire.seen |= 1 << place;
    if (place === wire.to) (wire.origin ?? wire).last = place;
    if (wire.by === wire.first) this.passages.took(wire.first, place, at - wire.at);
    if (wire.to === place && isTraffic(wire.kind) && this.#covers(place, wire.at))
      this.takers.give({...frame, leg: 'arrived'});
  }

  #settle(wire: Wire): void {
    const {at, by, to, first, seen, kind, frame} = wire;
    const mark = {at: this.#base + BigInt(Math.round(at)), frame};
    if (by >= 0 && this.#covers(by, at) && (by !== first || seen !== 1 << by))
      this.passages.checked(by, (seen & (1 << by)) !== 0);
    for (let place = 0; place < this.known.surveys.length; place++) {
      const isMeant = wire.isToAll ? this.#hears(place, kind, wire.segment) : place === to;
      if (!isMeant || place === first || place === by || !this.#covers(place, at)) continue;
      this.passages.settle(wire, mark, place, (seen & (1 << place)) !== 0);
    }
    if (this.#isRouted && wire.destination !== undefined && kind !== 'arp') this.crossings.settle(wire, mark);
  }

  /** Whether a place has such frames at all: no filter keeps them out, nor does a switch. */
  #hears(place: number, kind: ViewedKind, segment: number): boolean {
    const {surveys, segments} = this.known;
    const survey = surveys[place] as PlaceSurvey;
    if ((survey.kinds.get(kind) ?? 0) === 0) return false;
    return [...survey.ifaces.keys()].some(iface => segments.numberOf(place, iface) === segment);
  }

  #covers(place: number, at: number): boolean {
    return this.#covered.some(part => part.place === place && at >= part.from && at <= part.to);
  }

  /** Whom a frame is from, and whom it is to; of ARP, whose address is spoken of. */
  #ends(bytes: Uint8Array): readonly [AddressKey, AddressKey | undefined] {
    const {kind, payloadStart, source, destination} = this.#view;
    if (kind !== 'arp') return [source, destination];
    return [arpSenderKey(bytes, payloadStart), arpTargetKey(bytes, payloadStart)];
  }
}

function isTraffic(kind: ViewedKind): boolean {
  return kind === 'ipv4' || kind === 'ipv6';
}

/** The time of each frame of a place by its reference's clock; a frame after another. */
export class PlaceTime {
  readonly #parts: readonly PlacedClock[];
  #index = 0;
  #base = 0n;
  #from = 0n;
  #rate = 1;

  constructor(place: number, {surveys, clocks}: Together) {
    this.#parts = clocks.parts.filter(part => part.place === place);
    this.#base = surveys[place]?.base ?? 0n;
    this.#enter();
  }

  /** Undefined for one of a part whose clock is not known. */
  of(frame: number, at: bigint): bigint | undefined {
    while (frame > (this.#parts[this.#index]?.toFrame ?? Number.POSITIVE_INFINITY)) {
      this.#index++;
      this.#enter();
    }
    const part = this.#parts[this.#index];
    if (part === undefined || frame < part.fromFrame) return undefined;
    return this.#from + BigInt(Math.round(Number(at - this.#base) * this.#rate));
  }

  #enter(): void {
    const part = this.#parts[this.#index];
    if (part === undefined) return;
    this.#rate = part.toNs > part.fromNs ? Number(part.to - part.from) / (part.toNs - part.fromNs) : 1;
    this.#from = part.from - BigInt(Math.round(part.fromNs * this.#rate));
  }
}
