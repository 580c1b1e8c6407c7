/**
 * The layers for `stack`: headers that carry others, and messages that come last.
 *
 * @module
 */

import {type ArpPacket, encodeArpPacket} from '../arp/arp-packet.js';
import {badArgument} from '../check.js';
import {DISCOVERY_HOP_LIMIT} from '../icmp/discovery-packet.js';
import {encodeIcmp, type IcmpMessage} from '../icmp/icmp.js';
import {encodeIcmpv6} from '../icmp/icmpv6.js';
import {encodeNeighbourMessage, type NeighbourMessage} from '../icmp/neighbour-discovery.js';
import type {IpPath, Ipv6Path} from '../ip/ip-path.js';
import {encodeIpv4Packet, type Ipv4Fields} from '../ip/ipv4-packet.js';
import {encodeIpv6Packet, type Ipv6Fields} from '../ip/ipv6-packet.js';
import {PROTOCOL_ICMP, PROTOCOL_ICMPV6, PROTOCOL_TCP, PROTOCOL_UDP, PROTOCOL_VRRP} from '../ip/protocol.js';
import {encodeTcpSegment, type TcpFields} from '../ip/tcp.js';
import {encodeUdpDatagram, type UdpDatagram} from '../ip/udp.js';
import {encodeVrrpPacket} from '../router/vrrp.js';
import type {VrrpChecksumScope} from '../router/vrrp-checksum.js';
import type {VrrpPacket} from '../router/vrrp-message.js';
import {signVrrpMessage, type VrrpSigning} from '../router/vrrp-trailer.js';
import {ETHER_TYPE_ARP, ETHER_TYPE_IPV4, ETHER_TYPE_IPV6} from './ether-type.js';
import {type EthernetFrame, encodeEthernetFrame} from './ethernet.js';
import type {Layer} from './stack.js';

const DEFAULT_HOPS = 64;
/** Anything less has passed a router (RFC 9568 §5.1.1.3). */
const VRRP_HOPS = 255;

/** An Ethernet header. The EtherType is that of its payload; for octets it must be given. */
export function ethernet(
  header: Pick<EthernetFrame, 'destination' | 'source'> & Partial<Pick<EthernetFrame, 'tags' | 'etherType'>>,
): Layer {
  return {
    name: 'ethernet',
    encode: ({payload, inner}) => {
      const etherType = header.etherType ?? inner?.etherType ?? unnamed('ethernet', 'an EtherType', inner);
      return encodeEthernetFrame({tags: [], ...header, etherType, payload});
    },
  };
}

/** An ARP packet. */
export function arp(packet: ArpPacket): Layer {
  return {name: 'arp', etherType: ETHER_TYPE_ARP, encode: () => encodeArpPacket(packet)};
}

/** An IPv4 header. The time to live defaults to 64, or to what its payload requires. */
export function ipv4(
  header: Pick<Ipv4Fields, 'source' | 'destination'> & Partial<Omit<Ipv4Fields, 'payload'>>,
): Layer {
  return {
    name: 'ipv4',
    etherType: ETHER_TYPE_IPV4,
    protocol: 4,
    path: header,
    encode: ({payload, inner}) => {
      const protocol = header.protocol ?? inner?.protocol ?? unnamed('ipv4', 'a protocol', inner);
      return encodeIpv4Packet({ttl: inner?.hops ?? DEFAULT_HOPS, ...header, protocol, payload});
    },
  };
}

/** An IPv6 header with its extension headers. The hop limit defaults to 64, or to what its payload requires. */
export function ipv6(
  header: Pick<Ipv6Fields, 'source' | 'destination'> & Partial<Omit<Ipv6Fields, 'payload'>>,
): Layer {
  return {
    name: 'ipv6',
    etherType: ETHER_TYPE_IPV6,
    protocol: 41,
    path: header,
    encode: ({payload, inner}) => {
      const protocol = header.protocol ?? inner?.protocol ?? unnamed('ipv6', 'a protocol', inner);
      return encodeIpv6Packet({hopLimit: inner?.hops ?? DEFAULT_HOPS, ...header, protocol, payload});
    },
  };
}

/** A UDP header. */
export function udp(header: Pick<UdpDatagram, 'sourcePort' | 'destinationPort'>): Layer {
  return {
    name: 'udp',
    protocol: PROTOCOL_UDP,
    encode: ({payload, path}) => encodeUdpDatagram({...header, payload}, pathOf('udp', path)),
  };
}

/** A TCP header. */
export function tcp(header: Omit<TcpFields, 'payload'>): Layer {
  return {
    name: 'tcp',
    protocol: PROTOCOL_TCP,
    encode: ({payload, path}) => encodeTcpSegment({...header, payload}, pathOf('tcp', path)),
  };
}

/** An ICMP message. */
export function icmp(message: IcmpMessage): Layer {
  return {name: 'icmp', protocol: PROTOCOL_ICMP, encode: () => encodeIcmp(message)};
}

/** An ICMPv6 message. */
export function icmpv6(message: IcmpMessage): Layer {
  return {
    name: 'icmpv6',
    protocol: PROTOCOL_ICMPV6,
    encode: ({path}) => encodeIcmpv6(message, pathOf('icmpv6', path) as Ipv6Path),
  };
}

/** A neighbour solicitation or advertisement, with the hop limit of 255 that receivers require. */
export function neighbour(message: NeighbourMessage): Layer {
  return {
    name: 'neighbour discovery',
    protocol: PROTOCOL_ICMPV6,
    hops: DISCOVERY_HOP_LIMIT,
    encode: ({path}) => encodeNeighbourMessage(message, pathOf('neighbour discovery', path) as Ipv6Path),
  };
}

/**
 * A VRRP advertisement, with the time to live of 255 that receivers require.
 *
 * @param options `checksum`: the scope of its checksum, as for `vrrpChecksum`; `signing`: the key for keepalived's `auth_hmac`, without which
 *   it is not signed
 */
export function vrrp(
  packet: VrrpPacket,
  {checksum, signing}: {readonly checksum?: VrrpChecksumScope; readonly signing?: VrrpSigning} = {},
): Layer {
  return {
    name: 'vrrp',
    protocol: PROTOCOL_VRRP,
    hops: VRRP_HOPS,
    encode: ({path: around}) => {
      const path = pathOf('vrrp', around);
      const message = encodeVrrpPacket(packet, path, checksum);
      return signing === undefined ? message : signVrrpMessage(message, path, signing);
    },
  };
}

function pathOf(name: string, path: IpPath | undefined): IpPath {
  return path ?? badArgument(`stack ${name}`, 'an IP header around it', 'none');
}

function unnamed(name: string, what: string, inner: Layer | undefined): never {
  return badArgument(
    `stack ${name}`,
    `${what} for what it carries`,
    inner === undefined ? 'octets alone' : inner.name,
  );
}
