/**
 * A whole frame as our decoders read it, layer by layer, in tshark's fields.
 *
 * @module
 */

import {
  DecodeError,
  decodeArpPacket,
  decodeEthernetFrame,
  decodeIcmp,
  decodeIcmpv6,
  decodeIpv4Packet,
  decodeIpv6Packet,
  decodeNeighbourMessage,
  decodeTcpSegment,
  decodeUdpDatagram,
  decodeVrrpOrCarp,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  type IcmpMessage,
  type IpPath,
  type Ipv4Packet,
  type Ipv6Packet,
  internetChecksum,
  isIcmpv6ChecksumCorrect,
  isOfIpv6,
  type NeighbourMessage,
  PROTOCOL_AH,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  PROTOCOL_VRRP,
} from '@vip/arp';
import {decodeAuthenticationHeader} from '#arp/wire/ip/authentication-header';
import {TAG_FIELDS, tagFields} from './tshark-tags.js';

export const STACK_FIELDS = [
  ...(['eth.src', 'eth.dst', ...TAG_FIELDS] as const),
  ...([
    'arp.opcode',
    'arp.src.hw_mac',
    'arp.src.proto_ipv4',
    'arp.dst.hw_mac',
    'arp.dst.proto_ipv4',
  ] as const),
  ...(['ip.src', 'ip.dst', 'ip.ttl', 'ip.proto', 'ip.frag_offset'] as const),
  ...(['icmp.type', 'icmp.ident', 'icmp.seq', 'icmp.checksum.status'] as const),
  ...(['udp.srcport', 'udp.dstport', 'udp.length'] as const),
  ...(['tcp.srcport', 'tcp.dstport', 'tcp.seq_raw', 'tcp.ack_raw', 'tcp.hdr_len'] as const),
  ...(['tcp.window_size_value', 'vrrp.version', 'vrrp.type', 'vrrp.virt_rtr_id', 'vrrp.prio'] as const),
  ...(['vrrp.addr_count', 'vrrp.auth_type', 'vrrp.adver_int', 'vrrp.short_adver_int'] as const),
  ...(['vrrp.ip_addr', 'vrrp.ipv6_addr', 'vrrp.checksum.status', 'ah.length', 'ah.sequence'] as const),
  ...(['ipv6.src', 'ipv6.dst', 'ipv6.tclass', 'ipv6.flow', 'ipv6.hlim', 'ipv6.nxt', 'ipv6.plen'] as const),
  ...(['icmpv6.type', 'icmpv6.echo.identifier', 'icmpv6.echo.sequence_number'] as const),
  ...(['icmpv6.checksum.status', 'icmpv6.nd.ns.target_address', 'icmpv6.nd.na.target_address'] as const),
  ...(['icmpv6.opt.type', 'icmpv6.opt.linkaddr', 'icmpv6.nd.na.flag.r'] as const),
  ...(['icmpv6.nd.na.flag.s', 'icmpv6.nd.na.flag.o'] as const),
] as const;

export type StackField = (typeof STACK_FIELDS)[number];
export type StackFields = {-readonly [Field in StackField]?: string | number};

export interface Reading {
  /** What was read up to the end or to the fault; numbers where tshark may write hex. */
  readonly fields: StackFields;
  /** The last layer that was begun. */
  readonly layer: string;
  readonly fault?: DecodeError;
  /**
   * Whether a header's length extends beyond the packet. For our decoder that is still a value, because a
   * snap length may have cut it.
   */
  readonly reachesBeyond: boolean;
}

/** Never throws. */
export function readStack(bytes: Uint8Array): Reading {
  const fields: StackFields = {};
  let layer = 'ethernet';
  let reachesBeyond = false;
  const progress: Progress = {
    fields,
    begin: name => {
      layer = name;
    },
    reachBeyond: () => {
      reachesBeyond = true;
    },
  };
  try {
    const {source, destination, tags, etherType, payload} = decodeEthernetFrame(bytes);
    Object.assign(fields, {'eth.src': source, 'eth.dst': destination, ...tagFields(tags)});
    if (etherType === ETHER_TYPE_ARP) readArp(payload, progress);
    if (etherType === ETHER_TYPE_IPV4) readIpv4(payload, progress);
    if (etherType === ETHER_TYPE_IPV6) readIpv6(payload, progress);
    return {fields, layer, reachesBeyond};
  } catch (error) {
    if (error instanceof DecodeError) return {fields, layer, fault: error, reachesBeyond};
    throw error;
  }
}

/** What is reported while a frame is read. */
interface Progress {
  readonly fields: StackFields;
  readonly begin: (layer: string) => void;
  readonly reachBeyond: () => void;
}

function readArp(payload: Uint8Array, {fields, begin}: Progress): void {
  begin('arp');
  const {operation, senderMac, senderIp, targetMac, targetIp} = decodeArpPacket(payload);
  fields['arp.opcode'] = operation === 'request' ? 1 : 2;
  fields['arp.src.hw_mac'] = senderMac;
  fields['arp.src.proto_ipv4'] = senderIp;
  fields['arp.dst.hw_mac'] = targetMac;
  fields['arp.dst.proto_ipv4'] = targetIp;
}

function readIpv4(bytes: Uint8Array, progress: Progress): void {
  const {fields, begin} = progress;
  begin('ipv4');
  const packet = decodeIpv4Packet(bytes);
  fields['ip.src'] = packet.source;
  fields['ip.dst'] = packet.destination;
  fields['ip.ttl'] = packet.ttl;
  fields['ip.proto'] = packet.protocol;
  // On the wire, and in tshark, the unit is eight octets.
  fields['ip.frag_offset'] = packet.fragmentOffset / 8;
  if (packet.fragmentOffset > 0) return;
  if (packet.protocol === PROTOCOL_ICMP) readIcmp(packet, progress);
  if (packet.protocol === PROTOCOL_UDP) readUdp(packet, progress);
  if (packet.protocol === PROTOCOL_TCP) readTcp(packet, progress);
  if (packet.protocol === PROTOCOL_VRRP) readAdvertisement(packet, packet.payload, progress);
  if (packet.protocol === PROTOCOL_AH) readAuthenticated(packet, progress);
}

function readIcmp({payload}: Ipv4Packet, {fields, begin}: Progress): void {
  begin('icmp');
  const message = decodeIcmp(payload);
  if (message.type !== 'echo-request' && message.type !== 'echo-reply') return;
  fields['icmp.type'] = message.type === 'echo-request' ? 8 : 0;
  fields['icmp.ident'] = message.identifier;
  fields['icmp.seq'] = message.sequence;
  fields['icmp.checksum.status'] = internetChecksum(payload) === 0 ? 1 : 0;
}

function readUdp({payload}: Ipv4Packet, {fields, begin, reachBeyond}: Progress): void {
  begin('udp');
  const {sourcePort, destinationPort, length} = decodeUdpDatagram(payload);
  fields['udp.srcport'] = sourcePort;
  fields['udp.dstport'] = destinationPort;
  fields['udp.length'] = length;
  if (length > payload.length) reachBeyond();
}

function readTcp({payload}: Ipv4Packet, {fields, begin, reachBeyond}: Progress): void {
  begin('tcp');
  const {sourcePort, destinationPort, sequence, acknowledgment, headerLength, window} =
    decodeTcpSegment(payload);
  fields['tcp.srcport'] = sourcePort;
  fields['tcp.dstport'] = destinationPort;
  fields['tcp.seq_raw'] = sequence;
  fields['tcp.ack_raw'] = acknowledgment;
  fields['tcp.hdr_len'] = headerLength;
  fields['tcp.window_size_value'] = window;
  if (headerLength > payload.length) reachBeyond();
}

function readAuthenticated(ip: Ipv4Packet, progress: Progress): void {
  progress.begin('authentication header');
  const {protocol, sequence, headerLength, payload} = decodeAuthenticationHeader(ip.payload);
  progress.fields['ah.length'] = headerLength / 4 - 2;
  progress.fields['ah.sequence'] = sequence;
  if (protocol === PROTOCOL_VRRP) readAdvertisement(ip, payload, progress);
}

function readAdvertisement(ends: IpPath, payload: Uint8Array, {fields, begin}: Progress): void {
  begin('vrrp');
  const {protocol, packet, checksum} = decodeVrrpOrCarp(payload, ends);
  if (protocol === 'carp') {
    begin('carp');
    return;
  }
  fields['vrrp.version'] = packet.version;
  fields['vrrp.type'] = 1;
  fields['vrrp.virt_rtr_id'] = packet.virtualRouterId;
  fields['vrrp.prio'] = packet.priority;
  fields['vrrp.addr_count'] = packet.addresses.length;
  fields[isOfIpv6(ends.source) ? 'vrrp.ipv6_addr' : 'vrrp.ip_addr'] = packet.addresses.join();
  fields['vrrp.checksum.status'] = checksum === 'correct' ? 1 : 0;
  if (packet.version === 2) {
    fields['vrrp.auth_type'] = packet.authenticationType;
    fields['vrrp.adver_int'] = packet.intervalSeconds;
  } else fields['vrrp.short_adver_int'] = packet.intervalCentiseconds;
}

function readIpv6(bytes: Uint8Array, progress: Progress): void {
  const {fields, begin} = progress;
  begin('ipv6');
  const packet = decodeIpv6Packet(bytes);
  fields['ipv6.src'] = packet.source;
  fields['ipv6.dst'] = packet.destination;
  fields['ipv6.tclass'] = packet.trafficClass;
  fields['ipv6.flow'] = packet.flowLabel;
  fields['ipv6.hlim'] = packet.hopLimit;
  fields['ipv6.nxt'] = packet.protocol;
  fields['ipv6.plen'] = packet.payload.length;
  if (packet.protocol === PROTOCOL_VRRP) readAdvertisement(packet, packet.payload, progress);
  if (packet.protocol !== PROTOCOL_ICMPV6) return;
  begin('icmpv6');
  if (packet.payload[0] === 135 || packet.payload[0] === 136) readDiscovery(packet, progress);
  else readIcmpv6Echo(decodeIcmpv6(packet.payload), fields);
  fields['icmpv6.checksum.status'] = isIcmpv6ChecksumCorrect(packet.payload, packet) ? 1 : 0;
}

function readIcmpv6Echo(message: IcmpMessage, fields: StackFields): void {
  if (message.type !== 'echo-request' && message.type !== 'echo-reply') return;
  fields['icmpv6.type'] = message.type === 'echo-request' ? 128 : 129;
  fields['icmpv6.echo.identifier'] = message.identifier;
  fields['icmpv6.echo.sequence_number'] = message.sequence;
}

function readDiscovery({payload}: Ipv6Packet, {fields, begin}: Progress): void {
  begin('neighbour discovery');
  const message = decodeNeighbourMessage(payload);
  const kind = message.type === 'solicitation' ? 'ns' : 'na';
  fields['icmpv6.type'] = message.type === 'solicitation' ? 135 : 136;
  fields[`icmpv6.nd.${kind}.target_address`] = message.target;
  if (message.type === 'advertisement') {
    fields['icmpv6.nd.na.flag.r'] = Number(message.router);
    fields['icmpv6.nd.na.flag.s'] = Number(message.solicited);
    fields['icmpv6.nd.na.flag.o'] = Number(message.override);
  }
  fields['icmpv6.opt.type'] = message.options.map(numberOf).join();
  // A link-layer address whose length is not six octets has its option number, but no MAC.
  if (message.options.some(option => option.type === 'other' && option.number <= 2)) return;
  fields['icmpv6.opt.linkaddr'] = message.options
    .flatMap(option => (option.type === 'other' ? [] : [option.mac]))
    .join();
}

function numberOf(option: NeighbourMessage['options'][number]): number {
  if (option.type === 'other') return option.number;
  return option.type === 'source-link-layer' ? 1 : 2;
}
