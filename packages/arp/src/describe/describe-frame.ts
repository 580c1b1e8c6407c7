/**
 * Any frame for a reader: what kind it is, one line, and every octet in a field. For reports, which show whatever
 * was captured.
 *
 * @module
 */

import {isGroupKey, keyOf} from '../wire/address/address-key.js';
import {classifyArp} from '../wire/arp/classify.js';
import {DecodeError} from '../wire/errors.js';
import {
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  type EthernetFrame,
} from '../wire/frame/ethernet.js';
import {
  type DiscoveryPacket,
  decodeDiscoveryPacket,
  isDuplicateDetection,
  taughtMac,
} from '../wire/icmp/neighbour-discovery.js';
import {decodeHelloPacket, type HelloPacket} from '../wire/router/hello-packet.js';
import type {Advertisement} from '../wire/router/vrrp-or-carp.js';
import {helloWords} from './describe-hello.js';
import {dissectArpFrame, type FrameField} from './dissect.js';
import {dissectDiscoveryFrame} from './dissect-discovery.js';
import {dissectIpv4Frame, readIpv4Frame} from './dissect-ipv4.js';
import {dissectIpv6Advertisement, readIpv6Advertisement} from './dissect-ipv6.js';
import {dissectNaFrame} from './dissect-na.js';
import {FieldTaker, hexNumber} from './field-taker.js';
import {formatFrame} from './format.js';
import {readFrame} from './readable-frame.js';

/** What a frame is to a virtual IP. */
export type FrameKind =
  /** A gratuitous ARP, or an unsolicited neighbour advertisement. */
  | 'announcement'
  | 'arp-probe'
  | 'arp-request'
  | 'arp-reply'
  /** RARP and InARP. */
  | 'foreign-arp'
  | 'neighbour-solicitation'
  | 'neighbour-advertisement'
  | 'vrrp'
  | 'carp'
  | 'hsrp'
  | 'glbp'
  | 'other'
  | 'unreadable';

export interface FrameDescription {
  readonly kind: FrameKind;
  readonly summary: string;
  /** In wire order; they cover every octet exactly once. */
  readonly fields: readonly FrameField[];
}

/** Describes any octets of an Ethernet interface; never throws. */
export function describeFrame(bytes: Uint8Array): FrameDescription {
  try {
    const frame = decodeEthernetFrame(bytes);
    if (frame.etherType === ETHER_TYPE_IPV4) return describeIpv4(bytes, frame);
    if (frame.etherType === ETHER_TYPE_IPV6) return describeIpv6(bytes, frame);
    return describeArp(bytes, frame);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return unreadable(bytes, error);
  }
}

function describeArp(bytes: Uint8Array, frame: EthernetFrame): FrameDescription {
  const {packet, foreign, problem} = readFrame(bytes);
  if (packet !== undefined) {
    const purpose = classifyArp(packet).kind;
    const kind = purpose === 'announcement' ? purpose : (`arp-${purpose}` as const);
    return {kind, summary: formatFrame(bytes), fields: dissectArpFrame(bytes)};
  }
  if (problem !== undefined) return unreadable(bytes, problem);
  return {
    kind: foreign === undefined ? 'other' : 'foreign-arp',
    summary: formatFrame(bytes),
    fields: headersOnly(bytes, frame, frame.etherType === ETHER_TYPE_ARP ? 'ARP' : ''),
  };
}

function describeIpv4(bytes: Uint8Array, frame: EthernetFrame): FrameDescription {
  const contents = readIpv4Frame(frame);
  const {ip, advertisement} = contents;
  const fields = dissectIpv4Frame(bytes, frame, contents);
  const path = `${ip.source} > ${ip.destination}`;
  if (advertisement === undefined) {
    const hello = helloIn(frame);
    if (hello !== undefined) return {kind: hello.protocol, summary: `${path} ${helloWords(hello)}`, fields};
    return {kind: 'other', summary: `${path} IPv4 protocol ${ip.protocol}`, fields};
  }
  return {kind: advertisement.protocol, summary: `${path} ${advertisementWords(advertisement)}`, fields};
}

/** A message of HSRP or GLBP to its group; undefined for anything else. */
function helloIn(frame: EthernetFrame): HelloPacket | undefined {
  try {
    const hello = decodeHelloPacket(frame);
    return isGroupKey(keyOf(hello.destination)) ? hello : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

function advertisementWords({protocol, packet, checksum}: Advertisement): string {
  const sum = checksum === 'correct' ? '' : `, checksum ${checksum}`;
  if (protocol === 'carp') {
    return `CARP vhid ${packet.virtualHostId}, base ${packet.advertisementBase} s, skew ${packet.advertisementSkew}${sum}`;
  }
  const {version, virtualRouterId, priority, addresses} = packet;
  const what = priority === 0 ? 'gives up' : `priority ${priority}`;
  return `VRRPv${version} id ${virtualRouterId}, ${what}, ${addresses.join(' ')}${sum}`;
}

function describeIpv6(bytes: Uint8Array, frame: EthernetFrame): FrameDescription {
  const found = readIpv6Advertisement(frame);
  if (found !== undefined) {
    const {ip, advertisement} = found;
    return {
      kind: advertisement.protocol,
      summary: `${ip.source} > ${ip.destination} ${advertisementWords(advertisement)}`,
      fields: dissectIpv6Advertisement(bytes, frame, found),
    };
  }
  const hello = helloIn(frame);
  if (hello !== undefined) {
    const summary = `${hello.source} > ${hello.destination} ${helloWords(hello)}`;
    return {kind: hello.protocol, summary, fields: headersOnly(bytes, frame, 'IPv6')};
  }
  let packet: DiscoveryPacket;
  try {
    packet = decodeDiscoveryPacket(frame.payload);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (error.code !== 'UNSUPPORTED') return unreadable(bytes, error);
    return {kind: 'other', summary: `IPv6 (${error.message})`, fields: headersOnly(bytes, frame, 'IPv6')};
  }
  return describeDiscovery(bytes, frame, packet);
}

function describeDiscovery(
  bytes: Uint8Array,
  frame: EthernetFrame,
  packet: DiscoveryPacket,
): FrameDescription {
  const {source, message} = packet;
  if (message.type === 'solicitation') {
    const summary = isDuplicateDetection(packet)
      ? `duplicate address detection: who has ${message.target}`
      : `neighbour solicitation who has ${message.target} tell ${source}`;
    return {kind: 'neighbour-solicitation', summary, fields: dissectDiscoveryFrame(bytes, frame, packet)};
  }
  const where = `${message.target} is-at ${taughtMac(message) ?? 'no MAC'}`;
  if (message.solicited) {
    const fields = dissectDiscoveryFrame(bytes, frame, packet);
    return {kind: 'neighbour-advertisement', summary: `neighbour advertisement ${where}`, fields};
  }
  const weak = message.override ? '' : ' without Override';
  return {
    kind: 'announcement',
    summary: `unsolicited advertisement ${where}${weak}`,
    fields: naFields(bytes, frame, packet),
  };
}

/** With all its reasons when it is what announces an address, plainly when it is unsolicited in another way. */
function naFields(bytes: Uint8Array, frame: EthernetFrame, packet: DiscoveryPacket): FrameField[] {
  try {
    return dissectNaFrame(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return dissectDiscoveryFrame(bytes, frame, packet);
    throw error;
  }
}

function headersOnly(bytes: Uint8Array, frame: EthernetFrame, what: string): FrameField[] {
  const taker = new FieldTaker(bytes);
  taker.takeEthernet(frame, what);
  taker.takeRest('payload', `of EtherType ${hexNumber(frame.etherType)}`);
  return taker.fields;
}

function unreadable(bytes: Uint8Array, {message}: DecodeError): FrameDescription {
  const taker = new FieldTaker(bytes);
  taker.takeRest('octets', message);
  return {kind: 'unreadable', summary: `(${message})`, fields: taker.fields};
}
