/**
 * Merges several captures into one: each frame once, dated by one clock. A packet to a machine that captured as well is given twice: as it was
 * sent, when it can ask; and as it arrived, when it can answer, which it does not if it never arrived. Bounded: frames are kept only for as
 * long as they may be in flight.
 *
 * @module
 */

import {FrameView, PACKET_TYPE, type ViewedKind} from '@vip/arp';
import {CaptureClock} from '../capture/capture-clock.js';
import type {FrameColumns} from '../capture/frame-columns.js';
import {NetworkMacs} from '../explain/frames/network-macs.js';
import {Pauses} from '../explain/frames/pauses.js';
import {DELIVERED_WITHIN_NS} from '../readings/delivery.js';
import {timeOriginOf} from './clocks/place-time.js';
import {FrameKey} from './frame-key.js';
import {FrameNames} from './frame-names.js';
import {GivenFrames, type TakenFrame} from './given-frames.js';
import {MachinePlaces} from './machine-places.js';
import type {MergeTakers} from './merge-takers.js';
import {Arrivals} from './passages/arrivals.js';
import {Coverage} from './passages/coverage.js';
import {Crossings, crossed} from './passages/crossings.js';
import {Passages} from './passages/passages.js';
import {UnderWay} from './passages/under-way.js';
import {UsualPlaces} from './passages/usual-places.js';
import {Ports} from './segments/ports.js';
import type {Together} from './together.js';
import type {WireFrame} from './wire-frame.js';

/** Maximum number of places, which have one bit each. */
export const MOST_PLACES = 30;

export class Merge {
  readonly names: FrameNames;
  readonly passages: Passages;
  /** Machines that send on what they receive, in the same segment. */
  readonly relays = new NetworkMacs();
  /** Pauses of each place. */
  readonly pauses: readonly Pauses[];
  /** Frames of parts whose clock is not known. */
  leftOut = 0;
  readonly #view = new FrameView();
  readonly #key = new FrameKey();
  readonly #underWay: UnderWay;
  readonly crossings: Crossings;
  /** Whether there are routers between places. */
  readonly #isRouted: boolean;
  readonly #own: MachinePlaces;
  readonly #coverage: Coverage;
  readonly #ports: Ports;
  readonly #usual = new UsualPlaces();
  readonly #clock = new CaptureClock();
  readonly #given: GivenFrames;
  readonly #taken: TakenFrame;

  constructor(
    known: Together,
    readonly takers: MergeTakers,
  ) {
    const {surveys, own, clocks, segments} = known;
    const {parts} = clocks;
    const base = timeOriginOf(parts);
    this.#own = new MachinePlaces(own);
    const bound = parts.reduce((most, {boundNs}) => Math.max(most, boundNs), 0);
    this.#coverage = new Coverage(known);
    this.#ports = new Ports(segments);
    this.names = new FrameNames(surveys.length);
    this.passages = new Passages(surveys.length, this.#clock);
    this.#isRouted = segments.count > 1;
    this.crossings = new Crossings(this.passages, (place, at) => this.#coverage.covers(place, at));
    this.#clock.begin(base);
    this.#given = new GivenFrames(frames => this.takers.give(frames), this.#clock);
    this.#taken = this.#given.taken;
    this.pauses = surveys.map(() => new Pauses(this.#clock));
    const arrivals = new Arrivals(surveys.length, this.#coverage, this.passages);
    this.#underWay = new UnderWay(Number(DELIVERED_WITHIN_NS) + bound, (wire, isCertain) => {
      if (!isCertain) return;
      arrivals.settle(wire);
      if (this.#isRouted && wire.destination !== undefined && wire.kind !== 'arp')
        this.crossings.settle(wire);
    });
  }

  /** Takes a frame of a place. @param ns its time by `PlaceTime` */
  take(place: number, frames: FrameColumns, index: number, ns: number): void {
    const number = this.names.add(place);
    if (Number.isNaN(ns)) {
      this.leftOut++;
      return;
    }
    this.pauses[place]?.note(ns);
    this.#underWay.advance(ns);
    const view = this.#view;
    frames.view(index, view);
    const port = this.#ports.of(place, frames.iface[index] ?? '', view.interfaceIndex, view.vlans);
    const {id: segment, text} = port.segment;
    const key = this.#key.of(view, frames.bytes[index] as Uint8Array);
    const taken = this.#taken;
    taken.frames = frames;
    taken.index = index;
    taken.iface = text;
    taken.ns = ns;
    taken.number = number;
    const isCopy = port.copies?.isCopy(key, view.sourceMac, port, ns) === true;
    const isFirst = !isCopy && this.#takeAs(place, key, segment);
    if (this.takers.saw === undefined) return;
    const {bytes, length, linkType} = frames.record(index);
    const {iface} = port;
    this.takers.saw(place, {iface, at: this.#clock.at(ns), bytes, length, linkType, number}, isFirst);
  }

  /** Takes a frame on its way, and returns whether no place has seen it before. */
  #takeAs(place: number, key: number, segment: number): boolean {
    const wire = Number.isNaN(key)
      ? undefined
      : this.#underWay.find(this.#view, key, segment, place, this.#taken.ns);
    if (wire === undefined) this.#departs(place, key, segment);
    else this.#arrives(wire, place);
    return wire === undefined;
  }

  /** Hands over the frames held back. To be called before the buffers of the frames taken are reused. */
  flush(): void {
    this.#given.flush();
  }

  finish(): void {
    this.flush();
    this.#underWay.finish();
  }

  #departs(place: number, key: number, segment: number): void {
    const {ns: at} = this.#taken;
    const {kind, isGroup, destinationMac, packetType} = this.#view;
    const isUnaddressed = !isGroup && packetType === PACKET_TYPE.outgoing && isTraffic(kind);
    const to = isGroup ? -1 : isUnaddressed ? this.#usual.of(this.#view) : this.#own.placeOf(destinationMac);
    const isHalf = to >= 0 && to !== place && isTraffic(kind) && this.#coverage.covers(to, at);
    this.#given.give(isHalf ? 'sent' : undefined);
    if (Number.isNaN(key)) return;
    const wire = this.#wire(key, segment, place, to);
    wire.isUnaddressed = isUnaddressed;
    if (this.#isRouted && !isGroup) this.#follow(wire);
    this.#underWay.add(wire);
  }

  /** The frame in flight, until it has been seen wherever else it may be. */
  #wire(key: number, segment: number, place: number, to: number): WireFrame {
    const {ns, number, frames, index} = this.#taken;
    const wire = this.#underWay.blank();
    wire.at = ns;
    wire.frame = number;
    wire.key = key;
    wire.segment = segment;
    wire.first = place;
    wire.to = to;
    wire.by = this.#own.placeOf(this.#view.sourceMac);
    wire.seen = 1 << place;
    wire.read(this.#view, frames.bytes[index] as Uint8Array);
    return wire;
  }

  /** Follows a packet from segment to segment, through routers. */
  #follow(wire: WireFrame): void {
    const before = this.#underWay.findBefore(wire);
    wire.journey = before?.journey ?? {last: wire.first, beyond: -1};
    wire.isForwarded = before !== undefined;
    if (wire.isForwarded) crossed(wire.journey, wire);
  }

  #arrives(wire: WireFrame, place: number): void {
    wire.seen |= 1 << place;
    if (wire.isUnaddressed) this.#address(wire);
    const {sourceMac, isGroup} = this.#view;
    if (sourceMac !== wire.sourceMac && sourceMac === wire.destinationMac && !isGroup)
      this.relays.note(this.#taken.iface, sourceMac);
    if (place === wire.to && wire.journey !== undefined) wire.journey.last = place;
    if (wire.by === wire.first) this.passages.took(wire.first, place, this.#taken.ns - wire.at);
    const isHalf = wire.to === place && isTraffic(wire.kind) && this.#coverage.covers(place, wire.at);
    // The requests of a bond may leave through a port other than the one in the capture above the ports.
    if (isHalf || (wire.kind === 'arp' && wire.sourceMac !== this.#view.sourceMac))
      this.#given.give('arrived');
  }

  /** Another capture shows to which MAC it was sent. */
  #address(wire: WireFrame): void {
    const to = this.#own.placeOf(this.#view.destinationMac);
    if (to < 0) return;
    wire.to = to;
    wire.isUnaddressed = false;
    this.#usual.note(this.#view, to);
  }
}

function isTraffic(kind: ViewedKind): boolean {
  return kind === 'ipv4' || kind === 'ipv6';
}
