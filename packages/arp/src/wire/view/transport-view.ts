/**
 * The fields of a transport header, found without allocating. The offsets are those of the codecs.
 *
 * @module
 */

import {ICMP_HEADER_LENGTH, icmpAt, isIcmpError} from '../icmp/icmp.js';
import {isIcmpv6Error} from '../icmp/icmpv6.js';
import {PROTOCOL_ICMP, PROTOCOL_ICMPV6, PROTOCOL_TCP, PROTOCOL_UDP} from '../ip/protocol.js';
import {TCP_MINIMUM_LENGTH, tcpAt} from '../ip/tcp.js';
import {UDP_HEADER_LENGTH, udpAt} from '../ip/udp.js';
import {readUint16, readUint32} from '../octets.js';

/** Protocol of the fields after the IP header. */
export type ViewedTransport = 'icmp' | 'icmpv6' | 'tcp' | 'udp' | 'none';

/** Octets of a TCP header up to its window, without which a receiver that cannot take more looks like one that does not answer. */
const TCP_NEEDED = tcpAt.window + 2;

/** One object, overwritten for each packet. */
export class TransportView {
  /** Offset of the payload of the IP packet. */
  transportStart = 0;
  /** Length of the payload of the IP packet in octets, by its header, not by what was captured. */
  transportLength = 0;
  /** `none` if it is another protocol, missing, truncated before the fields below, or contradictory. */
  transport: ViewedTransport = 'none';
  /** Octets after the transport header, or after the first 8 of ICMP; also by the IP header. */
  payloadLength = 0;
  /** Of ICMP and ICMPv6: 0 to 255. */
  icmpType = 0;
  /** Of ICMP and ICMPv6: 0 to 255. */
  icmpCode = 0;
  /** Whether the message quotes a packet that could not be delivered, which `decodeIcmpError` reads. */
  isIcmpError = false;
  /** Of an echo request or reply: 0 to 65535; meaningless for other types. */
  echoIdentifier = 0;
  /** Of an echo request or reply: 0 to 65535. */
  echoSequence = 0;
  /** Of TCP and UDP: 0 to 65535. */
  sourcePort = 0;
  /** Of TCP and UDP: 0 to 65535. */
  destinationPort = 0;
  /** TCP: the octet of flags; see `TCP_FLAG` for the bits. */
  tcpFlags = 0;
  /** Of TCP: 0 to 2³² - 1. */
  sequence = 0;
  /** Of TCP: 0 to 2³² - 1. */
  acknowledgment = 0;

  /**
   * Finds the fields of the transport header at `transportStart`.
   *
   * @param protocol IANA protocol number
   * @param version of the IP packet: ICMP goes with IPv4, ICMPv6 with IPv6
   * @param length of the payload in octets, by the header of the IP packet
   * @param present octets of it that were captured
   */
  protected readTransport(
    octets: Uint8Array,
    protocol: number,
    version: 0 | 4 | 6,
    length: number,
    present: number,
  ): void {
    const start = this.transportStart;
    switch (protocol) {
      case PROTOCOL_TCP:
        if (present >= TCP_NEEDED) this.#readTcp(octets, start, length);
        return;
      case PROTOCOL_UDP:
        if (present >= UDP_HEADER_LENGTH) this.#readUdp(octets, start, length);
        return;
      case PROTOCOL_ICMP:
        if (version === 4 && present >= ICMP_HEADER_LENGTH) this.#readIcmp(octets, start, length, 'icmp');
        return;
      case PROTOCOL_ICMPV6:
        if (version === 6 && present >= ICMP_HEADER_LENGTH) this.#readIcmp(octets, start, length, 'icmpv6');
    }
  }

  #readTcp(octets: Uint8Array, start: number, length: number): void {
    const headerLength = ((octets[start + tcpAt.headerLength] as number) >> 4) * 4;
    if (headerLength < TCP_MINIMUM_LENGTH || headerLength > length) return;
    this.transport = 'tcp';
    this.sourcePort = readUint16(octets, start + tcpAt.sourcePort);
    this.destinationPort = readUint16(octets, start + tcpAt.destinationPort);
    this.sequence = readUint32(octets, start + tcpAt.sequence);
    this.acknowledgment = readUint32(octets, start + tcpAt.acknowledgment);
    this.tcpFlags = octets[start + tcpAt.flags] as number;
    this.payloadLength = length - headerLength;
  }

  #readUdp(octets: Uint8Array, start: number, length: number): void {
    const stated = readUint16(octets, start + udpAt.length);
    if (stated < UDP_HEADER_LENGTH) return;
    this.transport = 'udp';
    this.sourcePort = readUint16(octets, start + udpAt.sourcePort);
    this.destinationPort = readUint16(octets, start + udpAt.destinationPort);
    this.payloadLength = Math.min(stated, length) - UDP_HEADER_LENGTH;
  }

  #readIcmp(octets: Uint8Array, start: number, length: number, transport: 'icmp' | 'icmpv6'): void {
    this.transport = transport;
    this.icmpType = octets[start + icmpAt.type] as number;
    this.icmpCode = octets[start + icmpAt.code] as number;
    this.isIcmpError = transport === 'icmp' ? isIcmpError(this.icmpType) : isIcmpv6Error(this.icmpType);
    this.echoIdentifier = readUint16(octets, start + icmpAt.identifier);
    this.echoSequence = readUint16(octets, start + icmpAt.sequence);
    this.payloadLength = length - ICMP_HEADER_LENGTH;
  }
}
