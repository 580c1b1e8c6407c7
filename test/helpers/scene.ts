/**
 * Captures made by hand, frame by frame.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis/internal';
import {createCollector, type Explanation, judge, type VerdictName} from '@vip/analysis/internal';
import {
  type ArpPacket,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  encodeArpPacket,
  encodeEthernetFrame,
  encodeIcmp,
  encodeVrrpPacket,
  type IpAddress,
  type Ipv4Address,
  internetChecksum,
  type MacAddress,
  PROTOCOL_ICMP,
  PROTOCOL_VRRP,
  parseIpv4,
  parseMac,
  VRRP_GROUP,
  vlanTag,
} from '@vip/arp';
import {concat} from './hex.js';

export const VIP = parseIpv4('10.3.2.200');
/** The MAC of the first owner, and its own address. */
export const A = parseMac('02:00:00:00:00:10');
export const A_IP = parseIpv4('10.3.2.210');
/** The second owner. */
export const B = parseMac('02:00:00:00:00:11');
export const B_IP = parseIpv4('10.3.2.211');
export const CLIENT = parseMac('02:00:00:00:00:50');
export const CLIENT_IP = parseIpv4('10.3.2.50');
export const BROADCAST = parseMac('ff:ff:ff:ff:ff:ff');
export const ZERO = parseMac('00:00:00:00:00:00');
export const VRRP_MAC = parseMac('01:00:5e:00:00:12');
export const VMAC = parseMac('00:00:5e:00:01:33');

/** 2026-01-01 00:00:00 UTC. */
export const START_NS = 1_767_225_600_000_000_000n;

export interface Where {
  readonly iface?: string;
  readonly vlan?: number;
}

/** Frames added in any order, at given milliseconds. */
export class Scene {
  readonly frames: SeenFrame[] = [];
  readonly #sequences = new Map<Ipv4Address, number>();

  constructor(readonly where: Where = {}) {}

  /** Adds any frame. */
  frame(ms: number, bytes: Uint8Array, {iface = 'eth0'}: Where = this.where): this {
    const at = START_NS + BigInt(Math.round(ms * 1000)) * 1000n;
    this.frames.push({iface, at, bytes, length: bytes.length});
    return this;
  }

  arp(
    ms: number,
    packet: ArpPacket,
    {
      source = packet.senderMac,
      destination = BROADCAST,
    }: {source?: MacAddress; destination?: MacAddress} = {},
    where = this.where,
  ): this {
    const tags = where.vlan === undefined ? [] : [vlanTag(where.vlan, 0)];
    const payload = encodeArpPacket(packet);
    return this.frame(
      ms,
      encodeEthernetFrame({destination, source, tags, etherType: ETHER_TYPE_ARP, payload}),
      where,
    );
  }

  garp(
    ms: number,
    mac: MacAddress,
    more: Partial<ArpPacket> & {source?: MacAddress; where?: Where} = {},
  ): this {
    const {source, where, ...fields} = more;
    const packet: ArpPacket = {
      ...{operation: 'request', senderMac: mac, senderIp: VIP, targetMac: BROADCAST, targetIp: VIP},
      ...fields,
    };
    return this.arp(ms, packet, source === undefined ? {} : {source}, where);
  }

  /** "Who has the VIP?" */
  asks(ms: number, mac = CLIENT, ip: Ipv4Address = CLIENT_IP, where = this.where): this {
    const packet = {senderMac: mac, senderIp: ip, targetMac: ZERO, targetIp: VIP};
    return this.arp(ms, {operation: 'request', ...packet}, {}, where);
  }

  /** "The VIP is here", sent to the station that asked. */
  answers(ms: number, mac: MacAddress, to = CLIENT, toIp: Ipv4Address = CLIENT_IP, where = this.where): this {
    const packet = {senderMac: mac, senderIp: VIP, targetMac: to, targetIp: toIp};
    return this.arp(ms, {operation: 'reply', ...packet}, {destination: to}, where);
  }

  ip(
    ms: number,
    from: readonly [MacAddress, Ipv4Address],
    to: readonly [MacAddress, Ipv4Address],
    protocol: number,
    payload: Uint8Array,
    where = this.where,
  ): this {
    const tags = where.vlan === undefined ? [] : [vlanTag(where.vlan, 0)];
    const packet = concat(ipv4Header(from[1], to[1], protocol, payload.length), payload);
    const frame = {destination: to[0], source: from[0], tags, etherType: ETHER_TYPE_IPV4, payload: packet};
    return this.frame(ms, encodeEthernetFrame(frame), where);
  }

  /** The client pings the VIP at this MAC. */
  ping(ms: number, to: MacAddress, from = CLIENT, fromIp: Ipv4Address = CLIENT_IP, where = this.where): this {
    return this.ip(ms, [from, fromIp], [to, VIP], PROTOCOL_ICMP, this.#echo('echo-request', fromIp), where);
  }

  pong(ms: number, from: MacAddress, to = CLIENT, toIp: Ipv4Address = CLIENT_IP, where = this.where): this {
    return this.ip(ms, [from, VIP], [to, toIp], PROTOCOL_ICMP, this.#echo('echo-reply', toIp), where);
  }

  /** Pings every 100 ms, each answered a millisecond later, unless `answered` is false. */
  talk(fromMs: number, untilMs: number, mac: MacAddress, answered = true, where = this.where): this {
    for (let ms = fromMs; ms < untilMs; ms += 100) {
      this.ping(ms, mac, CLIENT, CLIENT_IP, where);
      if (answered) this.pong(ms + 1, mac, CLIENT, CLIENT_IP, where);
    }
    return this;
  }

  vrrp(
    ms: number,
    mac: MacAddress,
    ip: Ipv4Address,
    priority: number,
    source = mac,
    addresses: readonly Ipv4Address[] = [VIP],
  ): this {
    const advertisement = {
      ...{version: 3 as const, virtualRouterId: 51, priority, intervalCentiseconds: 100},
      addresses,
    };
    const payload = encodeVrrpPacket(advertisement, {source: ip, destination: VRRP_GROUP});
    return this.ip(ms, [source, ip], [VRRP_MAC, VRRP_GROUP], PROTOCOL_VRRP, payload);
  }

  /** The frames in order of time, whatever the order in which they were added. */
  explain(ips?: readonly IpAddress[]): Explanation[] {
    const collector = createCollector({ips});
    collector.take([...this.frames].sort((a, b) => Number(a.at - b.at)));
    return judge(collector.facts());
  }

  /** The explanation of the only address. */
  verdict(): VerdictName | undefined {
    const explanations = this.explain([VIP]);
    return explanations.length === 1 ? explanations[0]?.finding.code : undefined;
  }

  /** A reply answers the client's last request. */
  #echo(type: 'echo-request' | 'echo-reply', client: Ipv4Address): Uint8Array {
    const last = this.#sequences.get(client) ?? 0;
    const sequence = type === 'echo-request' ? last + 1 : last;
    this.#sequences.set(client, sequence);
    return encodeIcmp({type, identifier: 7, sequence, data: new Uint8Array(8)});
  }
}

function ipv4Header(
  source: Ipv4Address,
  destination: Ipv4Address,
  protocol: number,
  length: number,
): Uint8Array {
  const octets = (ip: Ipv4Address) => ip.split('.').map(Number);
  const total = 20 + length;
  const header = Uint8Array.from([
    ...[0x45, 0, total >> 8, total & 0xff, 0, 0, 0, 0, 255, protocol, 0, 0],
    ...octets(source),
    ...octets(destination),
  ]);
  new DataView(header.buffer).setUint16(10, internetChecksum(header));
  return header;
}
