/**
 * A frame of an announcement, as `vip garp` reports it.
 *
 * @module
 */

import {
  type ArpPacket,
  classifyArp,
  decodeArpPacket,
  decodeDiscoveryPacket,
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  type IpAddress,
  type MacAddress,
  type NeighbourMessage,
  taughtMac,
} from '@vip/arp';
import {formatPurpose} from '@vip/arp/describe';
import type {GarpCommandOptions} from '../grammar/garp.js';

interface Description {
  readonly iface: string;
  readonly ip: IpAddress;
  readonly mac: MacAddress;
  /** `request`, `reply`, or `advertisement` for IPv6, which has no target MAC. */
  readonly form: string;
  readonly targetMac?: MacAddress;
  readonly octets: string;
}

/** Decodes a frame made by this command, with just the two decoders for it: loading all of them took longer than sending the frame. */
function decodeAnnouncement(octets: Uint8Array): {arp: ArpPacket} | {message: NeighbourMessage} {
  const {etherType, payload} = decodeEthernetFrame(octets);
  return etherType === ETHER_TYPE_ARP
    ? {arp: decodeArpPacket(payload)}
    : {message: decodeDiscoveryPacket(payload).message};
}

export function describeGarp(octets: Uint8Array, {iface}: Pick<GarpCommandOptions, 'iface'>): Description {
  const announcement = decodeAnnouncement(octets);
  if ('message' in announcement) {
    const {message} = announcement;
    const mac = taughtMac(message) as MacAddress;
    return {iface, ip: message.target, mac, form: message.type, octets: hex(octets)};
  }
  const {senderIp: ip, senderMac: mac, operation: form, targetMac} = announcement.arp;
  return {iface, ip, mac, form, targetMac, octets: hex(octets)};
}

/** `10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff, 42 octets)`. */
export function garpSentence(octets: Uint8Array): string {
  const announcement = decodeAnnouncement(octets);
  if ('message' in announcement) {
    const {message} = announcement;
    return `${message.target} is-at ${taughtMac(message)} (neighbour advertisement, Override, ${octets.length} octets)`;
  }
  const {senderIp, senderMac} = announcement.arp;
  return `${senderIp} is-at ${senderMac} (${formatPurpose(classifyArp(announcement.arp))}, ${octets.length} octets)`;
}

export function hex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');
}
