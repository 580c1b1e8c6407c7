/**
 * What frames say, worked out once for those that come again: heartbeats, floods and the questions of a busy network are the same few
 * octets over and over. Pure.
 *
 * @module
 */

import {decodeFrame, type Frame} from '@vip/arp';
import {formatDecoded} from '@vip/arp/describe';

/** So many are remembered; past that, it begins anew. */
const MAX_FRAMES = 4096;

/** The longest frame that is remembered, in octets: ARP with padding, a tag and Ethernet's header. */
const MAX_OCTETS = 64;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A frame, and what of it depends on its octets alone. */
export class ReadFrame {
  readonly frame: Frame;
  /** Whether the way it announces was told. */
  isTold = false;
  #says: string | undefined;
  #isFlat = false;
  #vlans: string | undefined;

  constructor(
    readonly octets: Uint8Array,
    readonly linkType: number,
  ) {
    this.frame = decodeFrame(octets, linkType);
  }

  /** What it says, after its tags. */
  get says(): string {
    if (this.#says === undefined) this.#says = formatDecoded(this.frame);
    else if (!this.#isFlat) this.#flatten(this.#says);
    return this.#says;
  }

  /** V8 keeps a text as the pieces it was put together of, and copies it piece by piece each time it is printed. */
  #flatten(says: string): void {
    this.#says = decoder.decode(encoder.encode(says));
    this.#isFlat = true;
  }

  /** The identifiers of its VLANs, outermost first: `7.12`; empty without. */
  get vlans(): string {
    this.#vlans ??= this.frame.link?.tags.map(({vlanId}) => vlanId).join('.') ?? '';
    return this.#vlans;
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
    if (octets.length > MAX_OCTETS) return new ReadFrame(octets, linkType);
    const hash = hashOf(octets);
    const known = this.#known.get(hash);
    if (known?.isOf(octets, linkType)) return known;
    const read = new ReadFrame(octets.slice(), linkType);
    if (this.#known.size >= MAX_FRAMES) this.#known.clear();
    this.#known.set(hash, read);
    return read;
  }
}

/** FNV-1a, as a number that V8 needs no memory for. */
function hashOf(octets: Uint8Array): number {
  let hash = 0x811c9dc5;
  // A loop by index takes a third of what one over the octets themselves takes.
  for (let index = 0; index < octets.length; index++)
    hash = Math.imul(hash ^ (octets[index] as number), 0x01000193);
  return hash >> 1;
}
