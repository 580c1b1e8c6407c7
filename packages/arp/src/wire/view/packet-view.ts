/**
 * Offsets of the fields of an IP packet, found without allocating: most packets of a capture are inspected once and
 * forgotten. The offsets are those of the codecs.
 *
 * @module
 */

import {type AddressKey, readIpv4Key, readIpv6Key} from '../address/address-key.js';
import {ICMP_HEADER_LENGTH, icmpAt, isIcmpError} from '../icmp/icmp.js';
import {isIcmpv6Error} from '../icmp/icmpv6.js';
import {HeaderWalk} from '../ip/header-walk.js';
import {IPV4_MINIMUM_LENGTH, ipv4At, statedLength} from '../ip/ipv4-header.js';
import {IPV6_HEADER_LENGTH, ipv6At} from '../ip/ipv6-packet.js';
import {PROTOCOL_AH, PROTOCOL_ICMP, PROTOCOL_ICMPV6, PROTOCOL_TCP, PROTOCOL_UDP} from '../ip/protocol.js';
import {TCP_MINIMUM_LENGTH, tcpAt} from '../ip/tcp.js';
import {UDP_HEADER_LENGTH, udpAt} from '../ip/udp.js';
import {readUint16, readUint32} from '../octets.js';

/** Protocol of the fields after the IP header. */
export type ViewedTransport = 'icmp' | 'icmpv6' | 'tcp' | 'udp' | 'none';

/** Length of a TCP header without options, in octets. */
const TCP_NEEDED = tcpAt.flags + 1;

/** One object that is written over for each packet. */
export class PacketView {
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
  /** Offset behind the last octet that was captured; the octets may be among those of other packets. */
  end = 0;
  /** Offset of the payload. */
  transportStart = 0;
  /** Length of the payload in octets, by the IP header, not by what was captured. */
  transportLength = 0;

  /** `none` if it is another protocol, missing, truncated before the fields below, or contradictory. */
  transport: ViewedTransport = 'none';
  /** Octets after the transport header, or after the first 8 of ICMP; also by the IP header. */
  payloadLength = 0;
  /** ICMP and ICMPv6. */
  icmpType = 0;
  /** Of ICMP and ICMPv6: 0 to 255. */
  icmpCode = 0;
  /** Whether it quotes a packet that could not be delivered: `decodeIcmpErrorPacket` reads it. */
  isIcmpError = false;
  /** Identifier and sequence of an echo; meaningless for other types. */
  echoIdentifier = 0;
  /** Of an echo request or reply: 0 to 65535. */
  echoSequence = 0;
  /** TCP and UDP. */
  sourcePort = 0;
  /** Of TCP and UDP: 0 to 65535. */
  destinationPort = 0;
  /** TCP: the octet of flags; see `TCP_FLAG` for the bits. */
  tcpFlags = 0;
  /** Of TCP: 0 to 2³² - 1. */
  sequence = 0;
  /** Of TCP: 0 to 2³² - 1. */
  acknowledgment = 0;

  readonly #walk = new HeaderWalk();

  /**
   * @param start offset of the packet
   * @param wireEnd latest possible end on the wire; beyond the last octet if the record was truncated
   * @param end behind the last octet that was captured
   * @returns whether its header could be read
   */
  readIp(bytes: Uint8Array, start: number, wireEnd: number, end = bytes.length): boolean {
    this.ipVersion = 0;
    this.transport = 'none';
    this.isIcmpError = false;
    this.end = end;
    this.isTruncated = end < wireEnd;
    if (end <= start) return false;
    const version = (bytes[start] as number) >> 4;
    if (version === 4) return this.#readIpv4(bytes, start, wireEnd);
    return version === 6 && this.#readIpv6(bytes, start, wireEnd);
  }

  #readIpv4(bytes: Uint8Array, start: number, wireEnd: number): boolean {
    if (this.end < start + IPV4_MINIMUM_LENGTH) return false;
    const headerLength = ((bytes[start] as number) & 0x0f) * 4;
    const length = statedLength(readUint16(bytes, start + ipv4At.totalLength), wireEnd - start);
    if (headerLength < IPV4_MINIMUM_LENGTH || length < headerLength) return false;
    const fragment = readUint16(bytes, start + ipv4At.fragment);
    this.ipVersion = 4;
    this.source = readIpv4Key(bytes, start + ipv4At.source);
    this.destination = readIpv4Key(bytes, start + ipv4At.destination);
    this.hops = bytes[start + ipv4At.ttl] as number;
    this.protocol = bytes[start + ipv4At.protocol] as number;
    this.identification = readUint16(bytes, start + ipv4At.identification);
    this.fragmentOffset = (fragment & 0x1fff) * 8;
    this.moreFragments = (fragment & 0x2000) !== 0;
    this.isAuthenticated = false;
    const payloadStart = start + headerLength;
    if (this.protocol === PROTOCOL_AH && this.fragmentOffset === 0) {
      this.#walk.walk(bytes, this.protocol, payloadStart, Math.min(start + length, this.end), false);
      this.#takeWalk();
    } else this.transportStart = payloadStart;
    this.#readTransport(bytes, start + length);
    return true;
  }

  #readIpv6(bytes: Uint8Array, start: number, wireEnd: number): boolean {
    if (this.end < start + IPV6_HEADER_LENGTH) return false;
    const payloadStart = start + IPV6_HEADER_LENGTH;
    // Also 0 for a packet of more than 64 KiB, whose length is left to a network card or to RFC 2675.
    const stated = readUint16(bytes, start + ipv6At.payloadLength);
    const length = statedLength(stated, Math.max(0, wireEnd - payloadStart));
    this.ipVersion = 6;
    this.source = readIpv6Key(bytes, start + ipv6At.source);
    this.destination = readIpv6Key(bytes, start + ipv6At.destination);
    this.hops = bytes[start + ipv6At.hopLimit] as number;
    const walk = this.#walk;
    const nextHeader = bytes[start + ipv6At.nextHeader] as number;
    walk.walk(bytes, nextHeader, payloadStart, Math.min(payloadStart + length, this.end), true);
    this.identification = walk.identification;
    this.fragmentOffset = walk.fragmentOffset;
    this.moreFragments = walk.moreFragments;
    this.#takeWalk();
    this.#readTransport(bytes, payloadStart + length);
    return true;
  }

  #takeWalk(): void {
    this.protocol = this.#walk.protocol;
    this.isAuthenticated = this.#walk.isAuthenticated;
    this.transportStart = this.#walk.offset;
  }

  /** @param end end of the packet according to its header */
  #readTransport(bytes: Uint8Array, end: number): void {
    if (end > this.end) this.isTruncated = true;
    const start = this.transportStart;
    const length = Math.max(0, end - start);
    this.transportLength = length;
    if (this.fragmentOffset > 0) return;
    const present = Math.min(this.end - start, length);
    switch (this.protocol) {
      case PROTOCOL_TCP:
        if (present >= TCP_NEEDED) this.#readTcp(bytes, start, length);
        return;
      case PROTOCOL_UDP:
        if (present >= UDP_HEADER_LENGTH) this.#readUdp(bytes, start, length);
        return;
      case PROTOCOL_ICMP:
        if (this.ipVersion === 4 && present >= ICMP_HEADER_LENGTH)
          this.#readIcmp(bytes, start, length, 'icmp');
        return;
      case PROTOCOL_ICMPV6:
        if (this.ipVersion === 6 && present >= ICMP_HEADER_LENGTH)
          this.#readIcmp(bytes, start, length, 'icmpv6');
    }
  }

  #readTcp(bytes: Uint8Array, start: number, length: number): void {
    const headerLength = ((bytes[start + tcpAt.headerLength] as number) >> 4) * 4;
    if (headerLength < TCP_MINIMUM_LENGTH || headerLength > length) return;
    this.transport = 'tcp';
    this.sourcePort = readUint16(bytes, start + tcpAt.sourcePort);
    this.destinationPort = readUint16(bytes, start + tcpAt.destinationPort);
    this.sequence = readUint32(bytes, start + tcpAt.sequence);
    this.acknowledgment = readUint32(bytes, start + tcpAt.acknowledgment);
    this.tcpFlags = bytes[start + tcpAt.flags] as number;
    this.payloadLength = length - headerLength;
  }

  #readUdp(bytes: Uint8Array, start: number, length: number): void {
    const stated = readUint16(bytes, start + udpAt.length);
    if (stated < UDP_HEADER_LENGTH) return;
    this.transport = 'udp';
    this.sourcePort = readUint16(bytes, start + udpAt.sourcePort);
    this.destinationPort = readUint16(bytes, start + udpAt.destinationPort);
    this.payloadLength = Math.min(stated, length) - UDP_HEADER_LENGTH;
  }

  #readIcmp(bytes: Uint8Array, start: number, length: number, transport: 'icmp' | 'icmpv6'): void {
    this.transport = transport;
    this.icmpType = bytes[start + icmpAt.type] as number;
    this.icmpCode = bytes[start + icmpAt.code] as number;
    this.isIcmpError = transport === 'icmp' ? isIcmpError(this.icmpType) : isIcmpv6Error(this.icmpType);
    this.echoIdentifier = readUint16(bytes, start + icmpAt.identifier);
    this.echoSequence = readUint16(bytes, start + icmpAt.sequence);
    this.payloadLength = length - ICMP_HEADER_LENGTH;
  }
}
