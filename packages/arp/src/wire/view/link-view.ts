/**
 * The fields of a link header, found without allocating: of Ethernet, of a cooked capture, or none for a bare packet. The offsets are
 * those of the codecs.
 *
 * @module
 */

import {MAC_LENGTH} from '../address/mac.js';
import {isGroupMacNumber, readMacNumber, UNKNOWN_MAC} from '../address/mac-number.js';
import {ETHER_TYPE_IPV4, ETHER_TYPE_IPV6, FIRST_ETHER_TYPE} from '../frame/ether-type.js';
import {ethernetAt} from '../frame/ethernet.js';
import {hasEtherTypes} from '../frame/link-frame.js';
import {
  LINK_TYPE_ETHERNET,
  LINK_TYPE_IPV4,
  LINK_TYPE_IPV6,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  LINK_TYPE_RAW,
} from '../frame/link-type.js';
import {PACKET_TYPE, SLL_HEADER_LENGTH, SLL2_HEADER_LENGTH, sll2At, sllAt} from '../frame/linux-sll.js';
import {readSnapType, SNAP_HEADER_LENGTH} from '../frame/snap.js';
import {isPayloadType} from '../frame/type-field.js';
import {isTag, TAG_LENGTH, tagAt} from '../frame/vlan-tag.js';
import {readUint16, readUint32} from '../octets.js';
import {PacketView} from './packet-view.js';

/** Maximum number of stacked tags; a frame with more is not read. */
const MAX_TAGS = 8;

/** Results of `readLink` that are not an EtherType. */
export const LINK = {
  /** IEEE 802.3 without an EtherType, or an interface that has none. */
  withoutType: 0,
  /** Truncated within its headers, or with too many tags. */
  unreadable: -1,
  /** A link type that is not supported. */
  foreign: -2,
  /** A bare packet whose version says which IP it is. */
  bareIp: -3,
} as const;

/** One object, overwritten for each frame. */
export class LinkView extends PacketView {
  /**
   * Sent to a group, including broadcast. Without a destination MAC, by the kernel's packet type, otherwise by the IP
   * destination.
   */
  isGroup = false;
  /** `UNKNOWN_MAC` in a bare packet, and from an interface whose addresses are not MACs. */
  sourceMac = UNKNOWN_MAC;
  /** `UNKNOWN_MAC` in a cooked capture and in a bare packet. */
  destinationMac = UNKNOWN_MAC;
  /** VLAN ids, outermost first, `10` or `10.20`; empty if untagged. A tag of VLAN 0 has only a priority. */
  vlans = '';
  /** `PACKET_TYPE` of a cooked capture; -1 for others. */
  packetType = -1;
  /** Interface index in a cooked capture of version 2; -1 in others. */
  interfaceIndex = -1;
  /** Offset of the payload. */
  payloadStart = 0;

  /**
   * Finds the fields of the link header at `start`, up to `end`.
   *
   * @param linkType one of the `LINK_TYPE_` numbers
   * @returns the EtherType of the payload, or a value of `LINK`
   */
  protected readLink(octets: Uint8Array, linkType: number, start: number): number {
    this.vlans = '';
    switch (linkType) {
      case LINK_TYPE_ETHERNET:
        return this.#ethernet(octets, start);
      case LINK_TYPE_LINUX_SLL:
        return this.#sll(octets, start);
      case LINK_TYPE_LINUX_SLL2:
        return this.#sll2(octets, start);
      case LINK_TYPE_RAW:
        return this.#bare(start, LINK.bareIp);
      case LINK_TYPE_IPV4:
        return this.#bare(start, ETHER_TYPE_IPV4);
      case LINK_TYPE_IPV6:
        return this.#bare(start, ETHER_TYPE_IPV6);
      default:
        return LINK.foreign;
    }
  }

  #ethernet(octets: Uint8Array, start: number): number {
    if (this.end < start + ethernetAt.payload) return LINK.unreadable;
    this.destinationMac = readMacNumber(octets, start + ethernetAt.destination);
    this.sourceMac = readMacNumber(octets, start + ethernetAt.source);
    this.isGroup = isGroupMacNumber(this.destinationMac);
    this.packetType = -1;
    this.interfaceIndex = -1;
    return this.#payload(octets, readUint16(octets, start + ethernetAt.type), start + ethernetAt.payload);
  }

  #sll(octets: Uint8Array, start: number): number {
    if (this.end < start + SLL_HEADER_LENGTH) return LINK.unreadable;
    this.interfaceIndex = -1;
    const addressLength = readUint16(octets, start + sllAt.addressLength);
    this.#cooked(octets, readUint16(octets, start + sllAt.packetType), start + sllAt.address, addressLength);
    const hardwareType = readUint16(octets, start + sllAt.hardwareType);
    return this.#cookedPayload(octets, hardwareType, start + sllAt.protocol, start + sllAt.payload);
  }

  #sll2(octets: Uint8Array, start: number): number {
    if (this.end < start + SLL2_HEADER_LENGTH) return LINK.unreadable;
    this.interfaceIndex = readUint32(octets, start + sll2At.interfaceIndex);
    const addressLength = octets[start + sll2At.addressLength] as number;
    this.#cooked(octets, octets[start + sll2At.packetType] as number, start + sll2At.address, addressLength);
    const hardwareType = readUint16(octets, start + sll2At.hardwareType);
    return this.#cookedPayload(octets, hardwareType, start + sll2At.protocol, start + sll2At.payload);
  }

  #cooked(octets: Uint8Array, packetType: number, address: number, length: number): void {
    this.packetType = packetType;
    this.isGroup = packetType === PACKET_TYPE.broadcast || packetType === PACKET_TYPE.multicast;
    this.destinationMac = UNKNOWN_MAC;
    this.sourceMac = length === MAC_LENGTH ? readMacNumber(octets, address) : UNKNOWN_MAC;
  }

  #cookedPayload(octets: Uint8Array, hardwareType: number, protocol: number, start: number): number {
    if (hasEtherTypes(hardwareType)) return this.#payload(octets, readUint16(octets, protocol), start);
    this.payloadStart = start;
    return LINK.withoutType;
  }

  #bare(start: number, type: number): number {
    this.destinationMac = UNKNOWN_MAC;
    this.sourceMac = UNKNOWN_MAC;
    this.isGroup = false;
    this.packetType = -1;
    this.interfaceIndex = -1;
    this.payloadStart = start;
    return type;
  }

  /** Passes tags and a SNAP header. */
  #payload(octets: Uint8Array, firstType: number, firstStart: number): number {
    let type = firstType;
    let start = firstStart;
    while (isTag(type)) {
      if (this.end < start + TAG_LENGTH || start >= firstStart + MAX_TAGS * TAG_LENGTH)
        return LINK.unreadable;
      const id = readUint16(octets, start + tagAt.control) & 0x0fff;
      if (id !== 0) this.vlans = this.vlans === '' ? String(id) : `${this.vlans}.${id}`;
      type = readUint16(octets, start + tagAt.type);
      start += TAG_LENGTH;
    }
    if (type < FIRST_ETHER_TYPE) {
      const snapType = this.end < start + SNAP_HEADER_LENGTH ? -1 : readSnapType(octets, start);
      if (isPayloadType(snapType)) {
        type = snapType;
        start += SNAP_HEADER_LENGTH;
      }
    }
    this.payloadStart = start;
    return type >= FIRST_ETHER_TYPE ? type : LINK.withoutType;
  }
}
