/**
 * Offsets of the fields of an IP packet, found without allocating: most packets of a capture are inspected once and
 * forgotten. The offsets are those of the codecs.
 *
 * @module
 */

import {type AddressKey, readIpv4Key, readIpv6Key} from '../address/address-key.js';
import {HeaderWalk} from '../ip/header-walk.js';
import {IPV4_MINIMUM_LENGTH, ipv4At, statedLength} from '../ip/ipv4-header.js';
import {IPV6_HEADER_LENGTH, ipv6At} from '../ip/ipv6-packet.js';
import {PROTOCOL_AH} from '../ip/protocol.js';
import {readUint16} from '../octets.js';
import {TransportView} from './transport-view.js';

/** One object, overwritten for each packet. */
export class PacketView extends TransportView {
  /** 0 if it is not an IP packet, or its header is incomplete or contradictory; the other fields are then meaningless. */
  ipVersion: 0 | 4 | 6 = 0;
  source: AddressKey = 0;
  destination: AddressKey = 0;
  /** Time to live, or hop limit. */
  hops = 0;
  /** IANA protocol number of the payload, after an authentication header and the extension headers of IPv6. */
  protocol = 0;
  /** Whether an authentication header precedes it. */
  isAuthenticated = false;
  /** Identification shared by the fragments of a packet, and by its copies; -1 for IPv6 without a fragment header. */
  identification = -1;
  /** Fragment offset in octets; above 0 there is no transport header. */
  fragmentOffset = 0;
  moreFragments = false;
  /** Whether octets are missing that were on the wire according to the headers or the record. */
  isTruncated = false;
  /** Offset after the last octet that was captured; the octets may be among those of other packets. */
  end = 0;

  readonly #walk = new HeaderWalk();

  /**
   * @param start offset of the packet
   * @param wireEnd latest possible end on the wire; beyond the last octet if the record was truncated
   * @param end offset after the last octet that was captured
   * @returns whether its header could be read
   */
  readIp(octets: Uint8Array, start: number, wireEnd: number, end = octets.length): boolean {
    this.ipVersion = 0;
    this.transport = 'none';
    this.isIcmpError = false;
    this.end = end;
    this.isTruncated = end < wireEnd;
    if (end <= start) return false;
    const version = (octets[start] as number) >> 4;
    if (version === 4) return this.#readIpv4(octets, start, wireEnd);
    return version === 6 && this.#readIpv6(octets, start, wireEnd);
  }

  #readIpv4(octets: Uint8Array, start: number, wireEnd: number): boolean {
    if (this.end < start + IPV4_MINIMUM_LENGTH) return false;
    const headerLength = ((octets[start] as number) & 0x0f) * 4;
    const length = statedLength(readUint16(octets, start + ipv4At.totalLength), wireEnd - start);
    if (headerLength < IPV4_MINIMUM_LENGTH || length < headerLength) return false;
    const fragment = readUint16(octets, start + ipv4At.fragment);
    this.ipVersion = 4;
    this.source = readIpv4Key(octets, start + ipv4At.source);
    this.destination = readIpv4Key(octets, start + ipv4At.destination);
    this.hops = octets[start + ipv4At.ttl] as number;
    this.protocol = octets[start + ipv4At.protocol] as number;
    this.identification = readUint16(octets, start + ipv4At.identification);
    this.fragmentOffset = (fragment & 0x1fff) * 8;
    this.moreFragments = (fragment & 0x2000) !== 0;
    this.isAuthenticated = false;
    const payloadStart = start + headerLength;
    if (this.protocol === PROTOCOL_AH && this.fragmentOffset === 0) {
      this.#walk.walk(octets, this.protocol, payloadStart, Math.min(start + length, this.end), false);
      this.#takeWalk();
    } else this.transportStart = payloadStart;
    this.#readPayload(octets, start + length);
    return true;
  }

  #readIpv6(octets: Uint8Array, start: number, wireEnd: number): boolean {
    if (this.end < start + IPV6_HEADER_LENGTH) return false;
    const payloadStart = start + IPV6_HEADER_LENGTH;
    // Also 0 for a packet of more than 64 KiB, whose length is left to a network card or to RFC 2675.
    const stated = readUint16(octets, start + ipv6At.payloadLength);
    const length = statedLength(stated, Math.max(0, wireEnd - payloadStart));
    this.ipVersion = 6;
    this.source = readIpv6Key(octets, start + ipv6At.source);
    this.destination = readIpv6Key(octets, start + ipv6At.destination);
    this.hops = octets[start + ipv6At.hopLimit] as number;
    const walk = this.#walk;
    const nextHeader = octets[start + ipv6At.nextHeader] as number;
    walk.walk(octets, nextHeader, payloadStart, Math.min(payloadStart + length, this.end), true);
    this.identification = walk.identification;
    this.fragmentOffset = walk.fragmentOffset;
    this.moreFragments = walk.moreFragments;
    this.#takeWalk();
    this.#readPayload(octets, payloadStart + length);
    return true;
  }

  #takeWalk(): void {
    this.protocol = this.#walk.protocol;
    this.isAuthenticated = this.#walk.isAuthenticated;
    this.transportStart = this.#walk.offset;
  }

  /** @param end end of the packet according to its header */
  #readPayload(octets: Uint8Array, end: number): void {
    if (end > this.end) this.isTruncated = true;
    const start = this.transportStart;
    const length = Math.max(0, end - start);
    this.transportLength = length;
    if (this.fragmentOffset > 0) return;
    this.readTransport(octets, this.protocol, this.ipVersion, length, Math.min(this.end - start, length));
  }
}
