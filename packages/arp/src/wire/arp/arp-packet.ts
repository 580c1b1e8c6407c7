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
 * `decode(encode(packet))` deep-equals `packet`; `encode(decode(octets))` equals the first 28 of `octets`,
 * the hardware type aside.
 *
 * @module
 */

import {type Ipv4Address, readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {type MacAddress, readMac, writeMac} from '../address/mac.js';
import {badArgument} from '../check.js';
import {DecodeError} from '../errors.js';
import {readUint16, writeUint16} from '../octets.js';
import {ARP_OPERATION, ARP_PACKET_LENGTH, arpAt, checkArpKind, writeArpKind} from './arp-layout.js';

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
  const octets = new Uint8Array(ARP_PACKET_LENGTH);
  writeArpKind(octets);
  writeUint16(octets, arpAt.operation, codeOf(packet.operation));
  writeMac(octets, arpAt.senderMac, packet.senderMac);
  writeIpv4(octets, arpAt.senderIp, packet.senderIp);
  writeMac(octets, arpAt.targetMac, packet.targetMac);
  writeIpv4(octets, arpAt.targetIp, packet.targetIp);
  return octets;
}

/**
 * Octets after the first 28 are ignored: a captured frame is padded to 60.
 *
 * @throws DecodeError `TRUNCATED` for fewer than 28 octets, `UNSUPPORTED` for anything but IPv4 over Ethernet
 *   and for operations other than request and reply, which the message names
 */
export function decodeArpPacket(octets: Uint8Array): ArpPacket {
  checkArpKind(octets);
  return readArpPacket(decodeOperation(readUint16(octets, arpAt.operation)), octets, 0);
}

/** The fields of a packet whose kind has been checked. */
export function readArpPacket(operation: ArpOperation, octets: Uint8Array, start: number): ArpPacket {
  return {
    operation,
    senderMac: readMac(octets, start + arpAt.senderMac),
    senderIp: readIpv4(octets, start + arpAt.senderIp),
    targetMac: readMac(octets, start + arpAt.targetMac),
    targetIp: readIpv4(octets, start + arpAt.targetIp),
  };
}

/** The fields of an operation of any number. */
export interface ArpFields extends Omit<ArpPacket, 'operation'> {
  /** Operation of the IANA ARP registry, as on the wire. */
  readonly code: number;
}

/** Like `decodeArpPacket`, for every operation. */
export function decodeArpFields(octets: Uint8Array): ArpFields {
  checkArpKind(octets);
  return {
    code: readUint16(octets, arpAt.operation),
    senderMac: readMac(octets, arpAt.senderMac),
    senderIp: readIpv4(octets, arpAt.senderIp),
    targetMac: readMac(octets, arpAt.targetMac),
    targetIp: readIpv4(octets, arpAt.targetIp),
  };
}

function codeOf(operation: ArpOperation): number {
  const code: number | undefined = ARP_OPERATION[operation];
  return code ?? badArgument('arp operation', 'request or reply', JSON.stringify(operation));
}

function decodeOperation(code: number): ArpOperation {
  if (code === ARP_OPERATION.request) return 'request';
  if (code === ARP_OPERATION.reply) return 'reply';
  const name = FOREIGN_OPERATIONS[code];
  throw new DecodeError(
    'UNSUPPORTED',
    'arp',
    arpAt.operation,
    `expected a request (1) or a reply (2), got operation ${code}${name === undefined ? '' : ` (${name})`}`,
  );
}
