/**
 * Any frame, described: its kind, one line, and every octet in a field. For reports, which show whatever
 * was captured.
 *
 * @module
 */

import {classifyArp} from '../wire/arp/classify.js';
import {decodeFrame, type Frame} from '../wire/frame/decode-frame.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import {LINK_TYPE_ETHERNET} from '../wire/frame/link-type.js';
import {hexNumber} from '../wire/hex.js';
import type {DiscoveryPacket} from '../wire/icmp/discovery-packet.js';
import {takeAdvertisement} from './dissect-advertisement.js';
import {dissectAnnouncement} from './dissect-announcement.js';
import {dissectArp} from './dissect-arp.js';
import {takeDiscovery} from './dissect-discovery.js';
import {takeIcmp} from './dissect-icmp.js';
import {dissectIp} from './dissect-ip.js';
import {FieldTaker, type FrameField} from './field-taker.js';
import {formatDecoded} from './format.js';
import {isUnsolicited} from './format-discovery.js';

/** The part a frame plays for a virtual IP. */
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

/** A described frame. */
export interface FrameDescription {
  readonly kind: FrameKind;
  /** As `formatFrame` prints it. */
  readonly summary: string;
  /** In wire order; they cover every octet exactly once. */
  readonly fields: readonly FrameField[];
}

/**
 * Describes any octets; never throws.
 *
 * @param linkType link type of the octets, Ethernet by default
 */
export function describeFrame(octets: Uint8Array, linkType: number = LINK_TYPE_ETHERNET): FrameDescription {
  const frame = decodeFrame(octets, linkType);
  return {kind: kindOf(frame), summary: formatDecoded(frame), fields: fieldsOf(octets, frame)};
}

function kindOf(frame: Frame): FrameKind {
  switch (frame.kind) {
    case 'arp': {
      const {kind} = classifyArp(frame.packet);
      return kind === 'announcement' ? kind : `arp-${kind}`;
    }
    case 'discovery':
      return kindOfDiscovery(frame.packet);
    case 'icmp':
    case 'tcp':
    case 'udp':
    case 'ip':
      return 'other';
    default:
      return frame.kind;
  }
}

function kindOfDiscovery(packet: DiscoveryPacket): FrameKind {
  if (packet.message.type === 'solicitation') return 'neighbour-solicitation';
  return isUnsolicited(packet) ? 'announcement' : 'neighbour-advertisement';
}

function fieldsOf(octets: Uint8Array, frame: Frame): FrameField[] {
  switch (frame.kind) {
    case 'arp':
      return dissectArp(octets, frame.link, frame.packet);
    case 'foreign-arp':
      return headerOnly(octets, frame.link, frame.packet.name);
    case 'discovery':
      return discoveryFields(octets, frame);
    case 'vrrp':
    case 'carp':
      return dissectIp(octets, frame.link, frame.ip, taker =>
        takeAdvertisement(taker, frame.packet.advertisement),
      );
    case 'icmp':
      return dissectIp(octets, frame.link, frame.ip, taker => takeIcmp(taker, frame.message, frame.ip));
    case 'other':
      return headerOnly(octets, frame.link, '');
    case 'unreadable':
      return whole(octets, frame.problem.message);
    default:
      return dissectIp(octets, frame.link, frame.ip);
  }
}

/** With every reason if it has the usual form of an announcement; without them if it is composed differently. */
function discoveryFields(
  octets: Uint8Array,
  {link, ip, packet}: Extract<Frame, {kind: 'discovery'}>,
): FrameField[] {
  const isPlain = 'extensions' in ip.header && ip.header.extensions.length === 0;
  const announced = isPlain && isUnsolicited(packet) ? dissectAnnouncement(octets, link, packet) : undefined;
  return announced ?? dissectIp(octets, link, ip, taker => takeDiscovery(taker, packet.message));
}

function headerOnly(octets: Uint8Array, link: LinkFrame, what: string): FrameField[] {
  const taker = new FieldTaker(octets);
  taker.takeLink(link, what);
  taker.takeRest('payload', `of EtherType ${hexNumber(link.etherType)}`);
  return taker.fields;
}

function whole(octets: Uint8Array, why: string): FrameField[] {
  const taker = new FieldTaker(octets);
  taker.takeRest('octets', why);
  return taker.fields;
}
