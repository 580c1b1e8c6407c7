/**
 * The purpose of an ARP packet (RFC 826, RFC 5227), derived from its fields alone.
 *
 * @module
 */

import {ANY_IPV4} from '../address/ipv4-address.js';
import {BROADCAST_MAC, ZERO_MAC} from '../address/mac.js';
import type {ArpOperation, ArpPacket} from './arp-packet.js';

/** The target MAC field of an announcement. */
export type AnnouncementTarget = 'broadcast' | 'zero' | 'self' | 'other';

/** The purpose of an ARP packet. */
export type ArpPurpose =
  /** "Who has this address?" */
  | {readonly kind: 'request'}
  /** "I have it", in reply to a request. */
  | {readonly kind: 'reply'}
  /** "Is anybody using it?": a request from 0.0.0.0 (RFC 5227 §1.1). */
  | {readonly kind: 'probe'}
  /** "It is mine": sender IP and target IP are the same (RFC 5227 §1.1, gratuitous ARP in RFC 5944 §4.6). */
  | {readonly kind: 'announcement'; readonly form: ArpOperation; readonly target: AnnouncementTarget};

/** The purpose of a packet. */
export function classifyArp(packet: ArpPacket): ArpPurpose {
  if (packet.operation === 'request' && packet.senderIp === ANY_IPV4) return {kind: 'probe'};
  if (packet.senderIp !== packet.targetIp) return {kind: packet.operation};
  return {kind: 'announcement', form: packet.operation, target: announcementTarget(packet)};
}

/** Whether Linux treats the packet as gratuitous, and hence ignores `locktime` (`arp_is_garp()`, net/ipv4/arp.c). */
export function isGratuitousToLinux(packet: ArpPacket): boolean {
  if (packet.senderIp !== packet.targetIp) return false;
  return packet.operation === 'request' || packet.targetMac === packet.senderMac;
}

function announcementTarget({senderMac, targetMac}: ArpPacket): AnnouncementTarget {
  if (targetMac === BROADCAST_MAC) return 'broadcast';
  if (targetMac === ZERO_MAC) return 'zero';
  return targetMac === senderMac ? 'self' : 'other';
}
