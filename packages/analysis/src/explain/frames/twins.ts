/**
 * A mirror port may show each frame twice, with its 802.1Q tag and without it: one network, seen twice. It is recognised by frames that are the
 * same but for the tag, microseconds apart. The same address in two VLANs remains two addresses.
 *
 * @module
 */

import {isTag} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {FrameColumns} from '../../capture/frame-columns.js';
import type {SeenView} from '../../capture/seen-view.js';
import {eachView} from './each-view.js';
import {type SharedPort, SharedPorts} from './shared-ports.js';

/** Longest time between two sightings of a frame. Nanoseconds. */
const TOGETHER_NS = 100_000;

/** Number of frames seen twice, and the part of ten of a network's frames, before it is taken to be another network. */
const FEWEST = 5;
const OF_TEN = 9;

/** Number of octets that are compared: both MACs, the headers, and their counters. */
const COMPARED = 108;

/** Number of frames that are compared, from the first that shows that some have a tag and some do not. */
const MOST_COMPARED = 16_384;

/** Number of frames after which the result is evaluated again. */
const LOOK_FRAMES = 16;

/** A network that is the same as another, seen without its tag or with it. */
export interface Twin {
  readonly iface: string;
  /** `10`; empty for untagged frames. */
  readonly vlans: string;
  readonly as: string;
}

export class Twins {
  readonly #ports = new SharedPorts();
  #twins: readonly Twin[] = [];
  /** Undefined once enough frames were compared. */
  #seen: SightedTwice | undefined = new SightedTwice();
  #isTagged = false;
  #isUntagged = false;
  #compared = 0;
  #lastFrame = 0;

  get all(): readonly Twin[] {
    return this.#twins;
  }

  /** Interfaces that are ports of the segment of another one. */
  get ports(): readonly SharedPort[] {
    return this.#ports.all;
  }

  /** The interface under which these frames are reported. */
  ifaceOf(iface: string): string {
    return this.#ports.of(iface);
  }

  /** The VLANs in which these frames are reported. */
  of(iface: string, vlans: string): string {
    if (this.#twins.length === 0) return vlans;
    return this.#twins.find(twin => twin.iface === iface && twin.vlans === vlans)?.as ?? vlans;
  }

  /** @param frames the beginning of a capture, or all of it, before any of them is reported */
  learn(frames: FrameColumns, clock: CaptureClock): void {
    this.#ports.learn(frames, clock);
    if (!areMixed(frames)) return;
    this.#isTagged = true;
    this.#isUntagged = true;
    eachView(frames, clock, view => this.see(view));
    if (this.#seen !== undefined) this.#twins = this.#seen.twins();
  }

  /** Takes one frame, as long as there is something to learn. */
  see(view: SeenView): void {
    this.#ports.see(view);
    if (this.#seen === undefined || view.frame <= this.#lastFrame) return;
    this.#lastFrame = view.frame;
    if (view.vlans === '') this.#isUntagged = true;
    else this.#isTagged = true;
    if (!this.#isTagged || !this.#isUntagged) return;
    if (view.kind === 'arp' || view.ipVersion > 0) this.#compare(this.#seen, view);
  }

  #compare(seen: SightedTwice, view: SeenView): void {
    seen.note(view);
    this.#compared++;
    if (this.#compared % LOOK_FRAMES === 0) this.#twins = seen.twins();
    if (this.#compared >= MOST_COMPARED) this.#seen = undefined;
  }
}

/** Whether there are frames both with a tag and without; usually not, and then nothing needs to be compared. */
function areMixed(frames: FrameColumns): boolean {
  let tagged = 0;
  for (let index = 0; index < frames.count; index++) {
    const at = (frames.start[index] as number) + TYPE_AT;
    if ((frames.end[index] as number) < at + 2) continue;
    const bytes = frames.bytes[index] as Uint8Array;
    if (isTag(((bytes[at] as number) << 8) | (bytes[at + 1] as number))) tagged++;
  }
  return tagged > 0 && tagged < frames.count;
}

const TYPE_AT = 12;

class SightedTwice {
  readonly #frames = new Map<string, number>();
  /** Number of frames of one network that were seen in another as well, for each pair of networks. */
  readonly #pairs = new Map<
    string,
    {readonly iface: string; readonly a: string; readonly b: string; count: number}
  >();
  readonly #latest = new Map<string, {readonly ns: number; readonly vlans: string}>();

  note(view: SeenView): void {
    const {iface, vlans, ns} = view;
    const own = `${iface} ${vlans}`;
    this.#frames.set(own, (this.#frames.get(own) ?? 0) + 1);
    const key = `${iface} ${contentsOf(view)}`;
    const other = this.#latest.get(key);
    this.#latest.set(key, {ns, vlans});
    if (other === undefined || other.vlans === vlans || ns - other.ns > TOGETHER_NS) return;
    const [a, b] = other.vlans < vlans ? [other.vlans, vlans] : [vlans, other.vlans];
    const pair = this.#pairs.get(`${iface} ${a} ${b}`) ?? {iface, a, b, count: 0};
    pair.count++;
    this.#pairs.set(`${iface} ${a} ${b}`, pair);
  }

  /** Networks whose frames are almost always seen in another as well. */
  twins(): Twin[] {
    return [...this.#pairs.values()].flatMap(({iface, a, b, count}) => {
      // The other sighting of the first frame may precede the frames compared.
      const isAlways = (vlans: string) =>
        count >= FEWEST && 10 * count >= OF_TEN * ((this.#frames.get(`${iface} ${vlans}`) ?? 0) - 1);
      // The tag names the network. If one of the two is untagged, it is `a`.
      if (a === '' && isAlways(a)) return [{iface, vlans: a, as: b}];
      return a === '' && isAlways(b) ? [{iface, vlans: b, as: a}] : [];
    });
  }
}

/** The octets that are the same in both sightings. */
function contentsOf(view: SeenView): string {
  const length = Math.min(COMPARED, view.contentLength);
  let text = '';
  for (let index = 0; index < length; index++) text += String.fromCharCode(view.contentOctet(index));
  return text;
}
