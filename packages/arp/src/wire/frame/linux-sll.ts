/**
 * Linux "cooked" captures, as written by `tcpdump -i any`: LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2 of the tcpdump
 * registry. The kernel's header replaces the link's own, so the destination is lost. Bytes in, plain objects
 * out; no I/O.
 *
 *   version 1                          version 2
 *   octet 0   packet type     2        octet 0   protocol          2   an EtherType
 *         2   ARPHRD_ type    2              2   reserved          2
 *         4   address length  2              4   interface index   4
 *         6   source address  8              8   ARPHRD_ type      2
 *        14   protocol        2             10   packet type       1
 *        16   payload                       11   address length    1
 *                                           12   source address    8
 *                                           20   payload
 *
 * `decode(encode(header))` deep-equals `header`; `encode(decode(octets))` equals `octets` if the reserved octets and
 * those after the address are zero.
 *
 * @module
 */

import {badArgument, checkOctets, checkRange} from '../check.js';
import {truncated} from '../errors.js';
import {readUint16, readUint32} from '../octets.js';

/** A cooked packet. */
export interface CookedPacket {
  /** `PACKET_` number of linux/if_packet.h: kind of destination. Unknown ones are kept. */
  readonly packetType: number;
  /** `ARPHRD_` number of linux/if_arp.h: kind of interface; 1 = Ethernet, 772 = loopback. */
  readonly hardwareType: number;
  /** Length of the sender's link address in octets; more than 8 if `address` holds only part of it. */
  readonly addressLength: number;
  /** Up to eight octets. */
  readonly address: Uint8Array;
  /** An EtherType, if the kind of interface has them. */
  readonly protocol: number;
  /** Version 2 only; as `ip link` numbers them. */
  readonly interfaceIndex?: number;
  /** A view into the decoded octets. */
  readonly payload: Uint8Array;
}

/** Kinds of destination of a packet, from packet(7). */
export const PACKET_TYPE = {host: 0, broadcast: 1, multicast: 2, otherHost: 3, outgoing: 4} as const;

const ADDRESS_ROOM = 8;
/** Offsets of the fields. */
export const sllAt = {
  packetType: 0,
  hardwareType: 2,
  addressLength: 4,
  address: 6,
  protocol: 14,
  payload: 16,
} as const;
export const sll2At = {
  protocol: 0,
  interfaceIndex: 4,
  hardwareType: 8,
  packetType: 10,
  addressLength: 11,
  address: 12,
  payload: 20,
} as const;

/** Octets before the payload. */
export const SLL_HEADER_LENGTH: number = sllAt.payload;
/** The same for version 2. */
export const SLL2_HEADER_LENGTH: number = sll2At.payload;

/** @throws DecodeError for fewer than 16 octets */
export function decodeSll(octets: Uint8Array): CookedPacket {
  if (octets.length < sllAt.payload) truncated('sll', sllAt.payload, octets.length);
  const addressLength = readUint16(octets, sllAt.addressLength);
  return {
    packetType: readUint16(octets, sllAt.packetType),
    hardwareType: readUint16(octets, sllAt.hardwareType),
    addressLength,
    address: takeAddress(octets, sllAt.address, addressLength),
    protocol: readUint16(octets, sllAt.protocol),
    payload: octets.subarray(sllAt.payload),
  };
}

/** @throws DecodeError for fewer than 20 octets */
export function decodeSll2(octets: Uint8Array): CookedPacket {
  if (octets.length < sll2At.payload) truncated('sll2', sll2At.payload, octets.length);
  const addressLength = octets[sll2At.addressLength] as number;
  return {
    packetType: octets[sll2At.packetType] as number,
    hardwareType: readUint16(octets, sll2At.hardwareType),
    addressLength,
    address: takeAddress(octets, sll2At.address, addressLength),
    protocol: readUint16(octets, sll2At.protocol),
    interfaceIndex: readUint32(octets, sll2At.interfaceIndex),
    payload: octets.subarray(sll2At.payload),
  };
}

/** @throws VipError `BAD_ARGUMENT` for an interface index, which version 1 does not have, and for a value that does not fit its field */
export function encodeSll(packet: CookedPacket): Uint8Array {
  checkFields('sll', packet, 0xffff);
  if (packet.interfaceIndex !== undefined)
    badArgument('sll interface index', 'none', String(packet.interfaceIndex));
  const octets = new Uint8Array(sllAt.payload + packet.payload.length);
  const view = new DataView(octets.buffer);
  view.setUint16(sllAt.packetType, packet.packetType);
  view.setUint16(sllAt.hardwareType, packet.hardwareType);
  view.setUint16(sllAt.addressLength, packet.addressLength);
  octets.set(packet.address, sllAt.address);
  view.setUint16(sllAt.protocol, packet.protocol);
  octets.set(packet.payload, sllAt.payload);
  return octets;
}

/** @throws VipError `BAD_ARGUMENT` for a value that does not fit its field */
export function encodeSll2(packet: CookedPacket): Uint8Array {
  const {interfaceIndex = 0} = packet;
  checkFields('sll2', packet, 0xff);
  checkRange('sll2 interface index', interfaceIndex, 0, 0xffffffff);
  const octets = new Uint8Array(sll2At.payload + packet.payload.length);
  const view = new DataView(octets.buffer);
  view.setUint16(sll2At.protocol, packet.protocol);
  view.setUint32(sll2At.interfaceIndex, interfaceIndex);
  view.setUint16(sll2At.hardwareType, packet.hardwareType);
  view.setUint8(sll2At.packetType, packet.packetType);
  view.setUint8(sll2At.addressLength, packet.addressLength);
  octets.set(packet.address, sll2At.address);
  octets.set(packet.payload, sll2At.payload);
  return octets;
}

/** The length is only compared: an InfiniBand address has 20 octets, of which the header keeps 8. */
function takeAddress(octets: Uint8Array, start: number, length: number): Uint8Array {
  return octets.slice(start, start + Math.min(length, ADDRESS_ROOM));
}

/** @param most maximum of the fields whose width differs between the versions */
function checkFields(layer: string, packet: CookedPacket, most: number): void {
  checkRange(`${layer} packet type`, packet.packetType, 0, most);
  checkRange(`${layer} hardware type`, packet.hardwareType, 0, 0xffff);
  checkRange(`${layer} address length`, packet.addressLength, 0, most);
  checkRange(`${layer} protocol`, packet.protocol, 0, 0xffff);
  checkOctets(`${layer} address`, packet.address, Math.min(packet.addressLength, ADDRESS_ROOM));
}
