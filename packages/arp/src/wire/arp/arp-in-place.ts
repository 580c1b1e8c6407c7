/**
 * ARP packets (RFC 826) read where they lie among the octets of others: most packets of a capture are inspected once and forgotten, so none of them
 * becomes an object before it is known to matter.
 *
 * @module
 */

import {type AddressKey, readIpv4Key} from '../address/address-key.js';
import {readMacNumber} from '../address/mac-number.js';
import {readUint16} from '../octets.js';
import {ARP_OPERATION, ARP_PACKET_LENGTH, arpAt, isArpKind} from './arp-layout.js';
import {type ArpOperation, type ArpPacket, readArpPacket} from './arp-packet.js';

/**
 * The sender IP of a packet, as a key. The caller has checked that its 28 octets are there.
 *
 * @param start offset of the packet in `octets`
 */
export function arpSenderKey(octets: Uint8Array, start: number): AddressKey {
  return readIpv4Key(octets, start + arpAt.senderIp);
}

/**
 * The sender MAC of a packet, as a number of 48 bits. The caller has checked that its 28 octets are there.
 *
 * @param start offset of the packet in `octets`
 */
export function arpSenderMac(octets: Uint8Array, start: number): number {
  return readMacNumber(octets, start + arpAt.senderMac);
}

/**
 * The target IP of a packet, as a key. The caller has checked that its 28 octets are there.
 *
 * @param start offset of the packet in `octets`
 */
export function arpTargetKey(octets: Uint8Array, start: number): AddressKey {
  return readIpv4Key(octets, start + arpAt.targetIp);
}

/**
 * The target MAC of a packet, as a number of 48 bits. The caller has checked that its 28 octets are there.
 *
 * @param start offset of the packet in `octets`
 */
export function arpTargetMac(octets: Uint8Array, start: number): number {
  return readMacNumber(octets, start + arpAt.targetMac);
}

/**
 * The operation of the packet between two offsets; undefined where `decodeArpPacket` would throw.
 *
 * @param start offset of the packet in `octets`
 * @param end offset after the last octet of the packet
 */
export function arpOperationAt(octets: Uint8Array, start: number, end: number): ArpOperation | undefined {
  if (end - start < ARP_PACKET_LENGTH || !isArpKind(octets, start)) return undefined;
  const code = readUint16(octets, start + arpAt.operation);
  if (code === ARP_OPERATION.request) return 'request';
  return code === ARP_OPERATION.reply ? 'reply' : undefined;
}

/**
 * The packet between two offsets; undefined where `decodeArpPacket` would throw.
 *
 * @param start offset of the packet in `octets`
 * @param end offset after the last octet of the packet
 */
export function arpPacketAt(octets: Uint8Array, start: number, end: number): ArpPacket | undefined {
  const operation = arpOperationAt(octets, start, end);
  return operation === undefined ? undefined : readArpPacket(operation, octets, start);
}
