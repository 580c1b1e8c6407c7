/**
 * A mirror port may show each frame twice, with its 802.1Q tag and without it: what passes there is one network, seen twice. It is known by
 * the frames themselves, which are the same but for the tag, microseconds apart. The same address in two VLANs remains two addresses.
 *
 * @module
 */

import type {CaptureClock} from '../capture-clock.js';
import type {FrameColumns} from '../frame-columns.js';
import {SeenView} from '../seen-view.js';

/** Two sightings of a frame are no further apart. Nanoseconds. */
const TOGETHER_NS = 100_000;

/** So many frames were seen twice, and so many of ten of a network, before it is taken to be another. */
const FEWEST = 5;
const OF_TEN = 9;

/** Octets that are compared: the headers, and whatever counts in them. */
const COMPARED = 96;
const ARP_OCTETS = 28;

/** A network that is another one, seen without its tag or with it. */
export interface Twin {
  readonly iface: string;
  /** `10`; empty for untagged frames. */
  readonly vlans: string;
  readonly as: string;
}

export class Twins {
  readonly #twins: Twin[] = [];

  get all(): readonly Twin[] {
    return this.#twins;
  }

  /** The VLANs that these frames are told of in. */
  of(iface: string, vlans: string): string {
    if (this.#twins.length === 0) return vlans;
    return this.#twins.find(twin => twin.iface === iface && twin.vlans === vlans)?.as ?? vlans;
  }

  /** @param frames the beginning of a capture, or all of it */
  learn(frames: FrameColumns, clock: CaptureClock): void {
    if (!areMixed(frames)) return;
    const seen = new SightedTwice();
    const view = new SeenView();
    for (let index = 0; index < frames.count; index++) {
      view.see(frames, index, frames.since(index, clock.epoch), index);
      if (view.kind === 'arp' || view.ipVersion > 0) seen.note(view, frames.start[index] as number);
    }
    for (const twin of seen.twins()) this.#twins.push(twin);
  }
}

/** Whether there are frames with a tag as well as without; mostly there are not, and nothing needs to be compared. */
function areMixed(frames: FrameColumns): boolean {
  let tagged = 0;
  for (let index = 0; index < frames.count; index++) {
    const start = frames.start[index] as number;
    if ((frames.end[index] as number) < start + TYPE_AT + 2) continue;
    const bytes = frames.bytes[index] as Uint8Array;
    if (isTag(bytes[start + TYPE_AT] as number, bytes[start + TYPE_AT + 1] as number)) tagged++;
  }
  return tagged > 0 && tagged < frames.count;
}

const TYPE_AT = 12;

/** EtherTypes 0x8100 (IEEE 802.1Q) and 0x88a8 (802.1ad). */
function isTag(high: number, low: number): boolean {
  return (high === 0x81 && low === 0x00) || (high === 0x88 && low === 0xa8);
}

class SightedTwice {
  readonly #frames = new Map<string, number>();
  /** Frames of one network that were seen in another as well, by both. */
  readonly #pairs = new Map<
    string,
    {readonly iface: string; readonly a: string; readonly b: string; count: number}
  >();
  readonly #latest = new Map<string, {readonly ns: number; readonly vlans: string}>();

  note(view: SeenView, start: number): void {
    const {iface, vlans, ns} = view;
    const own = `${iface} ${vlans}`;
    this.#frames.set(own, (this.#frames.get(own) ?? 0) + 1);
    const key = `${iface} ${contentsOf(view, start)}`;
    const other = this.#latest.get(key);
    this.#latest.set(key, {ns, vlans});
    if (other === undefined || other.vlans === vlans || ns - other.ns > TOGETHER_NS) return;
    const [a, b] = other.vlans < vlans ? [other.vlans, vlans] : [vlans, other.vlans];
    const pair = this.#pairs.get(`${iface} ${a} ${b}`) ?? {iface, a, b, count: 0};
    pair.count++;
    this.#pairs.set(`${iface} ${a} ${b}`, pair);
  }

  /** One of the two is seen with the other almost always. */
  twins(): Twin[] {
    return [...this.#pairs.values()].flatMap(({iface, a, b, count}) => {
      const isAlways = (vlans: string) =>
        count >= FEWEST && 10 * count >= OF_TEN * (this.#frames.get(`${iface} ${vlans}`) ?? 0);
      // The tag says which network it is. Of `a` and `b` the untagged one is `a`.
      if (a === '' && isAlways(a)) return [{iface, vlans: a, as: b}];
      return a === '' && isAlways(b) ? [{iface, vlans: b, as: a}] : [];
    });
  }
}

/** What is the same in both sightings: everything but the tags, and the padding to the shortest frame. */
function contentsOf(view: SeenView, start: number): string {
  const {octets, sourceMac, destinationMac, ipVersion} = view;
  const payload = octets.subarray(view.payloadStart - start);
  const contents = payload.subarray(0, Math.min(COMPARED, lengthOf(payload, ipVersion)));
  let text = `${sourceMac} ${destinationMac}`;
  for (const octet of contents) text += String.fromCharCode(octet);
  return text;
}

/** Octets before the padding, as the packet says. */
function lengthOf(packet: Uint8Array, ipVersion: number): number {
  const wordAt = (at: number) => ((packet[at] ?? 0) << 8) | (packet[at + 1] ?? 0);
  if (ipVersion === 4) return wordAt(2);
  return ipVersion === 6 ? IPV6_HEADER_OCTETS + wordAt(4) : ARP_OCTETS;
}

const IPV6_HEADER_OCTETS = 40;
