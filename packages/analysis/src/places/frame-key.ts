/**
 * A key from the part of a frame that is the same wherever it is captured: without MACs and tags, which switches and routers change, the time to
 * live, and the checksums, which a network card fills in after the sender's capture.
 *
 * @module
 */

import {type FrameView, readInt32} from '@vip/arp';

const WORD = 4;

/** Octets of an ARP packet for IPv4; the rest is padding. */
const ARP = 28;

/** Octets after the IP header that are used: the TCP header up to its window, and the part in which one echo request differs from the next. */
const PAYLOAD = 16;
/** If nothing numbers the packet, the timestamp of a segment as well (RFC 7323 §3.2), which distinguishes it from a retransmission. */
const PAYLOAD_UNNUMBERED = 28;

/**
 * Offsets of the parts of the IPv4 header that routers do not change (RFC 791 §3.1): from the length to the
 * fragment offset; the protocol; the addresses.
 */
const ipv4At = {unchanged: 2, ttl: 8, protocol: 9, checksum: 10, addresses: 12, end: 20} as const;
/** The same for IPv6 (RFC 8200 §3): length and next header; addresses. */
const ipv6At = {unchanged: 4, hopLimit: 7, addresses: 8, end: 40} as const;

/** One object, used for frame after frame. */
export class FrameKey {
  #a = 0;
  #b = 0;

  /**
   * The key of a frame, an integer of 53 bits: equal frames have equal keys. NaN for a frame of which too little was captured, or that is
   * neither IP nor ARP.
   */
  of(view: FrameView, bytes: Uint8Array): number {
    const {kind, ipVersion, payloadStart: start, end: captured} = view;
    this.#a = 0x9e3779b9;
    this.#b = 0x85ebca6b;
    if (kind === 'arp' || kind === 'rarp') {
      if (captured < start + ARP) return Number.NaN;
      this.#mix(bytes, start, start + ARP);
      return this.#result();
    }
    if (ipVersion === 0) return Number.NaN;
    const {transportStart, transportLength} = view;
    const isNumbered = (ipVersion === 4 && view.identification > 0) || view.transport === 'icmp';
    const end = transportStart + Math.min(isNumbered ? PAYLOAD : PAYLOAD_UNNUMBERED, transportLength);
    if (captured < end) return Number.NaN;
    if (ipVersion === 4) {
      this.#mix(bytes, start + ipv4At.unchanged, start + ipv4At.ttl);
      this.#mix(bytes, start + ipv4At.protocol, start + ipv4At.checksum);
      this.#mix(bytes, start + ipv4At.addresses, start + ipv4At.end);
    } else {
      this.#mix(bytes, start + ipv6At.unchanged, start + ipv6At.hopLimit);
      this.#mix(bytes, start + ipv6At.addresses, start + ipv6At.end);
    }
    const checksum = Math.min(end, transportStart + checksumAt(view.transport));
    this.#mix(bytes, transportStart, checksum);
    this.#mix(bytes, checksum + 2, end);
    return this.#result();
  }

  /** Two sums of the octets, four at a time, with different factors, each mixed as in MurmurHash3. */
  #mix(bytes: Uint8Array, from: number, to: number): void {
    let a = this.#a;
    let b = this.#b;
    for (let index = from; index < to; index += WORD) {
      const word = index + WORD <= to ? readInt32(bytes, index) : restOf(bytes, index, to);
      a = Math.imul(a ^ word, 0xcc9e2d51);
      a ^= a >>> 15;
      b = Math.imul(b + word + 1, 0x85ebca6b);
      b ^= b >>> 13;
    }
    this.#a = a;
    this.#b = b;
  }

  #result(): number {
    return mixed(this.#a) * 0x20_0000 + (mixed(this.#b) >>> 11);
  }
}

/** Offset of the checksum after the IP header. Looking it up in a table would take V8 as long as the rest of a key. */
function checksumAt(transport: FrameView['transport']): number {
  switch (transport) {
    case 'tcp':
      return 16;
    case 'udp':
      return 6;
    case 'icmp':
    case 'icmpv6':
      return 2;
    default:
      return PAYLOAD_UNNUMBERED;
  }
}

/** The last octets, if they do not fill a word. */
function restOf(bytes: Uint8Array, from: number, to: number): number {
  let rest = to - from;
  for (let index = from; index < to; index++) rest = (rest << 8) | (bytes[index] as number);
  return rest;
}

function mixed(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}
