/**
 * ARP packets for IPv4 over Ethernet (RFC 826). Bytes in, plain objects out; no I/O.
 *
 *   octet 0   hardware type             2   1 = Ethernet; 6 = IEEE 802, which is read as 1
 *         2   protocol type             2   0x0800 = IPv4
 *         4   hardware address length   1   6
 *         5   protocol address length   1   4
 *         6   operation                 2   1 = request, 2 = reply
 *         8   sender MAC                6
 *        14   sender IP                 4
 *        18   target MAC                6
 *        24   target IP                 4
 *
 * `decode(encode(packet))` deep-equals `packet`; `encode(decode(bytes))` equals the first 28 of `bytes`,
 * the hardware type aside.
 *
 * @module
 */

import {type AddressKey, readIpv4Key} from '../address/address-key.js';
import {type Ipv4Address, readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {type MacAddress, readMac, writeMac} from '../address/mac.js';
import {readMacNumber} from '../address/mac-number.js';
import {badArgument} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {hexNumber} from '../hex.js';
import {readUint16, writeUint16} from '../octets.js';

/** The operations of ARP itself. */
export type ArpOperation = 'request' | 'reply';

/** An ARP packet of IPv4 over Ethernet. */
export interface ArpPacket {
  readonly operation: ArpOperation;
  readonly senderMac: MacAddress;
  readonly senderIp: Ipv4Address;
  readonly targetMac: MacAddress;
  readonly targetIp: Ipv4Address;
}

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

/**
 * Whose address a packet speaks of, as a key. The caller has checked that its 28 octets are there.
 *
 * @param start offset of the packet in `bytes`
 */
export function arpSenderKey(bytes: Uint8Array, start: number): AddressKey {
  return readIpv4Key(bytes, start + arpAt.senderIp);
}

/**
 * The MAC that a packet claims for it, as a number of 48 bits. The caller has checked that its 28 octets are there.
 *
 * @param start offset of the packet in `bytes`
 */
export function arpSenderMac(bytes: Uint8Array, start: number): number {
  return readMacNumber(bytes, start + arpAt.senderMac);
}

/**
 * Whose address a packet asks for, or whom it answers, as a key. The caller has checked that its 28 octets are there.
 *
 * @param start offset of the packet in `bytes`
 */
export function arpTargetKey(bytes: Uint8Array, start: number): AddressKey {
  return readIpv4Key(bytes, start + arpAt.targetIp);
}

const HARDWARE_ETHERNET = 1;
/** The hardware type of IEEE 802 networks (RFC 1042); Linux and others accept both (`arp_process()`, net/ipv4/arp.c). */
const HARDWARE_IEEE_802 = 6;
const PROTOCOL_IPV4 = 0x0800;
const OPERATION_CODES = {request: 1, reply: 2} as const;

/** Operations of the IANA ARP registry that are not sent here, but are printed by name. */
export const FOREIGN_OPERATIONS: Readonly<Record<number, string>> = {
  3: 'RARP request',
  4: 'RARP reply',
  8: 'InARP request',
  9: 'InARP reply',
  10: 'ARP-NAK',
};

/** Always 28 octets. @throws VipError `BAD_ARGUMENT` for another operation, `BAD_ADDRESS` for text that is not an address */
export function encodeArpPacket(packet: ArpPacket): Uint8Array {
  const bytes = new Uint8Array(ARP_PACKET_LENGTH);
  writeUint16(bytes, arpAt.hardwareType, HARDWARE_ETHERNET);
  writeUint16(bytes, arpAt.protocolType, PROTOCOL_IPV4);
  bytes[arpAt.hardwareLength] = 6;
  bytes[arpAt.protocolLength] = 4;
  writeUint16(bytes, arpAt.operation, codeOf(packet.operation));
  writeMac(bytes, arpAt.senderMac, packet.senderMac);
  writeIpv4(bytes, arpAt.senderIp, packet.senderIp);
  writeMac(bytes, arpAt.targetMac, packet.targetMac);
  writeIpv4(bytes, arpAt.targetIp, packet.targetIp);
  return bytes;
}

/**
 * Octets after the first 28 are ignored: a captured frame is padded to 60.
 *
 * @throws DecodeError `TRUNCATED` for fewer than 28 octets, `UNSUPPORTED` for anything but IPv4 over Ethernet
 *   and for operations other than request and reply, which the message names
 */
export function decodeArpPacket(bytes: Uint8Array): ArpPacket {
  if (bytes.length < ARP_PACKET_LENGTH) truncated('arp', ARP_PACKET_LENGTH, bytes.length);
  checkKind(bytes);
  return packetOf(decodeOperation(readUint16(bytes, arpAt.operation)), bytes, 0);
}

/**
 * The same among the octets of other packets, from `start` to `end`; undefined where `decodeArpPacket` would throw. Of a million packets
 * none is an object of its own before it is read.
 *
 * @param start offset of the packet in `bytes`
 * @param end offset after the last octet of the packet
 */
export function arpPacketAt(bytes: Uint8Array, start: number, end: number): ArpPacket | undefined {
  if (end - start < ARP_PACKET_LENGTH || !isKnownKind(bytes, start)) return undefined;
  const code = readUint16(bytes, start + arpAt.operation);
  if (code !== OPERATION_CODES.request && code !== OPERATION_CODES.reply) return undefined;
  return packetOf(code === OPERATION_CODES.request ? 'request' : 'reply', bytes, start);
}

function packetOf(operation: ArpOperation, bytes: Uint8Array, start: number): ArpPacket {
  return {
    operation,
    senderMac: readMac(bytes, start + arpAt.senderMac),
    senderIp: readIpv4(bytes, start + arpAt.senderIp),
    targetMac: readMac(bytes, start + arpAt.targetMac),
    targetIp: readIpv4(bytes, start + arpAt.targetIp),
  };
}

/** The fields of an operation of any number. */
export interface ArpFields extends Omit<ArpPacket, 'operation'> {
  /** Operation of the IANA ARP registry, as on the wire. */
  readonly code: number;
}

/** Like `decodeArpPacket`, for every operation. */
export function decodeArpFields(bytes: Uint8Array): ArpFields {
  if (bytes.length < ARP_PACKET_LENGTH) truncated('arp', ARP_PACKET_LENGTH, bytes.length);
  checkKind(bytes);
  return {
    code: readUint16(bytes, arpAt.operation),
    senderMac: readMac(bytes, arpAt.senderMac),
    senderIp: readIpv4(bytes, arpAt.senderIp),
    targetMac: readMac(bytes, arpAt.targetMac),
    targetIp: readIpv4(bytes, arpAt.targetIp),
  };
}

/** The whole tuple at once: lengths from the wire are compared, never used to locate a field. */
function isKnownKind(bytes: Uint8Array, start: number): boolean {
  const hardware = readUint16(bytes, start + arpAt.hardwareType);
  if (hardware !== HARDWARE_ETHERNET && hardware !== HARDWARE_IEEE_802) return false;
  if (readUint16(bytes, start + arpAt.protocolType) !== PROTOCOL_IPV4) return false;
  return bytes[start + arpAt.hardwareLength] === 6 && bytes[start + arpAt.protocolLength] === 4;
}

function checkKind(bytes: Uint8Array): void {
  if (isKnownKind(bytes, 0)) return;
  const hardware = readUint16(bytes, arpAt.hardwareType);
  const protocol = readUint16(bytes, arpAt.protocolType);
  const hardwareLength = bytes[arpAt.hardwareLength];
  const protocolLength = bytes[arpAt.protocolLength];
  throw new DecodeError(
    'UNSUPPORTED',
    'arp',
    arpAt.hardwareType,
    `expected IPv4 over Ethernet (1/0x0800/6/4), got ${hardware}/${hexNumber(protocol)}/${hardwareLength}/${protocolLength}`,
  );
}

function codeOf(operation: ArpOperation): number {
  const code: number | undefined = OPERATION_CODES[operation];
  return code ?? badArgument('arp operation', 'request or reply', JSON.stringify(operation));
}

function decodeOperation(code: number): ArpOperation {
  if (code === OPERATION_CODES.request) return 'request';
  if (code === OPERATION_CODES.reply) return 'reply';
  const name = FOREIGN_OPERATIONS[code];
  throw new DecodeError(
    'UNSUPPORTED',
    'arp',
    arpAt.operation,
    `expected a request (1) or a reply (2), got operation ${code}${name === undefined ? '' : ` (${name})`}`,
  );
}
