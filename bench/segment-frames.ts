/**
 * Frames of a busy segment in which a virtual IP fails over.
 *
 * @module
 */

import {
  type ArpPacket,
  BROADCAST_MAC,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  encodeArpPacket,
  encodeEthernetFrame,
  encodeVrrpPacket,
  type Ipv4Address,
  ipv4ToNumber,
  type MacAddress,
  PROTOCOL_ICMP,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  PROTOCOL_VRRP,
  parseIpv4,
  parseMac,
  VRRP_GROUP,
} from '@vip/arp';

export const VIP_ADDRESS = parseIpv4('10.3.2.200');
export const OWNERS = [parseMac('02:00:00:00:00:10'), parseMac('02:00:00:00:00:11')] as const;
const ROUTERS = [parseIpv4('10.3.2.210'), parseIpv4('10.3.2.211')] as const;

/** More than the data of any segment, so that each begins after the previous one. Octets. */
const MOST_DATA = 1000;

/** What each client has received from the address: the sequence number after it. */
export type Heard = Map<Ipv4Address, number>;

type End = readonly [MacAddress, Ipv4Address];

/** The length of an IPv4 packet, in octets. */
function lengthFrom(ip: Ipv4Address): number {
  return 46 + (ipv4ToNumber(ip) % 5) * 100;
}

/**
 * A packet with a payload of 26 to 1026 octets, of which only the examined part is there.
 *
 * @param asked the number of the frame that asks; its answer acknowledges all of it, and the next question acknowledges the answer
 */
export function packet(
  [mac, ip]: End,
  [toMac, toIp]: End,
  protocol: number,
  asked: number,
  heard: Heard,
): Uint8Array {
  const length = lengthFrom(ip);
  const payload = new Uint8Array(length);
  const view = new DataView(payload.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, length);
  view.setUint8(8, 64);
  view.setUint8(9, protocol);
  view.setUint32(12, ipv4ToNumber(ip));
  view.setUint32(16, ipv4ToNumber(toIp));
  if (protocol === PROTOCOL_ICMP) view.setUint8(20, ip === VIP_ADDRESS ? 0 : 8);
  else {
    const [port, toPort] = ip === VIP_ADDRESS ? [443, 40_000] : [40_000, 443];
    view.setUint16(20, port);
    view.setUint16(22, toPort);
  }
  if (protocol === PROTOCOL_TCP) {
    const sequence = asked * MOST_DATA;
    view.setUint32(24, sequence);
    view.setUint32(28, ip === VIP_ADDRESS ? sequence + lengthFrom(toIp) - 40 : (heard.get(ip) ?? 0));
    if (ip === VIP_ADDRESS) heard.set(toIp, sequence + length - 40);
    view.setUint8(32, 0x50);
    view.setUint8(33, 0x18);
  }
  if (protocol === PROTOCOL_UDP) view.setUint16(24, length - 20);
  return encodeEthernetFrame({
    destination: toMac,
    source: mac,
    tags: [],
    etherType: ETHER_TYPE_IPV4,
    payload,
  });
}

function arp(destination: MacAddress, arpPacket: ArpPacket): Uint8Array {
  const payload = encodeArpPacket(arpPacket);
  return encodeEthernetFrame({
    destination,
    source: arpPacket.senderMac,
    tags: [],
    etherType: ETHER_TYPE_ARP,
    payload,
  });
}

export function announcement(mac: MacAddress): Uint8Array {
  const [senderIp, targetIp] = [VIP_ADDRESS, VIP_ADDRESS];
  return arp(BROADCAST_MAC, {
    operation: 'request',
    senderMac: mac,
    senderIp,
    targetMac: BROADCAST_MAC,
    targetIp,
  });
}

export function question(mac: MacAddress, ip: Ipv4Address): Uint8Array {
  const targetMac = parseMac('00:00:00:00:00:00');
  return arp(BROADCAST_MAC, {
    operation: 'request',
    senderMac: mac,
    senderIp: ip,
    targetMac,
    targetIp: VIP_ADDRESS,
  });
}

export function reply(owner: MacAddress, mac: MacAddress, ip: Ipv4Address): Uint8Array {
  return arp(mac, {
    operation: 'reply',
    senderMac: owner,
    senderIp: VIP_ADDRESS,
    targetMac: mac,
    targetIp: ip,
  });
}

export function advertisement(which: 0 | 1): Uint8Array {
  const source = ROUTERS[which];
  const payload = encodeVrrpPacket(
    {
      ...{version: 3, virtualRouterId: 51, priority: which === 0 ? 150 : 100, intervalCentiseconds: 100},
      addresses: [VIP_ADDRESS],
    },
    {source, destination: VRRP_GROUP},
  );
  const ip = new Uint8Array(20 + payload.length);
  const view = new DataView(ip.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, ip.length);
  view.setUint8(8, 255);
  view.setUint8(9, PROTOCOL_VRRP);
  view.setUint32(12, ipv4ToNumber(source));
  view.setUint32(16, ipv4ToNumber(VRRP_GROUP));
  ip.set(payload, 20);
  return encodeEthernetFrame({
    ...{destination: parseMac('01:00:5e:00:00:12'), source: OWNERS[which], tags: []},
    ...{etherType: ETHER_TYPE_IPV4, payload: ip},
  });
}
