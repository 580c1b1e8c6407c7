/**
 * Questions that show which MAC a neighbour holds, without changing it.
 *
 * The answer to an echo request from the VIP leaves the neighbour by way of the very entry in question, so the frame that
 * it comes in is addressed to the MAC that the entry holds. The question itself is data, from which no cache learns. What must not be
 * used are the questions of ARP and neighbour discovery: a request from the VIP (`arp_process()` in net/ipv4/arp.c) and a
 * solicitation with a source link-layer address (`ndisc_recv_ns()` in net/ipv6/ndisc.c) both correct the entry first.
 *
 * An answer uses the entry as any packet does: REACHABLE stays REACHABLE, STALE becomes DELAY, with its MAC, and its second of
 * `locktime` begins anew (`__neigh_event_send()` in net/core/neighbour.c).
 *
 * @module
 */

import {
  ANY_IPV6,
  arpProbe,
  broadcastFrame,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  encodeEthernetFrame,
  encodeIcmp,
  encodeIcmpv6,
  encodeIpv4Packet,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  type IcmpEcho,
  type IpAddress,
  type Ipv6Address,
  isOfIpv6,
  type MacAddress,
  multicastMac,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  solicitedNodeAddress,
  type VlanTag,
} from '@vip/arp';

/** The machines between which a frame travels. */
export interface Between {
  readonly source: MacAddress;
  readonly destination: MacAddress;
  /** 802.1Q tags, outermost first. */
  readonly tags: readonly VlanTag[];
}

export interface EchoQuestion extends Between {
  readonly from: IpAddress;
  /** Of the same family. */
  readonly to: IpAddress;
  /** Tells our answers from others', 0 to 65535. */
  readonly identifier: number;
  /** 0 to 65535. */
  readonly sequence: number;
  /** The default of Linux. */
  readonly hops?: number;
}

/** Hop limits: Linux's default, and the one that neighbour discovery demands (RFC 4861 §7.1). */
const TTL = 64;
const DISCOVERY_HOP_LIMIT = 255;
/** As many octets as ping sends, lest a firewall object. */
const DATA_LENGTH = 56;

/** An echo request in a frame to one neighbour. */
export function echoQuestion(question: EchoQuestion): Uint8Array {
  const {from, to, identifier, sequence, hops = TTL, ...between} = question;
  const echo: IcmpEcho = {type: 'echo-request', identifier, sequence, data: new Uint8Array(DATA_LENGTH)};
  if (isOfIpv6(from) && isOfIpv6(to)) {
    const path = {source: from, destination: to};
    return ipv6Frame(between, path, hops, encodeIcmpv6(echo, path));
  }
  if (isOfIpv6(from) || isOfIpv6(to))
    throw new Error(`expected addresses of one family, got ${from} and ${to}`);
  const packet = {source: from, destination: to, ttl: hops, protocol: PROTOCOL_ICMP};
  const payload = encodeIpv4Packet({...packet, payload: encodeIcmp(echo)});
  return encodeEthernetFrame({...between, etherType: ETHER_TYPE_IPV4, payload});
}

/**
 * "Who has this address?", from no address: an ARP probe (RFC 5227 §2.1.1), or a duplicate address detection (RFC 4862
 * §5.4.2). Its holder answers, and enters nothing into its cache.
 */
export function whereabouts(neighbour: IpAddress, mac: MacAddress, tags: readonly VlanTag[]): Uint8Array {
  if (!isOfIpv6(neighbour)) return broadcastFrame(arpProbe(neighbour, mac), tags);
  return solicitation(neighbour, mac, tags);
}

/** To the group of the address (RFC 4861 §7.2.2); with a `source`, it carries our MAC, for the answer. */
export function solicitation(
  target: Ipv6Address,
  mac: MacAddress,
  tags: readonly VlanTag[],
  source: Ipv6Address = ANY_IPV6,
): Uint8Array {
  const group = solicitedNodeAddress(target);
  const path = {source, destination: group};
  const options = source === ANY_IPV6 ? [] : [{type: 'source-link-layer', mac} as const];
  const message = encodeNeighbourMessage({type: 'solicitation', target, options}, path);
  const between = {source: mac, destination: multicastMac(group), tags};
  return ipv6Frame(between, path, DISCOVERY_HOP_LIMIT, message);
}

/** An ICMPv6 message in a frame. */
export function ipv6Frame(
  between: Between,
  path: {readonly source: Ipv6Address; readonly destination: Ipv6Address},
  hopLimit: number,
  message: Uint8Array,
): Uint8Array {
  const payload = encodeIpv6Packet({...path, hopLimit, protocol: PROTOCOL_ICMPV6, payload: message});
  return encodeEthernetFrame({...between, etherType: ETHER_TYPE_IPV6, payload});
}
