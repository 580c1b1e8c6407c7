/**
 * A frame as the collector reads it: its fields, found without decoding, its time and its number. One object, overwritten for each frame.
 *
 * @module
 */

import {
  type AddressKey,
  type ArpOperation,
  type ArpPacket,
  arpOperationAt,
  arpPacketAt,
  arpSenderKey,
  arpSenderMac,
  arpTargetKey,
  arpTargetMac,
  FrameView,
  LINK_TYPE_ETHERNET,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  readInt32,
} from '@vip/arp';
import {sll2At, sllAt} from '@vip/arp/internal';
import type {FrameColumns} from './frame-columns.js';
import type {SeenFrame} from './seen-frame.js';

const NO_OCTETS = new Uint8Array(0);
/** Octets of both MACs. */
const LINK_ENDS = 12;
/** Octets of the sender's MAC, all that a cooked packet has of them. The field has two more, which the kernel leaves as they were. */
const COOKED_ENDS = 6;
/** Where the same frame is seen again, its interface and whether it enters or leaves differ, but not the sender's address. */
const COOKED_AT: ReadonlyMap<number, number> = new Map([
  [LINK_TYPE_LINUX_SLL, sllAt.address],
  [LINK_TYPE_LINUX_SLL2, sll2At.address],
]);
const ARP_OCTETS = 28;
/** RFC 791 §3.1. */
const IPV4_LENGTH_AT = 2;
/** RFC 8200 §3. */
const IPV6_LENGTH_AT = 4;
const IPV6_HEADER_OCTETS = 40;
/** RFC 768. */
export const UDP_HEADER_OCTETS = 8;
/** The octets in which DNS, RADIUS and the like have their identifiers. */
const UDP_HEAD_OCTETS = 8;
/** RFC 9293 §3.1. */
const WINDOW_AT = 14;
const DATA_OFFSET_AT = 12;

export class SeenView extends FrameView {
  /** By the clock of the capture, corrected for its steps. */
  ns = Number.NaN;
  /** Its number, from 1. */
  frame = Number.NaN;
  /** Empty in a file that does not name it. */
  iface = '';
  linkType = 0;
  leg: SeenFrame['leg'];
  #bytes: Uint8Array = NO_OCTETS;
  #start = 0;
  /** The ends of the link, and the number of their octets. */
  #link = 0;
  #ends = LINK_ENDS;

  /** Reads everything but its time and number, which the caller sets before if they are needed. */
  see(frames: FrameColumns, index: number): void {
    const bytes = frames.bytes[index] as Uint8Array;
    const start = frames.start[index] as number;
    const linkType = frames.linkType[index] as number;
    this.iface = frames.iface[index] ?? '';
    this.linkType = linkType;
    this.leg = frames.leg[index];
    this.#bytes = bytes;
    this.#start = start;
    const cookedAt = linkType === LINK_TYPE_ETHERNET ? undefined : COOKED_AT.get(linkType);
    this.#link = start + (cookedAt ?? 0);
    this.#ends = cookedAt === undefined ? LINK_ENDS : COOKED_ENDS;
    this.read(bytes, linkType, frames.length[index] as number, start, frames.end[index] as number);
  }

  /** Its octets; offsets do not count from the first of these. */
  get octets(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.end);
  }

  /** Number of octets captured. */
  get length(): number {
    return this.end - this.#start;
  }

  octet(index: number): number {
    return this.#bytes[this.#start + index] as number;
  }

  /** The last octets of both MACs of an Ethernet frame, combined, to tell most frames apart quickly. */
  get linkEnds(): number {
    if (this.end < this.#link + this.#ends) return 0;
    const first = readInt32(this.#bytes, this.#link + 2);
    return this.#ends === LINK_ENDS ? first ^ Math.imul(readInt32(this.#bytes, this.#link + 8), 31) : first;
  }

  /** Undefined if it is not ARP, or cannot be read. */
  get arp(): ArpPacket | undefined {
    return this.kind === 'arp' ? arpPacketAt(this.#bytes, this.payloadStart, this.end) : undefined;
  }

  /** Undefined if it is not ARP, or cannot be read. */
  get arpOperation(): ArpOperation | undefined {
    return this.kind === 'arp' ? arpOperationAt(this.#bytes, this.payloadStart, this.end) : undefined;
  }

  /** The sender of an ARP packet that can be read. */
  get arpSenderKey(): AddressKey {
    return arpSenderKey(this.#bytes, this.payloadStart);
  }

  get arpSenderMac(): number {
    return arpSenderMac(this.#bytes, this.payloadStart);
  }

  get arpTargetMac(): number {
    return arpTargetMac(this.#bytes, this.payloadStart);
  }

  get arpTargetKey(): AddressKey {
    return arpTargetKey(this.#bytes, this.payloadStart);
  }

  /**
   * Number of octets that are the same wherever the frame is seen, in any VLAN and at any interface of a
   * network: its MACs, and the payload without padding.
   */
  get contentLength(): number {
    const {payloadStart, end} = this;
    return this.#ends + Math.max(0, Math.min(end - payloadStart, this.#payloadLength));
  }

  /** Length in the packet's header. */
  get #payloadLength(): number {
    // A network card that segments by itself is given packets whose header has no length yet.
    if (this.ipVersion === 4) return this.#wordAt(IPV4_LENGTH_AT) || Number.POSITIVE_INFINITY;
    if (this.ipVersion === 6) return IPV6_HEADER_OCTETS + this.#wordAt(IPV6_LENGTH_AT);
    return this.kind === 'arp' ? ARP_OCTETS : Number.POSITIVE_INFINITY;
  }

  /** A word of the payload. */
  #wordAt(offset: number): number {
    const at = this.payloadStart + offset;
    return ((this.#bytes[at] as number) << 8) | (this.#bytes[at + 1] as number);
  }

  /** @param length that of `contentLength` */
  copyContent(into: Uint8Array, length: number): void {
    const bytes = this.#bytes;
    const link = this.#link;
    const ends = this.#ends;
    for (let index = 0; index < ends; index++) into[index] = bytes[link + index] as number;
    const after = this.payloadStart - ends;
    for (let index = ends; index < length; index++) into[index] = bytes[after + index] as number;
  }

  contentOctet(index: number): number {
    const ends = this.#ends;
    const at = index < ends ? this.#link + index : this.payloadStart + index - ends;
    return this.#bytes[at] as number;
  }

  /** The window field of a TCP segment, not scaled; undefined if it is cut off. Octets. */
  get window(): number | undefined {
    const at = this.transportStart + WINDOW_AT;
    if (this.transport !== 'tcp' || at + 2 > this.end) return undefined;
    return ((this.#bytes[at] as number) << 8) | (this.#bytes[at + 1] as number);
  }

  /** The first octets of a UDP payload, combined into 32 bits: different messages usually differ there. */
  get udpHead(): number {
    const start = this.transportStart + UDP_HEADER_OCTETS;
    const end = Math.min(start + Math.min(UDP_HEAD_OCTETS, this.payloadLength), this.end);
    let head = 0;
    for (let at = start; at < end; at++) head = (Math.imul(head, 31) + (this.#bytes[at] as number)) >>> 0;
    return head;
  }

  /** The octets after the IP header. */
  get transportOctets(): Uint8Array {
    return this.#bytes.subarray(this.transportStart, this.end);
  }

  /** The first octet of data in a TCP segment (RFC 9293 §3.1: the data offset); undefined if the capture has none. */
  get firstOfSegment(): number | undefined {
    const start = this.transportStart;
    const at = start + 4 * ((this.#bytes[start + DATA_OFFSET_AT] ?? 0) >> 4);
    return at < this.end ? this.#bytes[at] : undefined;
  }
}
