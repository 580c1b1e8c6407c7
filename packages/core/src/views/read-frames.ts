/**
 * What frames say, worked out only once for those that recur: heartbeats, floods and the questions of a busy network are the same few
 * octets over and over. Pure.
 *
 * @module
 */

import {decodeFrame, type Frame} from '@vip/arp';
import {formatDecoded} from '@vip/arp/describe';
import {placeOf} from '@vip/arp/ownership';

/** How many are remembered; beyond that, it starts afresh. */
const MAX_FRAMES = 4096;

/** The longest frame that is remembered, in octets: ARP with padding, a tag and Ethernet's header. */
const MAX_OCTETS = 64;

/** Where a frame was seen, by the names that the tracker of owners knows. */
interface Whereabouts {
  readonly iface: string;
  /** The broadcast domain: the interface and the VLANs. */
  readonly network: string;
  /** The place of an ARP packet's sender in that domain. */
  readonly place: string | undefined;
  readonly isFlat: boolean;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A frame, and everything about it that depends only on its octets. */
export class ReadFrame {
  readonly frame: Frame;
  /** Whether the way it announces was described. */
  isTold = false;
  #says: string | undefined;
  #isFlat = false;
  #vlans: string | undefined;
  #whereabouts: Whereabouts | undefined;

  constructor(
    readonly octets: Uint8Array,
    readonly linkType: number,
  ) {
    this.frame = decodeFrame(octets, linkType);
  }

  /** What it says, after its tags. */
  get says(): string {
    if (this.#says === undefined) this.#says = formatDecoded(this.frame);
    else if (!this.#isFlat) {
      this.#says = flat(this.#says);
      this.#isFlat = true;
    }
    return this.#says;
  }

  /** The identifiers of its VLANs, outermost first: `7.12`; empty without. */
  get vlans(): string {
    this.#vlans ??= this.frame.link?.tags.map(({vlanId}) => vlanId).join('.') ?? '';
    return this.#vlans;
  }

  /** Where it was seen: from the second time on, the same strings, whose hashes V8 then knows. */
  on(iface: string): Whereabouts {
    const known = this.#whereabouts?.iface === iface ? this.#whereabouts : undefined;
    if (known?.isFlat) return known;
    const kept = known === undefined ? (text: string) => text : flat;
    const network = kept(`${iface} ${this.vlans}`);
    const {frame} = this;
    const place = frame.kind === 'arp' ? kept(placeOf({ip: frame.packet.senderIp, network})) : undefined;
    this.#whereabouts = {iface, network, place, isFlat: known !== undefined};
    return this.#whereabouts;
  }

  isOf(octets: Uint8Array, linkType: number): boolean {
    const own = this.octets;
    if (octets.length !== own.length || linkType !== this.linkType) return false;
    for (let index = 0; index < own.length; index++) if (octets[index] !== own[index]) return false;
    return true;
  }
}

export class ReadFrames {
  readonly #known = new Map<number, ReadFrame>();

  /** Reads octets as a link of this type carries them; they may be written over afterwards. */
  read(octets: Uint8Array, linkType: number): ReadFrame {
    if (octets.length > MAX_OCTETS) return readLong(octets, linkType);
    const hash = hashOf(octets);
    const known = this.#known.get(hash);
    if (known?.isOf(octets, linkType)) return known;
    const read = new ReadFrame(octets.slice(), linkType);
    if (this.#known.size >= MAX_FRAMES) this.#known.clear();
    this.#known.set(hash, read);
    return read;
  }
}

/**
 * A frame that is not remembered. Only ICMP messages are read from their octets later, because an error
 * quotes a packet.
 */
function readLong(octets: Uint8Array, linkType: number): ReadFrame {
  const read = new ReadFrame(octets, linkType);
  return read.frame.kind === 'icmp' ? new ReadFrame(octets.slice(), linkType) : read;
}

/** Flattens a string, which V8 would otherwise keep as the pieces it was joined from, and copy on each use. */
function flat(text: string): string {
  return decoder.decode(encoder.encode(text));
}

/** FNV-1a, as a number for which V8 allocates nothing. */
function hashOf(octets: Uint8Array): number {
  let hash = 0x811c9dc5;
  // A loop by index takes a third of the time of one over the octets themselves.
  for (let index = 0; index < octets.length; index++)
    hash = Math.imul(hash ^ (octets[index] as number), 0x01000193);
  return hash >> 1;
}
