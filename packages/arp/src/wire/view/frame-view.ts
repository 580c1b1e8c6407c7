/**
 * Offsets of the fields of a captured frame, for programs that inspect a million of them a second; see `PacketView` for the fields of
 * IP. Frames worth decoding are then decoded by the codecs.
 *
 * @module
 */

import {isGroupKey} from '../address/address-key.js';
import {MAC_LENGTH} from '../address/mac.js';
import {isGroupMacNumber, readMacNumber, UNKNOWN_MAC} from '../address/mac-number.js';
import {ETHER_TYPE_RARP} from '../arp/foreign-arp.js';
import {ETHER_TYPE_ARP, ETHER_TYPE_IPV4, ETHER_TYPE_IPV6, FIRST_ETHER_TYPE} from '../frame/ether-type.js';
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
import {isDiscoveryType} from '../icmp/neighbour-discovery.js';
import {PROTOCOL_VRRP} from '../ip/protocol.js';
import {readUint16, readUint32} from '../octets.js';
import {GLBP_PORT} from '../router/glbp.js';
import {HSRP_PORT, HSRP_PORT_IPV6} from '../router/hsrp.js';
import {PacketView} from './packet-view.js';

/** Maximum number of stacked tags; a frame with more is not read. */
const MAX_TAGS = 8;

/** Kind of a frame in a search for virtual addresses. */
export type ViewedKind =
  /** Packets of IP that are none of those below. */
  | 'ipv4'
  | 'ipv6'
  | 'arp'
  | 'rarp'
  /** A neighbour solicitation or advertisement. */
  | 'discovery'
  /** IP protocol 112, which is CARP's as well. */
  | 'vrrp'
  /** Messages of these two to their group; unicast to their ports is `ipv4` or `ipv6`. */
  | 'hsrp'
  | 'glbp'
  /** Any other EtherType, and IEEE 802.3 without one. */
  | 'other'
  /** Too short for its link type, or with a truncated or contradictory IP header. */
  | 'unreadable'
  /** Of an unsupported link type. */
  | 'foreign-link';

/** One object, overwritten for each frame. */
export class FrameView extends PacketView {
  kind: ViewedKind = 'other';
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
  /** EtherType of the payload, after any tags, where the kind is `other`; 0 where there is none. */
  etherType = 0;

  /** Whether the IP destination is a group, wherever the frame is sent. */
  get isToGroup(): boolean {
    return isGroupKey(this.destination);
  }

  /**
   * Finds the fields of a frame.
   *
   * @param linkType what the octets begin with, one of the `LINK_TYPE_` numbers
   * @param wireLength length of the frame on the wire in octets, if the record is shorter
   * @param start where the frame begins among the octets. The offsets are from the first of them, whatever comes before the frame
   * @param end behind its last octet
   */
  read(
    bytes: Uint8Array,
    linkType: number,
    wireLength: number = bytes.length,
    start = 0,
    end = bytes.length,
  ): void {
    const wireEnd = start + wireLength;
    this.kind = 'unreadable';
    this.ipVersion = 0;
    this.transport = 'none';
    this.isIcmpError = false;
    this.isTruncated = end < wireEnd;
    this.end = end;
    this.vlans = '';
    switch (linkType) {
      case LINK_TYPE_ETHERNET:
        this.#ethernet(bytes, start, wireEnd);
        return;
      case LINK_TYPE_LINUX_SLL:
        this.#sll(bytes, start, wireEnd);
        return;
      case LINK_TYPE_LINUX_SLL2:
        this.#sll2(bytes, start, wireEnd);
        return;
      case LINK_TYPE_RAW:
        this.#bare(bytes, start, wireEnd, 0);
        return;
      case LINK_TYPE_IPV4:
        this.#bare(bytes, start, wireEnd, 4);
        return;
      case LINK_TYPE_IPV6:
        this.#bare(bytes, start, wireEnd, 6);
        return;
      default:
        this.kind = 'foreign-link';
    }
  }

  #ethernet(bytes: Uint8Array, start: number, wireEnd: number): void {
    if (this.end < start + ethernetAt.payload) return;
    this.destinationMac = readMacNumber(bytes, start + ethernetAt.destination);
    this.sourceMac = readMacNumber(bytes, start + ethernetAt.source);
    this.isGroup = isGroupMacNumber(this.destinationMac);
    this.packetType = -1;
    this.interfaceIndex = -1;
    this.#payload(bytes, readUint16(bytes, start + ethernetAt.type), start + ethernetAt.payload, wireEnd);
  }

  #sll(bytes: Uint8Array, start: number, wireEnd: number): void {
    if (this.end < start + SLL_HEADER_LENGTH) return;
    this.interfaceIndex = -1;
    const addressLength = readUint16(bytes, start + sllAt.addressLength);
    this.#cooked(bytes, readUint16(bytes, start + sllAt.packetType), start + sllAt.address, addressLength);
    const hardwareType = readUint16(bytes, start + sllAt.hardwareType);
    this.#cookedPayload(bytes, hardwareType, start + sllAt.protocol, start + sllAt.payload, wireEnd);
  }

  #sll2(bytes: Uint8Array, start: number, wireEnd: number): void {
    if (this.end < start + SLL2_HEADER_LENGTH) return;
    this.interfaceIndex = readUint32(bytes, start + sll2At.interfaceIndex);
    const addressLength = bytes[start + sll2At.addressLength] as number;
    this.#cooked(bytes, bytes[start + sll2At.packetType] as number, start + sll2At.address, addressLength);
    const hardwareType = readUint16(bytes, start + sll2At.hardwareType);
    this.#cookedPayload(bytes, hardwareType, start + sll2At.protocol, start + sll2At.payload, wireEnd);
  }

  #cooked(bytes: Uint8Array, packetType: number, address: number, length: number): void {
    this.packetType = packetType;
    this.isGroup = packetType === PACKET_TYPE.broadcast || packetType === PACKET_TYPE.multicast;
    this.destinationMac = UNKNOWN_MAC;
    this.sourceMac = length === MAC_LENGTH ? readMacNumber(bytes, address) : UNKNOWN_MAC;
  }

  #cookedPayload(
    bytes: Uint8Array,
    hardwareType: number,
    protocol: number,
    start: number,
    wireEnd: number,
  ): void {
    if (hasEtherTypes(hardwareType)) this.#payload(bytes, readUint16(bytes, protocol), start, wireEnd);
    else {
      this.kind = 'other';
      this.etherType = 0;
    }
  }

  /** @param version IP version given by the link type; 0 if given by the packet */
  #bare(bytes: Uint8Array, start: number, wireEnd: number, version: 0 | 4 | 6): void {
    this.destinationMac = UNKNOWN_MAC;
    this.sourceMac = UNKNOWN_MAC;
    this.isGroup = false;
    this.packetType = -1;
    this.interfaceIndex = -1;
    this.payloadStart = start;
    this.#ip(bytes, start, wireEnd, version);
  }

  #payload(bytes: Uint8Array, firstType: number, firstStart: number, wireEnd: number): void {
    let type = firstType;
    let start = firstStart;
    while (isTag(type)) {
      if (this.end < start + TAG_LENGTH || start >= firstStart + MAX_TAGS * TAG_LENGTH) return;
      const id = readUint16(bytes, start + tagAt.control) & 0x0fff;
      if (id !== 0) this.vlans = this.vlans === '' ? String(id) : `${this.vlans}.${id}`;
      type = readUint16(bytes, start + tagAt.type);
      start += TAG_LENGTH;
    }
    if (type < FIRST_ETHER_TYPE) {
      const snapType = this.end < start + SNAP_HEADER_LENGTH ? -1 : readSnapType(bytes, start);
      if (isPayloadType(snapType)) {
        type = snapType;
        start += SNAP_HEADER_LENGTH;
      }
    }
    this.payloadStart = start;
    if (type === ETHER_TYPE_IPV4) this.#ip(bytes, start, wireEnd, 4);
    else if (type === ETHER_TYPE_ARP) this.kind = 'arp';
    else if (type === ETHER_TYPE_IPV6) this.#ip(bytes, start, wireEnd, 6);
    else {
      this.kind = type === ETHER_TYPE_RARP ? 'rarp' : 'other';
      this.etherType = type >= FIRST_ETHER_TYPE ? type : 0;
    }
  }

  #ip(bytes: Uint8Array, start: number, wireEnd: number, version: 0 | 4 | 6): void {
    if (!this.readIp(bytes, start, wireEnd, this.end)) return;
    if (version !== 0 && this.ipVersion !== version) {
      this.ipVersion = 0;
      this.transport = 'none';
      return;
    }
    if (this.destinationMac === UNKNOWN_MAC && isGroupKey(this.destination)) this.isGroup = true;
    this.kind = this.#ipKind();
  }

  #ipKind(): ViewedKind {
    if (this.protocol === PROTOCOL_VRRP && this.fragmentOffset === 0 && !this.moreFragments) return 'vrrp';
    if (this.transport === 'icmpv6' && isDiscoveryType(this.icmpType)) return 'discovery';
    if (this.transport === 'udp' && isGroupKey(this.destination)) {
      if (this.destinationPort === GLBP_PORT) return 'glbp';
      if (this.destinationPort === (this.ipVersion === 4 ? HSRP_PORT : HSRP_PORT_IPV6)) return 'hsrp';
    }
    return this.ipVersion === 4 ? 'ipv4' : 'ipv6';
  }
}
