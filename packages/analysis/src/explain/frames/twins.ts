/**
 * A network may be seen twice: a mirror port may show each frame with its 802.1Q tag and without it, and a
 * machine with a VLAN interface shows it with the tag at the lower interface and without it at the VLAN
 * interface. This is recognised by frames that differ only in the tag, microseconds apart. The same address
 * in two VLANs remains two addresses.
 *
 * @module
 */

import {isTag, LINK_TYPE_LINUX_SLL, LINK_TYPE_LINUX_SLL2} from '@vip/arp';
import {ethernetAt, sll2At, sllAt} from '@vip/arp/internal';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {FrameColumns} from '../../capture/frame-columns.js';
import type {SeenView} from '../../capture/seen-view.js';
import {eachView} from './each-view.js';
import {IfaceNames, isWithin, networkText, type SeenNetwork} from './networks.js';
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
export interface Twin extends SeenNetwork {
  readonly as: SeenNetwork;
}

export class Twins {
  readonly #ports = new SharedPorts();
  #twins: readonly Twin[] = [];
  /** Undefined once enough frames were compared. */
  #seen: SightedTwice | undefined = new SightedTwice(this.#ports);
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

  /** Whether the few frames that were reported under this interface's own name are of another's segment. */
  isStray(iface: string): boolean {
    return this.#ports.isStray(iface);
  }

  /** The interface under which these frames are reported. */
  ifaceOf(iface: string, vlans: string): string {
    const port = this.#ports.of(iface);
    return this.#twins.length === 0 ? port : (this.#twinOf(port, vlans)?.iface ?? port);
  }

  /** The VLANs in which these frames are reported. */
  vlansOf(iface: string, vlans: string): string {
    if (this.#twins.length === 0) return vlans;
    return this.#twinOf(this.#ports.of(iface), vlans)?.vlans ?? vlans;
  }

  #twinOf(iface: string, vlans: string): SeenNetwork | undefined {
    return this.#twins.find(twin => twin.iface === iface && twin.vlans === vlans)?.as;
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
    const at = (frames.start[index] as number) + typeAt(frames.linkType[index] as number);
    if ((frames.end[index] as number) < at + 2) continue;
    const bytes = frames.bytes[index] as Uint8Array;
    if (isTag(((bytes[at] as number) << 8) | (bytes[at + 1] as number))) tagged++;
  }
  return tagged > 0 && tagged < frames.count;
}

/** Offset of the EtherType. */
function typeAt(linkType: number): number {
  if (linkType === LINK_TYPE_LINUX_SLL2) return sll2At.protocol;
  return linkType === LINK_TYPE_LINUX_SLL ? sllAt.protocol : ethernetAt.type;
}

/** Two networks, the one with fewer tags first, and how many frames were seen in both. */
interface Pair {
  readonly a: SeenNetwork;
  readonly b: SeenNetwork;
  count: number;
}

class SightedTwice {
  readonly #frames = new Map<string, number>();
  readonly #pairs = new Map<string, Pair>();
  readonly #latest = new Map<string, SeenNetwork & {readonly ns: number}>();
  readonly #names = new IfaceNames();

  constructor(readonly ports: SharedPorts) {}

  note(view: SeenView): void {
    const {vlans, ns} = view;
    const iface = this.ports.of(this.#names.of(view.iface, view.interfaceIndex));
    const own = networkText(iface, vlans);
    this.#frames.set(own, (this.#frames.get(own) ?? 0) + 1);
    const key = contentsOf(view);
    const other = this.#latest.get(key);
    this.#latest.set(key, {ns, iface, vlans});
    if (other === undefined || other.vlans === vlans || ns - other.ns > TOGETHER_NS) return;
    const [a, b] = other.vlans.length < vlans.length ? [other, {iface, vlans}] : [{iface, vlans}, other];
    if (!isWithin(a, b)) return;
    const name = `${networkText(a.iface, a.vlans)} | ${networkText(b.iface, b.vlans)}`;
    const pair = this.#pairs.get(name) ?? {a, b, count: 0};
    pair.count++;
    this.#pairs.set(name, pair);
  }

  /** Networks whose frames are almost always seen in another as well. */
  twins(): Twin[] {
    return [...this.#pairs.values()].flatMap(({a, b, count}) => {
      // The other sighting of the first frame may precede the frames compared.
      const isAlways = ({iface, vlans}: SeenNetwork) =>
        count >= FEWEST && 10 * count >= OF_TEN * ((this.#frames.get(networkText(iface, vlans)) ?? 0) - 1);
      // The tag names the network.
      if (isAlways(a)) return [twin(a, b)];
      return isAlways(b) ? [twin(b, a)] : [];
    });
  }
}

function twin({iface, vlans}: SeenNetwork, as: SeenNetwork): Twin {
  return {iface, vlans, as: {iface: as.iface, vlans: as.vlans}};
}

/** The octets that are the same in both sightings. */
function contentsOf(view: SeenView): string {
  const length = Math.min(COMPARED, view.contentLength);
  let text = '';
  for (let index = 0; index < length; index++) text += String.fromCharCode(view.contentOctet(index));
  return text;
}
