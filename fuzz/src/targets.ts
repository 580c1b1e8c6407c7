/**
 * Every decoder, the printed text of frames, and both capture file formats.
 *
 * @module
 */

import {
  decodeArpPacket,
  decodeCarpPacket,
  decodeDiscoveryPacket,
  decodeEthernetFrame,
  decodeFrame,
  decodeGlbpPacket,
  decodeHsrpPacket,
  decodeIcmp,
  decodeIcmpError,
  decodeIcmpv6,
  decodeIpv4Packet,
  decodeIpv6Packet,
  decodeLinkFrame,
  decodeNeighbourMessage,
  decodeTcpSegment,
  decodeUdpDatagram,
  decodeVrrpOrCarp,
  decodeVrrpPacket,
  encodeArpPacket,
  encodeCarpPacket,
  encodeEthernetFrame,
  encodeGlbpPacket,
  encodeHsrpPacket,
  encodeIcmp,
  encodeIcmpv6,
  encodeIpv4Packet,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  encodeTcpSegment,
  encodeUdpDatagram,
  encodeVrrpPacket,
  FrameView,
  PROTOCOL_AH,
  PROTOCOL_ICMP,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  PROTOCOL_VRRP,
  parseIpv4,
  parseIpv6,
} from '@vip/arp';
import {decodeForeignArp} from '#arp/wire/arp/foreign-arp';
import {decodeSll, decodeSll2, encodeSll, encodeSll2} from '#arp/wire/frame/linux-sll';
import {decodeAuthenticationHeader} from '#arp/wire/ip/authentication-header';
import {decodeIpv4Start} from '#arp/wire/ip/ipv4-packet';
import {UDP_HEADER_LENGTH} from '#arp/wire/ip/udp';
import {decodeVrrpTrailer} from '#arp/wire/router/vrrp-trailer';
import {captureTarget} from './capture-target.js';
import {configurationTarget} from './configuration-target.js';
import {explainTarget} from './explain-target.js';
import {descriptionTarget, formatTarget} from './printed-targets.js';
import {savedRunTarget} from './saved-run-target.js';
import * as seeds from './seeds.js';
import {codecTarget, type Target} from './target.js';

const endpoints = {source: parseIpv4('10.3.2.50'), destination: parseIpv4('10.3.2.200')};
const path = {source: parseIpv6('fd00:3:2::50'), destination: parseIpv6('fd00:3:2::200')};
/** The length of a TCP header without options. */
const TCP_HEADER_LENGTH = 20;
const vrrp = seeds.inIpv4(PROTOCOL_VRRP);

/** Reads the octets as every link type in turn, with the same object. */
function viewed(bytes: Uint8Array): object {
  const view = new FrameView();
  return [1, 101, 113, 228, 229, 276, 105].map(linkType => {
    view.read(bytes, linkType, bytes.length + 1);
    const {kind, protocol, transport, vlans} = view;
    return kind === 'unreadable' || kind === 'foreign-link' ? kind : {kind, protocol, transport, vlans};
  });
}

const codecs: readonly Target[] = [
  codecTarget('ethernet', seeds.frames, {decode: decodeEthernetFrame, encode: encodeEthernetFrame}),
  codecTarget('arp', seeds.arpPackets, {decode: decodeArpPacket, encode: encodeArpPacket}),
  codecTarget('foreign-arp', seeds.arpPackets, {decode: decodeForeignArp}),
  codecTarget('ipv4', seeds.ipv4Packets, {decode: decodeIpv4Packet, encode: encodeIpv4Packet}),
  codecTarget('ipv4-start', seeds.ipv4Packets, {decode: decodeIpv4Start}),
  codecTarget('icmp', seeds.inIpv4(PROTOCOL_ICMP), {decode: decodeIcmp, encode: encodeIcmp}),
  codecTarget('udp', seeds.inIpv4(PROTOCOL_UDP), {
    decode: decodeUdpDatagram,
    // A datagram cut by the snap length has a length that does not match.
    encode: datagram =>
      datagram.length === UDP_HEADER_LENGTH + datagram.payload.length
        ? encodeUdpDatagram(datagram, endpoints)
        : undefined,
  }),
  codecTarget('tcp', seeds.inIpv4(PROTOCOL_TCP), {
    decode: decodeTcpSegment,
    encode: segment =>
      segment.headerLength === TCP_HEADER_LENGTH + segment.options.length
        ? encodeTcpSegment(segment, endpoints)
        : undefined,
  }),
  codecTarget('vrrp', vrrp, {
    decode: bytes => decodeVrrpPacket(bytes, endpoints),
    encode: packet => encodeVrrpPacket(packet, endpoints),
  }),
  codecTarget('vrrp-ipv6', seeds.advertisementsOverIpv6, {
    decode: bytes => decodeVrrpPacket(bytes, path),
    encode: packet => encodeVrrpPacket(packet, path),
  }),
  codecTarget('authentication', seeds.inIpv4(PROTOCOL_AH), {decode: decodeAuthenticationHeader}),
  codecTarget('signed-advertisement', seeds.signedAdvertisements, {
    decode: bytes => [decodeVrrpOrCarp(bytes, endpoints), decodeVrrpTrailer(bytes)],
  }),
  codecTarget('hsrp', seeds.hsrpMessages, {decode: decodeHsrpPacket, encode: encodeHsrpPacket}),
  codecTarget('glbp', seeds.glbpMessages, {decode: decodeGlbpPacket, encode: encodeGlbpPacket}),
  codecTarget('frame', [...seeds.frames, ...seeds.cooked.sll, ...seeds.cooked.sll2], {
    decode: bytes => [1, 101, 113, 228, 229, 276, 105].map(linkType => decodeFrame(bytes, linkType)),
  }),
  codecTarget('icmp-error', seeds.icmpErrors, {
    decode: bytes => (['IPv4', 'IPv6'] as const).map(family => decodeIcmpError(bytes, family)),
  }),
  codecTarget('carp', vrrp, {decode: decodeCarpPacket, encode: encodeCarpPacket}),
  codecTarget('vrrp-or-carp', vrrp, {decode: bytes => decodeVrrpOrCarp(bytes, endpoints)}),
  codecTarget('ipv6', seeds.ipv6Packets, {decode: decodeIpv6Packet, encode: encodeIpv6Packet}),
  codecTarget('icmpv6', seeds.icmpv6Messages, {
    decode: decodeIcmpv6,
    encode: message => encodeIcmpv6(message, path),
  }),
  codecTarget('discovery', seeds.icmpv6Messages, {
    decode: decodeNeighbourMessage,
    encode: message => encodeNeighbourMessage(message, path),
  }),
  codecTarget('discovery-packet', seeds.ipv6Packets, {decode: decodeDiscoveryPacket}),
  codecTarget('sll', seeds.cooked.sll, {decode: decodeSll, encode: encodeSll}),
  codecTarget('sll2', seeds.cooked.sll2, {decode: decodeSll2, encode: encodeSll2}),
  codecTarget('cooked-frame', [...seeds.cooked.sll, ...seeds.cooked.sll2], {
    decode: bytes => [113, 276].map(linkType => decodeLinkFrame(bytes, linkType)),
  }),
  codecTarget('frame-view', [...seeds.frames, ...seeds.cooked.sll, ...seeds.cooked.sll2], {decode: viewed}),
];

export const TARGETS: readonly Target[] = [
  ...codecs,
  formatTarget,
  descriptionTarget,
  explainTarget,
  configurationTarget,
  captureTarget('pcap', seeds.pcapFiles),
  captureTarget('pcapng', seeds.pcapngFiles),
  savedRunTarget,
];
