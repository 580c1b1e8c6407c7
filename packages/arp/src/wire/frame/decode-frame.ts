/**
 * Decodes a frame as far as this package can: the one place that knows which decoder follows which.
 *
 * @module
 */

import {type ArpPacket, decodeArpPacket} from '../arp/arp-packet.js';
import {decodeForeignArp, ETHER_TYPE_RARP, type ForeignArp} from '../arp/foreign-arp.js';
import {DecodeError, truncated} from '../errors.js';
import {type DiscoveryPacket, discoveryIn} from '../icmp/discovery-packet.js';
import {decodeIcmp, type IcmpMessage} from '../icmp/icmp.js';
import {decodeIcmpv6} from '../icmp/icmpv6.js';
import {isDiscoveryType} from '../icmp/neighbour-discovery.js';
import {decodeIpPacket, type IpPacket} from '../ip/ip-packet.js';
import {PROTOCOL_ICMP, PROTOCOL_ICMPV6, PROTOCOL_TCP, PROTOCOL_UDP, PROTOCOL_VRRP} from '../ip/protocol.js';
import {decodeTcpSegment, type TcpSegment} from '../ip/tcp.js';
import {decodeUdpDatagram, type UdpDatagram} from '../ip/udp.js';
import {type AdvertisementPacket, advertisementIn} from '../router/advertisement-packet.js';
import type {GlbpPacket} from '../router/glbp-message.js';
import {helloIn} from '../router/hello-packet.js';
import type {HsrpPacket} from '../router/hsrp-message.js';
import {ETHER_TYPE_ARP, ETHER_TYPE_IPV4, ETHER_TYPE_IPV6} from './ether-type.js';
import {decodeLinkFrame, type LinkFrame} from './link-frame.js';

/** The link layer, which every frame has. */
export interface OnLink {
  /** Addresses, tags and type; without addresses where the capture had none. */
  readonly link: LinkFrame;
}

/** A frame that carries an IP packet. */
export interface OverIp extends OnLink {
  readonly ip: IpPacket;
}

/** A frame, by its payload. */
export type Frame =
  | (OnLink & {readonly kind: 'arp'; readonly packet: ArpPacket})
  /** RARP and InARP. */
  | (OnLink & {readonly kind: 'foreign-arp'; readonly packet: ForeignArp})
  /** A neighbour solicitation or advertisement that receivers accept. */
  | (OverIp & {readonly kind: 'discovery'; readonly packet: DiscoveryPacket})
  | (OverIp & {readonly kind: 'vrrp' | 'carp'; readonly packet: AdvertisementPacket})
  /** Sent to its group, like `glbp`; unicast to these ports is `udp`. */
  | (OverIp & {readonly kind: 'hsrp'; readonly datagram: UdpDatagram; readonly packet: HsrpPacket})
  | (OverIp & {readonly kind: 'glbp'; readonly datagram: UdpDatagram; readonly packet: GlbpPacket})
  /** ICMP, and ICMPv6 other than neighbour discovery. */
  | (OverIp & {readonly kind: 'icmp'; readonly message: IcmpMessage})
  | (OverIp & {readonly kind: 'tcp'; readonly segment: TcpSegment})
  | (OverIp & {readonly kind: 'udp'; readonly datagram: UdpDatagram})
  /** Any other protocol, or a fragment that does not begin with a transport header. */
  | (OverIp & {readonly kind: 'ip'})
  /** Any other EtherType. */
  | (OnLink & {readonly kind: 'other'})
  | UnreadableFrame;

/** A frame that violates its format, or is truncated before its kind is known. */
export interface UnreadableFrame {
  readonly kind: 'unreadable';
  /** Undefined if not even that could be read. */
  readonly link: LinkFrame | undefined;
  readonly ip: IpPacket | undefined;
  readonly problem: DecodeError;
}

/**
 * Decodes any octets, and never throws. A frame that cannot be read is of kind `unreadable`, with the error that says why and the layers
 * that could be read.
 *
 * In a record truncated by a snap length, ICMP, UDP and TCP are read as far as possible; every other protocol must be complete.
 *
 * @param linkType link type of the octets, one of the `LINK_TYPE_` numbers
 */
export function decodeFrame(octets: Uint8Array, linkType: number): Frame {
  let link: LinkFrame | undefined;
  let ip: IpPacket | undefined;
  try {
    link = decodeLinkFrame(octets, linkType);
    switch (link.etherType) {
      case ETHER_TYPE_ARP:
        return decodeArp(link);
      case ETHER_TYPE_RARP:
        return {kind: 'foreign-arp', link, packet: decodeForeignArp(link.payload)};
      case ETHER_TYPE_IPV4:
        ip = decodeIpPacket(link.payload, 'IPv4');
        return decodeCarried(link, ip);
      case ETHER_TYPE_IPV6:
        ip = decodeIpPacket(link.payload, 'IPv6');
        return decodeCarried(link, ip);
      default:
        return {kind: 'other', link};
    }
  } catch (problem) {
    if (problem instanceof DecodeError) return {kind: 'unreadable', link, ip, problem};
    throw problem;
  }
}

/** @throws DecodeError */
function decodeArp(link: LinkFrame): Frame {
  try {
    return {kind: 'arp', link, packet: decodeArpPacket(link.payload)};
  } catch (problem) {
    const packet = foreignArp(link);
    if (packet === undefined) throw problem;
    return {kind: 'foreign-arp', link, packet};
  }
}

/** The packet, if the ARP decoder refused nothing but its operation. */
function foreignArp({payload}: LinkFrame): ForeignArp | undefined {
  try {
    return decodeForeignArp(payload);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** @throws DecodeError */
function decodeCarried(link: LinkFrame, ip: IpPacket): Frame {
  if (ip.fragmentOffset > 0) return {kind: 'ip', link, ip};
  switch (ip.protocol) {
    case PROTOCOL_TCP:
      return {kind: 'tcp', link, ip, segment: decodeTcpSegment(ip.payload)};
    case PROTOCOL_UDP:
      return decodeUdp(link, ip, decodeUdpDatagram(ip.payload));
    case PROTOCOL_ICMP:
      if (ip.family === 'IPv6') return {kind: 'ip', link, ip};
      return {kind: 'icmp', link, ip, message: decodeIcmp(ip.payload)};
    case PROTOCOL_ICMPV6:
      return ip.family === 'IPv4' ? {kind: 'ip', link, ip} : decodeOverIpv6(link, ip);
    case PROTOCOL_VRRP:
      return ip.isFragment ? {kind: 'ip', link, ip} : decodeAdvertisement(link, ip);
    default:
      return {kind: 'ip', link, ip};
  }
}

/** Receivers ignore fragmented neighbour discovery (RFC 6980 §5), so that a fragment of it is an error. */
function decodeOverIpv6(link: LinkFrame, ip: IpPacket): Frame {
  if (isDiscoveryType(ip.payload[0])) {
    checkWhole(ip);
    return {kind: 'discovery', link, ip, packet: discoveryIn(ip)};
  }
  return {kind: 'icmp', link, ip, message: decodeIcmpv6(ip.payload)};
}

function decodeAdvertisement(link: LinkFrame, ip: IpPacket): Frame {
  checkWhole(ip);
  const packet = advertisementIn(ip);
  return {kind: packet.advertisement.protocol, link, ip, packet};
}

function decodeUdp(link: LinkFrame, ip: IpPacket, datagram: UdpDatagram): Frame {
  const hello = ip.isFragment || ip.missing > 0 ? undefined : helloIn(ip, datagram);
  if (hello === undefined) return {kind: 'udp', link, ip, datagram};
  return hello.protocol === 'hsrp'
    ? {kind: 'hsrp', link, ip, datagram, packet: hello.packet}
    : {kind: 'glbp', link, ip, datagram, packet: hello.packet};
}

/** @throws DecodeError `TRUNCATED` for an incomplete packet */
function checkWhole({family, missing, payload}: IpPacket): void {
  if (missing > 0) truncated(family.toLowerCase(), payload.length + missing, payload.length);
}
