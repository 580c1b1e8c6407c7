/**
 * Several interfaces of one file may be ports of the same segment, like those of a bond or a bridge. They form one network, of which one port may
 * show the questions and the other the answers, or both the same frames. They are recognised by conversations between the same two machines
 * that pass both, or by a frame to all that a bridge sends on from one to the other. VLAN interfaces share their MACs as well, but not their IP addresses.
 *
 * @module
 */

import {
  type AddressKey,
  keyOf,
  LINK_TYPE_LINUX_SLL2,
  type MacAddress,
  macOfNumber,
  PACKET_TYPE,
  readInt32,
  UNKNOWN_MAC,
} from '@vip/arp';
import {isLinkLocalKey, sll2At} from '@vip/arp/internal';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {FrameColumns} from '../../capture/frame-columns.js';
import type {SeenView} from '../../capture/seen-view.js';
import {eachView} from './each-view.js';
import {IfaceNames} from './networks.js';

/** Number of frames at a second interface, of conversations heard at a first, before the two are taken to be ports of one segment. */
const FEWEST = 3;

/** Longest time in which a bridge sends a frame on to all of its ports. Nanoseconds. */
const FLOODED_NS = 1_000_000;

/** Number of frames of each interface that are compared, from the first that shows that there are several: a bond's other port may begin late. */
const MOST_COMPARED = 8192;

/** If an interface turns out to be a port after this many frames at most, nothing that they show is missed. */
const FEW = 64;

/** An interface that is a port of the same segment as another. */
export interface SharedPort {
  readonly iface: string;
  readonly as: string;
}

export class SharedPorts {
  /** For each interface that shares its segment with another, the other. */
  readonly #as = new Map<string, string>();
  /** The interface at which each end of a conversation was seen first. */
  readonly #first = new Map<string, string>();
  /** For two interfaces, the number of frames at the second that belong to a conversation seen at the first. */
  readonly #common = new Map<string, number>();
  /** For who said what to all stations, where and when it was last seen. */
  readonly #said = new Map<string, Sighting>();
  readonly #names = new IfaceNames();
  /** Interfaces that were found to be ports within a few frames. */
  readonly #strays = new Set<string>();
  /** Number of frames of each interface. */
  readonly #seen = new Map<string, number>();
  #only: string | undefined;
  #areSeveral = false;
  #lastFrame = 0;

  get all(): SharedPort[] {
    return [...this.#as].map(([iface, as]) => ({iface, as}));
  }

  /** Whether the few frames that were reported under this interface's own name are of another's segment. */
  isStray(iface: string): boolean {
    return this.#strays.has(iface);
  }

  /** The interface under which its frames are reported. */
  of(iface: string): string {
    return this.#as.size === 0 ? iface : (this.#as.get(iface) ?? iface);
  }

  /** @param frames the beginning of a capture, or all of it, before any of them is reported */
  learn(frames: FrameColumns, clock: CaptureClock): void {
    for (let index = 1; index < frames.count && !this.#areSeveral; index++)
      this.#areSeveral =
        frames.iface[index] !== frames.iface[0] || indexAt(frames, index) !== indexAt(frames, 0);
    if (!this.#areSeveral) return;
    eachView(frames, clock, view => this.see(view));
  }

  /** Takes one frame, as long as there is something to learn. */
  see(view: SeenView): void {
    const seenAt = this.#names.of(view.iface, view.interfaceIndex);
    this.#only ??= seenAt;
    if (!this.#areSeveral) {
      if (seenAt === this.#only) return;
      this.#areSeveral = true;
    }
    if (view.frame <= this.#lastFrame) return;
    const count = this.#seen.get(seenAt) ?? 0;
    if (count >= MOST_COMPARED) return;
    this.#lastFrame = view.frame;
    this.#seen.set(seenAt, count + 1);
    const iface = this.of(seenAt);
    if (FLOODED.has(view.kind)) this.#compare(iface, view);
    const ends = endsOf(view);
    if (ends.length === 0) return;
    const known = ends.flatMap(end => this.#first.get(end) ?? []).map(one => this.of(one));
    const other = known.find(one => one !== iface);
    if (other !== undefined) this.#isCommon(other, iface, 1);
    for (const end of ends) if (!this.#first.has(end)) this.#first.set(end, iface);
  }

  /** The port of an idle machine hears nothing but what is sent to all, and perhaps only once. */
  #compare(iface: string, view: SeenView): void {
    const {ns, packetType} = view;
    const key = saidIn(view);
    const before = this.#said.get(key);
    const sighting = {iface, ns, isLeaving: packetType === PACKET_TYPE.outgoing};
    if (before === undefined || ns - before.ns > FLOODED_NS) this.#said.set(key, sighting);
    else if (view.arp !== undefined || (!before.isLeaving && sighting.isLeaving)) {
      const first = this.of(before.iface);
      if (first !== iface) this.#isCommon(first, iface, FEWEST);
    }
  }

  #isCommon(first: string, other: string, weight: number): void {
    const key = `${first} ${other}`;
    const count = (this.#common.get(key) ?? 0) + weight;
    this.#common.set(key, count);
    if (count < FEWEST) return;
    for (const [iface, as] of this.#as) if (as === other) this.#as.set(iface, first);
    this.#as.set(other, first);
    if ((this.#seen.get(other) ?? 0) <= FEW) this.#strays.add(other);
  }
}

/**
 * What was said at an interface. A machine may say the same from a link-local address at several of its own, but what arrives at one and leaves by
 * another is sent on.
 */
interface Sighting {
  readonly iface: string;
  /** Nanoseconds by the clock. */
  readonly ns: number;
  readonly isLeaving: boolean;
}

const FLOODED: ReadonlySet<SeenView['kind']> = new Set(['arp', 'discovery', 'vrrp', 'hsrp', 'glbp']);

function saidIn({arp, sourceMac, source, destination, vlans}: SeenView): string {
  return arp === undefined
    ? `${sourceMac} ${source} ${destination} ${vlans}`
    : `${sourceMac} ${arp.operation} ${arp.senderIp} ${arp.targetIp} ${vlans}`;
}

/** The number of the interface in a cooked packet that has one; -1 in others. */
function indexAt(frames: FrameColumns, index: number): number {
  if (frames.linkType[index] !== LINK_TYPE_LINUX_SLL2) return -1;
  const at = (frames.start[index] as number) + sll2At.interfaceIndex;
  return at + 4 > (frames.end[index] as number) ? -1 : readInt32(frames.bytes[index] as Uint8Array, at);
}

/**
 * The ends of a conversation, each a machine with its address and the other's: frames to a machine and frames
 * from it belong to one conversation, though another machine may answer in its place. Empty for addresses
 * that may recur in several networks.
 */
function endsOf(view: SeenView): string[] {
  const {arp, vlans} = view;
  const end = (mac: MacAddress | number, ip: AddressKey, other: AddressKey) =>
    `${typeof mac === 'number' ? (macOfNumber(mac) ?? '') : mac} ${ip} ${other} ${vlans}`;
  if (arp !== undefined) {
    const [sender, target] = [keyOf(arp.senderIp), keyOf(arp.targetIp)];
    const own = end(arp.senderMac, sender, target);
    return arp.operation === 'reply' ? [own, end(arp.targetMac, target, sender)] : [own];
  }
  const {source, destination, sourceMac, destinationMac} = view;
  // Each interface has a link-local address of its own, often derived from the same MAC.
  if (view.ipVersion === 0 || isLinkLocalKey(source) || isLinkLocalKey(destination)) return [];
  const own = end(sourceMac, source, destination);
  // A cooked packet does not show where it was sent.
  return view.isGroup || destinationMac === UNKNOWN_MAC
    ? [own]
    : [own, end(destinationMac, destination, source)];
}
