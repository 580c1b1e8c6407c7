/**
 * Requests, answers and announcements in both families: the contents and the destination of a frame.
 *
 * @module
 */

import {
  ALL_NODES,
  type ArpOperation,
  BROADCAST_MAC,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV6,
  encodeArpPacket,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  type IpAddress,
  type Ipv6Address,
  isOfIpv6,
  type MacAddress,
  multicastMac,
  type NeighbourMessage,
  PROTOCOL_ICMPV6,
  parseIpv4,
  parseIpv6,
  solicitedNodeAddress,
  ZERO_MAC,
} from '@vip/arp';

/** The contents of a frame, and its destination. */
export interface Telling {
  readonly destination: MacAddress;
  readonly etherType: number;
  readonly payload: Uint8Array;
}

interface Speaker {
  readonly mac: MacAddress;
  readonly ip: IpAddress;
}

/** "Who has `ip`?", to all stations, or to one that may still have it. */
export function whoHas(ip: IpAddress, from: Speaker, to?: MacAddress): Telling {
  if (isOfIpv6(ip)) {
    const destination = to === undefined ? solicitedNodeAddress(ip) : ip;
    const options = [{type: 'source-link-layer' as const, mac: from.mac}];
    const message = {type: 'solicitation' as const, target: ip, options};
    return discovery(message, from.ip as Ipv6Address, destination, to ?? multicastMac(destination));
  }
  const asked = {operation: 'request' as const, targetMac: ZERO_MAC, targetIp: ip};
  return arp({...asked, senderMac: from.mac, senderIp: parseIpv4(from.ip)}, to);
}

/** A probe: "does anybody have `ip`?", without a sender address (RFC 5227 §2.1, RFC 4862 §5.4.2). */
export function probe(ip: IpAddress, mac: MacAddress): Telling {
  if (isOfIpv6(ip)) {
    const destination = solicitedNodeAddress(ip);
    const message = {type: 'solicitation' as const, target: ip, options: []};
    return discovery(message, parseIpv6('::'), destination, multicastMac(destination));
  }
  const nobody = {senderIp: parseIpv4('0.0.0.0'), targetMac: ZERO_MAC};
  return arp({operation: 'request', senderMac: mac, ...nobody, targetIp: ip});
}

/** "`ip` is at `mac`", to the station that asked. */
export function isAt(ip: IpAddress, mac: MacAddress, to: Speaker, override = true): Telling {
  if (isOfIpv6(ip)) {
    const flags = {router: false, solicited: true, override};
    const options = [{type: 'target-link-layer' as const, mac}];
    return discovery(
      {type: 'advertisement', target: ip, ...flags, options},
      ip,
      to.ip as Ipv6Address,
      to.mac,
    );
  }
  const answer = {operation: 'reply' as const, senderMac: mac, senderIp: ip};
  return arp({...answer, targetMac: to.mac, targetIp: parseIpv4(to.ip)}, to.mac);
}

/** How an address is announced: the ARP forms, or the Override flag. */
export interface AnnouncementForm {
  readonly operation: ArpOperation;
  readonly targetMac: 'broadcast' | 'zero' | 'self';
  /** IPv6 only. */
  readonly override: boolean;
}

/** "`ip` is at `mac` now", to all stations, or to one that did not ask. */
export function isAtNow(ip: IpAddress, mac: MacAddress, form: AnnouncementForm, to?: Speaker): Telling {
  if (isOfIpv6(ip)) {
    const flags = {router: false, solicited: false, override: form.override};
    const options = [{type: 'target-link-layer' as const, mac}];
    const message = {type: 'advertisement' as const, target: ip, ...flags, options};
    if (to !== undefined) return discovery(message, ip, to.ip as Ipv6Address, to.mac);
    return discovery(message, ip, ALL_NODES, multicastMac(ALL_NODES));
  }
  const targetMac = {broadcast: BROADCAST_MAC, zero: ZERO_MAC, self: mac}[form.targetMac];
  return arp({operation: form.operation, senderMac: mac, senderIp: ip, targetMac, targetIp: ip}, to?.mac);
}

function arp(packet: Parameters<typeof encodeArpPacket>[0], to: MacAddress = BROADCAST_MAC): Telling {
  return {destination: to, etherType: ETHER_TYPE_ARP, payload: encodeArpPacket(packet)};
}

function discovery(
  message: NeighbourMessage,
  source: Ipv6Address,
  destination: Ipv6Address,
  to: MacAddress,
): Telling {
  const path = {source, destination};
  const payload = encodeIpv6Packet({
    ...{...path, trafficClass: 0, flowLabel: 0, hopLimit: 255, protocol: PROTOCOL_ICMPV6},
    payload: encodeNeighbourMessage(message, path),
  });
  return {destination: to, etherType: ETHER_TYPE_IPV6, payload};
}
