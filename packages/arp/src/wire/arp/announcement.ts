/**
 * Announcing an address: the frames that tell every neighbour "this IP is at this MAC now".
 *
 * | form    | operation | target MAC                       | sent by |
 * | ------- | --------- | -------------------------------- | --- |
 * | request | 1         | ff:ff:ff:ff:ff:ff by default     | keepalived, FRR, iputils `arping -U` |
 * |         |           | zero (RFC 5227 §2.3)             | Linux `arp_notify`, CTDB |
 * | reply   | 2         | the sender's own MAC             | iputils `arping -A`, CTDB, kube-vip |
 * | both    |           | a request, then a reply          | CTDB |
 *
 * Sender IP and target IP are both the announced address, and the frame is broadcast (RFC 5944 §4.6; for
 * requests RFC 5227 §2.3, whose §3 says why it prefers them to replies).
 * `both` is the default because some equipment accepts only requests and some only replies. The reply names
 * its sender as the target: Linux treats a broadcast reply as gratuitous only then (`arp_is_garp()` in
 * net/ipv4/arp.c), and ignores any other while its entry is younger than `locktime`, one second.
 *
 * @module
 */

import type {Ipv4Address} from '../address/ipv4-address.js';
import {BROADCAST_MAC, type MacAddress, ZERO_MAC} from '../address/mac.js';
import {ETHER_TYPE_ARP} from '../frame/ether-type.js';
import {encodeEthernetFrame} from '../frame/ethernet.js';
import type {VlanTag} from '../frame/vlan-tag.js';
import {type ArpOperation, type ArpPacket, encodeArpPacket} from './arp-packet.js';

/** The frames of one round. */
export type AnnouncementForm = ArpOperation | 'both';

/** The forms, in the order help texts list them. */
export const ANNOUNCEMENT_FORMS: readonly AnnouncementForm[] = ['request', 'reply', 'both'];

/** The target MAC field: a word for each of the three usual values, or an address. */
export type TargetMac = 'broadcast' | 'zero' | 'self' | MacAddress;

/** The default target MAC of each operation. */
export const DEFAULT_TARGET_MAC: Readonly<Record<ArpOperation, TargetMac>> = {
  request: 'broadcast',
  reply: 'self',
};

/** Time between two rounds, in milliseconds: longer than Linux's `locktime`, see the module's comment. */
export const DEFAULT_ROUND_INTERVAL_MS = 1100;

/** Default number of rounds: one to correct caches at once, one after every receiver's lock time. */
export const DEFAULT_ROUNDS = 2;

/** The address to announce, and the form. */
export interface AnnouncementOptions {
  readonly ip: Ipv4Address;
  /** The MAC that holds the address from now on. */
  readonly mac: MacAddress;
  readonly form?: AnnouncementForm;
  /** With form `both` it applies to the request; the reply keeps the form that Linux accepts. */
  readonly targetMac?: TargetMac;
  /** 802.1Q tags, outermost first. */
  readonly tags?: readonly VlanTag[];
}

/** The packets of one round, in sending order. */
export function announcementPackets(options: AnnouncementOptions): ArpPacket[] {
  const {form = 'both', targetMac} = options;
  if (form !== 'both') return [announcement(options, form, targetMac)];
  return [announcement(options, 'request', targetMac), announcement(options, 'reply', undefined)];
}

/**
 * The packet in a broadcast frame: 42 octets, plus 4 for each tag.
 *
 * @throws VipError `BAD_ADDRESS` or `BAD_ARGUMENT` for a value that does not fit its field
 */
export function broadcastFrame(packet: ArpPacket, tags: readonly VlanTag[] = []): Uint8Array {
  return encodeEthernetFrame({
    destination: BROADCAST_MAC,
    source: packet.senderMac,
    tags,
    etherType: ETHER_TYPE_ARP,
    payload: encodeArpPacket(packet),
  });
}

/**
 * The frames of one round, in sending order.
 *
 * @throws VipError `BAD_ADDRESS` or `BAD_ARGUMENT` for a value that does not fit its field
 */
export function announcementFrames(options: AnnouncementOptions): Uint8Array[] {
  return announcementPackets(options).map(packet => broadcastFrame(packet, options.tags));
}

function announcement(
  {ip, mac}: AnnouncementOptions,
  operation: ArpOperation,
  targetMac: TargetMac = DEFAULT_TARGET_MAC[operation],
): ArpPacket {
  return {operation, senderMac: mac, senderIp: ip, targetMac: resolveTargetMac(targetMac, mac), targetIp: ip};
}

function resolveTargetMac(target: TargetMac, self: MacAddress): MacAddress {
  switch (target) {
    case 'broadcast':
      return BROADCAST_MAC;
    case 'zero':
      return ZERO_MAC;
    case 'self':
      return self;
    default:
      return target;
  }
}
