/**
 * A capture of a failover with which the code cache is made: ARP, VRRP, ping, TCP and UDP, with more clients than are followed, and too
 * long to be read without a survey first, or to be sorted as a whole.
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
  encodeUdpDatagram,
  encodeVrrpPacket,
  type Ipv4Address,
  type MacAddress,
  multicastMac,
  PROTOCOL_ICMP,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  PROTOCOL_VRRP,
  parseIpv4,
  parseMac,
  VRRP_GROUP,
  ZERO_MAC,
} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';

const VIP = parseIpv4('192.0.2.1');
const CLIENTS = Array.from({length: 100}, (_, index) => ({
  mac: parseMac(`02:00:00:00:01:${index.toString(16).padStart(2, '0')}`),
  ip: parseIpv4(`192.0.2.${100 + index}`),
}));
const NODES = [
  {mac: parseMac('02:00:00:00:00:0a'), ip: parseIpv4('192.0.2.10')},
  {mac: parseMac('02:00:00:00:00:0b'), ip: parseIpv4('192.0.2.11')},
] as const;
type Node = (typeof NODES)[number];
type Client = (typeof CLIENTS)[number];
const ROUNDS = 3000;
const ROUND_NS = 10_000_000n;
/** Data that makes the capture long enough. */
const DATA = new Uint8Array(1200);

export function warmCapture(): Uint8Array {
  const pieces = [encodeSectionHeader({os: ''}), encodeInterfaceDescription({name: 'eth0'})];
  let at = 0n;
  for (let round = 0; round < ROUNDS; round++) {
    const client = CLIENTS[round % CLIENTS.length] as Client;
    for (const bytes of framesOf(round, NODES[round < ROUNDS / 2 ? 0 : 1], client))
      pieces.push(encodeEnhancedPacket({at: at++, bytes, length: bytes.length}, 0));
    at += ROUND_NS;
  }
  return Buffer.concat(pieces);
}

function* framesOf(round: number, node: Node, client: Client): Generator<Uint8Array> {
  if (round % (ROUNDS / 2) === 0) {
    yield advertisement(node);
    yield broadcastFrame({
      operation: 'request',
      ...{senderMac: node.mac, senderIp: VIP, targetIp: VIP},
      targetMac: ZERO_MAC,
    });
  }
  if (round % 20 === 0) {
    const own = {senderMac: client.mac, senderIp: client.ip};
    yield broadcastFrame({operation: 'request', ...own, targetMac: ZERO_MAC, targetIp: VIP});
    const answer = {senderMac: node.mac, senderIp: VIP, targetMac: client.mac, targetIp: client.ip};
    yield arp({operation: 'reply', ...answer});
    yield advertisement(node);
  }
  for (const isQuestion of [true, false]) {
    const way = {client, node, isQuestion};
    yield ping(round, way);
    yield segment(round, way);
    yield datagram(round, way);
  }
}

function arp(packet: ArpPacket): Uint8Array {
  const payload = encodeArpPacket(packet);
  const [destination, source] = [packet.targetMac, packet.senderMac];
  return encodeEthernetFrame({destination, source, tags: [], etherType: ETHER_TYPE_ARP, payload});
}

/** The two ends of a packet, and its direction. */
interface Way {
  readonly client: Client;
  readonly node: Node;
  readonly isQuestion: boolean;
}

/** The sender and the receiver. */
function endsOf({client, node, isQuestion}: Way): readonly [Client, Client] {
  const server = {mac: node.mac, ip: VIP};
  return isQuestion ? [client, server] : [server, client];
}

function packet(way: Way, protocol: number, payload: Uint8Array): Uint8Array {
  const [from, to] = endsOf(way);
  const ip = encodeIpv4Packet({source: from.ip, destination: to.ip, ttl: 64, protocol, payload});
  return ipv4Frame(to.mac, from.mac, ip);
}

function ping(round: number, way: Way): Uint8Array {
  const type = way.isQuestion ? 'echo-request' : 'echo-reply';
  const message = encodeIcmp({type, identifier: 7, sequence: round, data: DATA.subarray(0, 56)});
  return packet(way, PROTOCOL_ICMP, message);
}

/** The client sends, and the server acknowledges. */
function segment(round: number, way: Way): Uint8Array {
  const sent = round * DATA.length;
  const fields = way.isQuestion
    ? {sequence: sent, acknowledgment: 0, payload: DATA}
    : {sequence: 0, acknowledgment: sent + DATA.length};
  const flags = ['psh', 'ack'] as const;
  const bytes = encodeTcpSegment({...portsOf(way, 443), flags, ...fields}, pathOf(way));
  return packet(way, PROTOCOL_TCP, bytes);
}

function datagram(round: number, way: Way): Uint8Array {
  const payload = DATA.slice(0, 40).fill(round % 256);
  return packet(way, PROTOCOL_UDP, encodeUdpDatagram({...portsOf(way, 5060), payload}, pathOf(way)));
}

function portsOf({isQuestion}: Way, port: number): {sourcePort: number; destinationPort: number} {
  const [sourcePort, destinationPort] = isQuestion ? [40_000, port] : [port, 40_000];
  return {sourcePort, destinationPort};
}

function pathOf(way: Way): {source: Ipv4Address; destination: Ipv4Address} {
  const [from, to] = endsOf(way);
  return {source: from.ip, destination: to.ip};
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
