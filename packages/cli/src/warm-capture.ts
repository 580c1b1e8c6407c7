/**
 * A capture of a failover with which the code cache is made: of ARP, VRRP, ping and TCP, and longer than what is read without a search
 * through it first.
 *
 * @module
 */

import {
  type ArpPacket,
  broadcastFrame,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  encodeArpPacket,
  encodeEthernetFrame,
  encodeIcmp,
  encodeIpv4Packet,
  encodeTcpSegment,
  encodeVrrpPacket,
  type MacAddress,
  multicastMac,
  PROTOCOL_ICMP,
  PROTOCOL_TCP,
  PROTOCOL_VRRP,
  parseIpv4,
  parseMac,
  VRRP_GROUP,
  ZERO_MAC,
} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';

const VIP = parseIpv4('192.0.2.1');
const CLIENT = {mac: parseMac('02:00:00:00:00:0c'), ip: parseIpv4('192.0.2.12')};
const NODES = [
  {mac: parseMac('02:00:00:00:00:0a'), ip: parseIpv4('192.0.2.10')},
  {mac: parseMac('02:00:00:00:00:0b'), ip: parseIpv4('192.0.2.11')},
] as const;
type Node = (typeof NODES)[number];
const ROUNDS = 2000;
const ROUND_NS = 10_000_000n;
/** With as much data, the capture is long enough. Octets. */
const DATA = new Uint8Array(1200);

export function warmCapture(): Uint8Array {
  const pieces = [encodeSectionHeader({os: ''}), encodeInterfaceDescription({name: 'eth0'})];
  let at = 0n;
  for (let round = 0; round < ROUNDS; round++) {
    for (const bytes of framesOf(round, NODES[round < ROUNDS / 2 ? 0 : 1]))
      pieces.push(encodeEnhancedPacket(0, {at: at++, bytes, length: bytes.length}));
    at += ROUND_NS;
  }
  return Buffer.concat(pieces);
}

function* framesOf(round: number, node: Node): Generator<Uint8Array> {
  if (round % (ROUNDS / 2) === 0) {
    yield advertisement(node);
    yield broadcastFrame({
      operation: 'request',
      ...{senderMac: node.mac, senderIp: VIP, targetIp: VIP},
      targetMac: ZERO_MAC,
    });
  }
  if (round % 100 === 0) {
    const own = {senderMac: CLIENT.mac, senderIp: CLIENT.ip};
    yield broadcastFrame({operation: 'request', ...own, targetMac: ZERO_MAC, targetIp: VIP});
    const answer = {senderMac: node.mac, senderIp: VIP, targetMac: CLIENT.mac, targetIp: CLIENT.ip};
    yield arp({operation: 'reply', ...answer});
    yield advertisement(node);
  }
  for (const isQuestion of [true, false]) {
    yield ping(round, node, isQuestion);
    yield segment(round, node, isQuestion);
  }
}

function arp(packet: ArpPacket): Uint8Array {
  const payload = encodeArpPacket(packet);
  const [destination, source] = [packet.targetMac, packet.senderMac];
  return encodeEthernetFrame({destination, source, tags: [], etherType: ETHER_TYPE_ARP, payload});
}

function packet(node: Node, isQuestion: boolean, protocol: number, payload: Uint8Array): Uint8Array {
  const [from, to] = isQuestion ? [CLIENT, {mac: node.mac, ip: VIP}] : [{mac: node.mac, ip: VIP}, CLIENT];
  const ip = encodeIpv4Packet({source: from.ip, destination: to.ip, ttl: 64, protocol, payload});
  return ipv4Frame(to.mac, from.mac, ip);
}

function ping(round: number, node: Node, isQuestion: boolean): Uint8Array {
  const type = isQuestion ? 'echo-request' : 'echo-reply';
  const message = encodeIcmp({type, identifier: 7, sequence: round, data: DATA.subarray(0, 56)});
  return packet(node, isQuestion, PROTOCOL_ICMP, message);
}

/** The client sends, and the server acknowledges. */
function segment(round: number, node: Node, isQuestion: boolean): Uint8Array {
  const [source, destination] = isQuestion ? [CLIENT.ip, VIP] : [VIP, CLIENT.ip];
  const [sourcePort, destinationPort] = isQuestion ? [40_000, 443] : [443, 40_000];
  const sent = round * DATA.length;
  const fields = isQuestion
    ? {sequence: sent, acknowledgment: 0, payload: DATA}
    : {sequence: 0, acknowledgment: sent + DATA.length};
  const flags = ['psh', 'ack'] as const;
  const bytes = encodeTcpSegment({sourcePort, destinationPort, flags, ...fields}, {source, destination});
  return packet(node, isQuestion, PROTOCOL_TCP, bytes);
}

function advertisement(node: Node): Uint8Array {
  const vrrp = {version: 3, virtualRouterId: 1, priority: 100, intervalCentiseconds: 100} as const;
  const [source, destination] = [node.ip, VRRP_GROUP];
  const payload = encodeVrrpPacket({...vrrp, addresses: [VIP]}, {source, destination});
  const ip = encodeIpv4Packet({source, destination, ttl: 255, protocol: PROTOCOL_VRRP, payload});
  return ipv4Frame(multicastMac(destination), node.mac, ip);
}

function ipv4Frame(destination: MacAddress, source: MacAddress, payload: Uint8Array): Uint8Array {
  return encodeEthernetFrame({destination, source, tags: [], etherType: ETHER_TYPE_IPV4, payload});
}
