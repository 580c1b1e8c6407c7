/**
 * Frames of ARP, neighbour discovery and VRRP that are seen twice, because a mirror port delivers them twice or the capture was merged from
 * two places. No machine asks, answers or advertises again so soon, but programs announce several times in a row, about ten microseconds
 * apart, so an announcement is certainly a copy only if it comes at the same moment.
 *
 * @module
 */

import {type ArpPacket, decodeFrame, type Frame, type IpAddress, PACKET_TYPE} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';
import type {Announcement} from '../claim-facts.js';
import {IfaceNames, type NetworkName} from './networks.js';

/** Copies follow within this time, however far apart the places are. Nanoseconds. */
const COPY_NS = 20_000_000;
const COPY_BIG_NS = BigInt(COPY_NS);

/** Copies of announcements follow within this time. Nanoseconds. */
const SAME_MOMENT_NS = 1_000;

/** A bridge passes a frame on to all ports within this time. Nanoseconds. */
const PASSED_ON_NS = 100_000;

/** Frames that may come between a frame and its copy, a power of two. */
export const REMEMBERED = 16;

/** Size of the table of traces, a power of two. */
const TRACES = 256;

export class ControlCopies {
  /** A ring. */
  readonly #recent = Array.from({length: REMEMBERED}, () => new Remembered());
  /** The part in which most frames differ (`linkEnds`), in one array. */
  readonly #ends = new Int32Array(REMEMBERED);
  /** Number of these with each trace: most frames differ from all of them, and need not be compared with each. */
  readonly #traces = new Uint8Array(TRACES);
  /** Place of the oldest. */
  #oldest = 0;
  /** Number of the latest frame that was seen again. */
  original = 0;
  readonly #names = new IfaceNames();

  constructor() {
    this.#traces[traceOf(0)] = REMEMBERED;
  }

  /**
   * How long ago the same frame was seen in this network; undefined if that was not recently, and 0 if it was seen at another interface or in
   * another VLAN: then it is certainly the same. Nanoseconds.
   *
   * @param sightings how often each frame is seen, so far (`Copies.sightings`)
   */
  lagOf(view: SeenView, {id}: NetworkName, sightings: number): number | undefined {
    const iface = this.#names.of(view.iface, view.interfaceIndex);
    const ends = view.linkEnds;
    const isLikely = this.#traces[traceOf(ends)] !== 0;
    const lag = isLikely ? this.#find(view, id, ends, iface, sightings) : undefined;
    if (lag === undefined) this.#remember(view, id, ends, iface);
    return lag;
  }

  #find(view: SeenView, id: number, ends: number, iface: string, sightings: number): number | undefined {
    const {ns} = view;
    for (let back = 1; back <= REMEMBERED; back++) {
      const place = (this.#oldest - back) & (REMEMBERED - 1);
      if (this.#ends[place] !== ends) continue;
      const former = this.#recent[place] as Remembered;
      const lag = ns - former.ns;
      // A bond and each of its ports see a frame once.
      const isElsewhere = !former.isSeenAt(iface) || former.isPassedOn(view);
      if (lag > COPY_NS || lag < 0 || !former.isAlike(view, id)) continue;
      // If everything is seen twice, a third sighting was really sent again.
      const isFree = former.copies < Math.max(1, sightings - 1) || lag <= SAME_MOMENT_NS || isElsewhere;
      if (!isFree && isSoonRepeated(view)) continue;
      former.copies++;
      this.original = former.frame;
      former.seenAgain(view, iface);
      return former.vlans === view.vlans && !isElsewhere ? lag : 0;
    }
    return undefined;
  }

  #remember(view: SeenView, id: number, ends: number, iface: string): void {
    const place = this.#oldest;
    const traces = this.#traces;
    const before = traceOf(this.#ends[place] as number);
    const trace = traceOf(ends);
    traces[before] = (traces[before] as number) - 1;
    traces[trace] = (traces[trace] as number) + 1;
    (this.#recent[place] as Remembered).take(view, id, iface);
    this.#ends[place] = ends;
    this.#oldest = (place + 1) & (REMEMBERED - 1);
  }
}

function traceOf(ends: number): number {
  return Math.imul(ends, 0x9e3779b1) >>> 24;
}

const WAY = {entering: 1, leaving: 2, both: 3} as const;

function wayOf({packetType}: SeenView): number {
  return packetType === PACKET_TYPE.outgoing ? WAY.leaving : WAY.entering;
}

/** A frame with its own copy of the octets, because the reader reuses its buffer. */
class Remembered {
  ns = Number.NEGATIVE_INFINITY;
  frame = 0;
  vlans = '';
  /** How often the frame was seen again. */
  copies = 0;
  /** Whether it was seen entering, leaving, or both. */
  ways = 0;
  /** Name of the interface at which it was seen first, and those of others. */
  #iface = '';
  readonly #others: string[] = [];
  #network = -1;
  #octets = new Uint8Array(64);
  #length = 0;

  isSeenAt(iface: string): boolean {
    return iface === this.#iface || this.#others.includes(iface);
  }

  seenAgain(view: SeenView, iface: string): void {
    if (!this.isSeenAt(iface)) this.#others.push(iface);
    this.ways |= wayOf(view);
  }

  isAlike(view: SeenView, network: number): boolean {
    if (network !== this.#network || view.contentLength !== this.#length) return false;
    for (let index = 0; index < this.#length; index++)
      if (this.#octets[index] !== view.contentOctet(index)) return false;
    return true;
  }

  /**
   * Whether a bridge passes it on, in a cooked capture that does not number the interfaces: it was seen entering and leaving, at any number of
   * ports.
   */
  isPassedOn(view: SeenView): boolean {
    const {ns, interfaceIndex} = view;
    return interfaceIndex < 0 && ns - this.ns <= PASSED_ON_NS && (this.ways | wayOf(view)) === WAY.both;
  }

  take(view: SeenView, network: number, iface: string): void {
    const {contentLength: length} = view;
    if (length > this.#octets.length) this.#octets = new Uint8Array(length);
    view.copyContent(this.#octets, length);
    this.#length = length;
    this.#network = network;
    this.ns = view.ns;
    this.frame = view.frame;
    this.vlans = view.vlans;
    this.copies = 0;
    this.ways = wayOf(view);
    this.#iface = iface;
    // Shortening an array makes V8 forget its room, even if it is empty.
    if (this.#others.length > 0) this.#others.length = 0;
  }
}

/** The parts of a frame that show whether it is a copy. */
export type Told = Frame | {readonly kind: 'arp'; readonly packet: ArpPacket};

/**
 * Whether a frame that is seen again after this time is a copy, and was not sent twice.
 *
 * @param isMirrored whether traffic has been seen several times so far
 */
export function isCopy(frame: Told, lagNs: number, isMirrored: boolean): boolean {
  if (lagNs <= SAME_MOMENT_NS) return true;
  return isAnswer(frame) ? isMirrored : !isAnnouncement(frame);
}

/** Whether a machine may send the frame again within the time in which its copies follow. */
function isSoonRepeated(view: SeenView): boolean {
  const {arp} = view;
  const frame: Told =
    arp === undefined ? decodeFrame(view.octets, view.linkType) : {kind: 'arp', packet: arp};
  return isAnswer(frame) || isAnnouncement(frame);
}

/**
 * Whether a frame is an answer. An owner may answer a question twice, the second time after another machine
 * took over.
 */
function isAnswer(frame: Told): boolean {
  if (frame.kind === 'arp') return frame.packet.operation === 'reply' && !isAnnouncement(frame);
  return (
    frame.kind === 'discovery' && frame.packet.message.type === 'advertisement' && !isAnnouncement(frame)
  );
}

function isAnnouncement(frame: Told): boolean {
  return announcedIn(frame) !== undefined;
}

/** The address that it announces; undefined if it is no announcement. */
export function announcedIn(frame: Told): IpAddress | undefined {
  if (frame.kind === 'arp') {
    const {senderIp, targetIp} = frame.packet;
    return senderIp === targetIp ? targetIp : undefined;
  }
  if (frame.kind !== 'discovery') return undefined;
  const {message} = frame.packet;
  return message.type === 'advertisement' && !message.solicited ? message.target : undefined;
}

/**
 * Keeps one of every two that are alike, in a capture that shows everything twice: an announcement seen ten times in a row was sent five times.
 *
 * @param sightings how often the capture shows each frame; the sightings of an announcement that have already been left out are among them
 */
export function withoutCopies(announcements: readonly Announcement[], sightings: number): Announcement[] {
  /** Those that are seen again later, and how often. */
  const awaited: {readonly first: Announcement; again: number}[] = [];
  return announcements.filter(told => {
    const {seen = 1} = told;
    const original = awaited.find(
      ({first, again}) => again >= seen && told.at - first.at <= COPY_BIG_NS && isAlike(first, told),
    );
    if (original !== undefined) original.again -= seen;
    else if (seen < sightings) awaited.push({first: told, again: sightings - seen});
    while (awaited[0] !== undefined && told.at - awaited[0].first.at > COPY_BIG_NS) awaited.shift();
    return original === undefined;
  });
}

function isAlike(a: Announcement, b: Announcement): boolean {
  return a.mac === b.mac && a.form === b.form && a.source === b.source;
}
