/**
 * The layout of an ARP packet for IPv4 over Ethernet (RFC 826), which arp-packet.ts describes: its fields' offsets, and which values of the
 * first four make it one.
 *
 * @module
 */

import {DecodeError, truncated} from '../errors.js';
import {hexNumber} from '../hex.js';
import {readUint16, writeUint16} from '../octets.js';

/** Length of a packet, in octets. */
export const ARP_PACKET_LENGTH = 28;

/** Offsets of the fields. */
export const arpAt = {
  hardwareType: 0,
  protocolType: 2,
  hardwareLength: 4,
  protocolLength: 5,
  operation: 6,
  senderMac: 8,
  senderIp: 14,
  targetMac: 18,
  targetIp: 24,
} as const;

/** Numbers of ARP's own operations. */
export const ARP_OPERATION = {request: 1, reply: 2} as const;

const HARDWARE_ETHERNET = 1;
/** The hardware type of IEEE 802 networks (RFC 1042); Linux and others accept both (`arp_process()`, net/ipv4/arp.c). */
const HARDWARE_IEEE_802 = 6;
const PROTOCOL_IPV4 = 0x0800;
const HARDWARE_LENGTH = 6;
const PROTOCOL_LENGTH = 4;

/** Writes the four fields before the operation. */
export function writeArpKind(octets: Uint8Array): void {
  writeUint16(octets, arpAt.hardwareType, HARDWARE_ETHERNET);
  writeUint16(octets, arpAt.protocolType, PROTOCOL_IPV4);
  octets[arpAt.hardwareLength] = HARDWARE_LENGTH;
  octets[arpAt.protocolLength] = PROTOCOL_LENGTH;
}

/** Checks all four fields at once: lengths from the wire are compared, never used to locate a field. */
export function isArpKind(octets: Uint8Array, start: number): boolean {
  const hardware = readUint16(octets, start + arpAt.hardwareType);
  if (hardware !== HARDWARE_ETHERNET && hardware !== HARDWARE_IEEE_802) return false;
  if (readUint16(octets, start + arpAt.protocolType) !== PROTOCOL_IPV4) return false;
  return (
    octets[start + arpAt.hardwareLength] === HARDWARE_LENGTH &&
    octets[start + arpAt.protocolLength] === PROTOCOL_LENGTH
  );
}

/** @throws DecodeError `TRUNCATED` for fewer than 28 octets, `UNSUPPORTED` for anything but IPv4 over Ethernet */
export function checkArpKind(octets: Uint8Array): void {
  if (octets.length < ARP_PACKET_LENGTH) truncated('arp', ARP_PACKET_LENGTH, octets.length);
  if (isArpKind(octets, 0)) return;
  const hardware = readUint16(octets, arpAt.hardwareType);
  const protocol = readUint16(octets, arpAt.protocolType);
  const hardwareLength = octets[arpAt.hardwareLength];
  const protocolLength = octets[arpAt.protocolLength];
  const got = `${hardware}/${hexNumber(protocol)}/${hardwareLength}/${protocolLength}`;
  const problem = `expected IPv4 over Ethernet (1/0x0800/6/4), got ${got}`;
  throw new DecodeError('UNSUPPORTED', 'arp', arpAt.hardwareType, problem);
}
