/**
 * The survey of one capture of several, before they are read together: a sample of its frames for aligning its clock with the others, the machine
 * at which it was made, and the times that it covers.
 *
 * @module
 */

import {FrameView, PACKET_TYPE, UNKNOWN_MAC, type ViewedKind} from '@vip/arp';
import {Epoch} from '@vip/arp/capture-file';
import {FrameColumns, type SeenFrames} from '../capture/frame-columns.js';
import {sum} from '../collections/sum.js';
import {isEchoReply, isEchoRequest} from '../conversations/questions/echo-requests.js';
import {IfaceNames, Networks} from '../explain/frames/networks.js';
import {FrameKey} from './frame-key.js';
import {KeySample} from './key-sample.js';
import {type Count, type PortEnds, SeenEnds} from './segments/seen-ends.js';
import {UnaskedClaims} from './segments/unasked-claims.js';

/** The clock was set back before this frame, or parts of the file are out of order. */
export interface SetBack {
  readonly frame: number;
}

/** Smaller steps back are frames that overtook one another. Nanoseconds. */
const SET_BACK_NS = 1_000_000_000;
/** Maximum number of cuts in a capture. */
const MOST_CUTS = 16;
/** A port with more MACs than this belongs to a switch. */
const MOST_SENT_FROM = 64;

/** Kinds of frames that are sampled before any other: they are few, and every machine hears them. */
const CONTROL: ReadonlySet<ViewedKind> = new Set(['arp', 'rarp', 'discovery', 'vrrp', 'hsrp', 'glbp']);

export class PlaceSurvey {
  readonly control = new KeySample(16_384);
  readonly traffic = new KeySample();
  /** Number of frames of each kind. */
  readonly kinds = new Map<ViewedKind, Count>();
  readonly setBacks: SetBack[] = [];
  /** Source MACs of frames that a cooked capture marks as sent by its machine. */
  readonly sentFrom = new Set<number>();
  frames = 0;
  /** Time of the first frame. */
  epoch = new Epoch(0n);
  /** Latest time. Nanoseconds from the first frame's. */
  lastNs = 0;
  /** Its interfaces, numbered. */
  readonly ifaces = new Map<string, number>();
  /** Number of sampled frames whose time is not a multiple of a microsecond. */
  #fine = 0;
  #latest = 0;
  #latestKind: ViewedKind | undefined;
  #ofLatestKind: Count = {frames: 0};
  #latestIface: string | undefined;
  #latestPort = 0;
  readonly networks = new Networks();
  readonly #names = new IfaceNames();
  readonly #ends = new SeenEnds();
  readonly #claims = new UnaskedClaims();
  readonly #view = new FrameView();
  /** For frames that arrive as objects. */
  readonly #single = new FrameColumns(1);
  readonly #key = new FrameKey();

  constructor(readonly name: string) {}

  /** Both ends of unicast frames, by interface. */
  get ends(): readonly PortEnds[] {
    return this.#ends.byIface;
  }

  /** Time of the first frame. Nanoseconds since 1970. */
  get base(): bigint {
    return this.epoch.at;
  }

  /** Resolution of the times of this capture. Nanoseconds. */
  get resolutionNs(): number {
    return this.#fine > 0 ? 1 : 1000;
  }

  /** Whether it consists mostly of unicast frames between other machines, as at a mirror port. */
  get hasTraffic(): boolean {
    const unicast = this.ends.flatMap(ends => [...(ends?.values() ?? [])].flatMap(to => [...to.values()]));
    return 2 * sum(unicast, ({frames}) => frames) > this.frames;
  }

  /** Earliest and latest time of the sampled frames with these numbers. Nanoseconds from the first frame's. */
  timesBetween(from: number, to: number): {fromNs: number; toNs: number} {
    const own = [...this.control.frames(), ...this.traffic.frames()].filter(
      ({frame}) => frame >= from && frame <= to,
    );
    const first = own[0]?.ns ?? 0;
    return own.reduce(({fromNs, toNs}, {ns}) => ({fromNs: Math.min(fromNs, ns), toNs: Math.max(toNs, ns)}), {
      fromNs: first,
      toNs: first,
    });
  }

  take(frames: SeenFrames): void {
    if (frames instanceof FrameColumns) {
      for (let index = 0; index < frames.count; index++) this.#takeOne(frames, index, false);
      return;
    }
    const single = this.#single;
    for (const seen of frames) {
      single.count = 0;
      single.addFrame(seen);
      this.#takeOne(single, 0, seen.own === true);
    }
  }

  #takeOne(frames: FrameColumns, index: number, own: boolean): void {
    const number = ++this.frames;
    if (number === 1) this.epoch = new Epoch(frames.at(index) ?? 0n);
    const ns = frames.since(index, this.epoch);
    this.#time(ns, number);
    const view = this.#view;
    frames.view(index, view);
    const {kind, sourceMac, destinationMac} = view;
    this.#countOfKind(kind).frames++;
    const iface = this.#names.of(frames.iface[index] ?? '', view.interfaceIndex);
    const port = this.#iface(iface);
    const network = this.networks.get(iface, view.vlans).id;
    if (!view.isGroup) this.#ends.note(view, port);
    if (kind === 'arp' || kind === 'discovery') this.#claims.take(view, frames, index, ns, network);
    const isOwn = own || view.packetType === PACKET_TYPE.outgoing;
    if (isOwn && sourceMac !== UNKNOWN_MAC && this.sentFrom.size < MOST_SENT_FROM)
      this.sentFrom.add(sourceMac);
    const key = this.#key.of(view, frames.bytes[index] as Uint8Array);
    if (Number.isNaN(key)) return;
    const isTraffic = kind === 'ipv4' || kind === 'ipv6';
    const sample = !isTraffic && CONTROL.has(kind) ? this.control : this.traffic;
    if (!sample.has(key)) return;
    if (ns % 1000 !== 0) this.#fine++;
    const hops = view.ipVersion === 0 ? 0 : view.hops;
    sample.add({
      key,
      ns,
      frame: number,
      network,
      sourceMac,
      destinationMac,
      isOwn,
      hops,
      isNumbered: isNumbered(view),
      isClaimed: isTraffic && !view.isGroup && this.#claims.has(network, sourceMac, view.source),
    });
  }

  /** The count of a kind: the next frame is usually of the same kind as the last. */
  #countOfKind(kind: ViewedKind): Count {
    if (this.#latestKind === kind) return this.#ofLatestKind;
    let count = this.kinds.get(kind);
    if (count === undefined) {
      count = {frames: 0};
      this.kinds.set(kind, count);
    }
    this.#latestKind = kind;
    this.#ofLatestKind = count;
    return count;
  }

  #iface(name: string): number {
    if (this.#latestIface === name) return this.#latestPort;
    let port = this.ifaces.get(name);
    if (port === undefined) {
      port = this.ifaces.size;
      this.ifaces.set(name, port);
    }
    this.#latestIface = name;
    this.#latestPort = port;
    return port;
  }

  #time(ns: number, frame: number): void {
    if (ns < this.#latest - SET_BACK_NS && this.setBacks.length < MOST_CUTS) {
      this.setBacks.push({frame});
      this.#latest = ns;
    }
    this.#latest = Math.max(this.#latest, ns);
    this.lastNs = Math.max(this.lastNs, ns);
  }
}

/** Whether a frame is numbered: echoes have a sequence number, TCP segments have one and a timestamp, and most systems number their IPv4 packets. */
function isNumbered(view: FrameView): boolean {
  const {transport, ipVersion, identification} = view;
  if (transport === 'tcp') return true;
  if ((transport === 'icmp' || transport === 'icmpv6') && (isEchoRequest(view) || isEchoReply(view)))
    return true;
  return ipVersion === 4 && identification > 0;
}
