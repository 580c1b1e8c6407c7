/**
 * A record of a capture file as a frame, for every link type (LINKTYPE_ numbers, pcap-linktype(7)) that carries IP.
 *
 * @module
 */

import {MAC_LENGTH, type MacAddress, readMac} from '../address/mac.js';
import {DecodeError, truncated} from '../errors.js';
import {ETHER_TYPE_IPV4, ETHER_TYPE_IPV6, FIRST_ETHER_TYPE} from './ether-type.js';
import {decodeEthernetFrame, type EthernetFrame} from './ethernet.js';
import {
  LINK_TYPE_ETHERNET,
  LINK_TYPE_IPV4,
  LINK_TYPE_IPV6,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  LINK_TYPE_RAW,
} from './link-type.js';
import {type CookedPacket, decodeSll, decodeSll2} from './linux-sll.js';
import {takeTypes} from './type-field.js';
import type {VlanTag} from './vlan-tag.js';

/** A frame, as far as its link type describes it. Every `EthernetFrame` is one. */
export interface LinkFrame {
  /** Undefined in a cooked capture, and without a link layer. */
  readonly destination: MacAddress | undefined;
  /** Undefined if the sender's link address is not a MAC, or is missing. */
  readonly source: MacAddress | undefined;
  /** Outermost tag first. */
  readonly tags: readonly VlanTag[];
  /** Type of the payload, 0 to 0xffff; of a bare packet, the one of its IP version. */
  readonly etherType: number;
  /** A view into the decoded octets. */
  readonly payload: Uint8Array;
  /** The kernel's substitute for a destination; only in a cooked capture. */
  readonly cooked?: CookedHeader;
}

/** The part of a cooked header that has no counterpart in Ethernet. */
export interface CookedHeader {
  /** See `PACKET_TYPE`. */
  readonly packetType: number;
  /** ARPHRD_ number of linux/if_arp.h, 0 to 0xffff. */
  readonly hardwareType: number;
  /** Only in LINKTYPE_LINUX_SLL2. */
  readonly interfaceIndex: number | undefined;
}

/** Kinds of interface whose protocol field is not an EtherType, according to the registry: frame relay, radiotap, netlink. */
const WITHOUT_ETHER_TYPE: ReadonlySet<number> = new Set([770, 803, 824]);

/** Supported link types; for `LINK_TYPE_RAW`, `LINK_TYPE_IPV4` and `LINK_TYPE_IPV6`, the frame is a bare IP packet. */
const READABLE: ReadonlySet<number> = new Set([
  ...[LINK_TYPE_ETHERNET, LINK_TYPE_RAW, LINK_TYPE_LINUX_SLL],
  ...[LINK_TYPE_IPV4, LINK_TYPE_IPV6, LINK_TYPE_LINUX_SLL2],
]);
const READABLE_WORDS = `${[...READABLE].slice(0, -1).join(', ')} or ${[...READABLE].at(-1)}`;

/**
 * Whether `decodeLinkFrame` reads records of this link type.
 *
 * @param linkType a LINKTYPE_ number, 0 to 0xffff
 */
export function isReadableLinkType(linkType: number): boolean {
  return READABLE.has(linkType);
}

/**
 * The frame in a record of a capture file.
 *
 * @param linkType link type of the octets, one of the `LINK_TYPE_` numbers
 * @throws DecodeError, `UNSUPPORTED` for any other link type
 */
export function decodeLinkFrame(octets: Uint8Array, linkType: number): LinkFrame | EthernetFrame {
  switch (linkType) {
    case LINK_TYPE_ETHERNET:
      return decodeEthernetFrame(octets);
    case LINK_TYPE_LINUX_SLL:
      return cookedFrame('sll', decodeSll(octets));
    case LINK_TYPE_LINUX_SLL2:
      return cookedFrame('sll2', decodeSll2(octets));
    case LINK_TYPE_RAW:
      return barePacket(octets, etherTypeOfVersion(octets));
    case LINK_TYPE_IPV4:
      return barePacket(octets, ETHER_TYPE_IPV4);
    case LINK_TYPE_IPV6:
      return barePacket(octets, ETHER_TYPE_IPV6);
    default:
      throw new DecodeError('UNSUPPORTED', 'link type', 0, `expected ${READABLE_WORDS}, got ${linkType}`);
  }
}

function barePacket(payload: Uint8Array, etherType: number): LinkFrame {
  return {destination: undefined, source: undefined, tags: [], etherType, payload};
}

function etherTypeOfVersion(octets: Uint8Array): number {
  if (octets.length === 0) truncated('raw IP', 1, 0);
  const version = (octets[0] as number) >> 4;
  if (version === 4) return ETHER_TYPE_IPV4;
  if (version === 6) return ETHER_TYPE_IPV6;
  throw new DecodeError('UNSUPPORTED', 'raw IP', 0, `expected version 4 or 6, got ${version}`);
}

/** Whether the protocol field of a cooked packet from this kind of interface (ARPHRD_) is an EtherType. */
export function hasEtherTypes(hardwareType: number): boolean {
  return !WITHOUT_ETHER_TYPE.has(hardwareType);
}

function cookedFrame(layer: string, packet: CookedPacket): LinkFrame {
  const {packetType, hardwareType, interfaceIndex, address, addressLength, payload} = packet;
  if (!hasEtherTypes(hardwareType)) {
    const problem = `expected an interface with EtherTypes, got ARPHRD_ type ${hardwareType}`;
    throw new DecodeError('UNSUPPORTED', layer, 0, problem);
  }
  // libpcap puts the tag that the kernel removed before the payload, as in a tagged frame.
  const {tags, etherType, start} = takeTypes(layer, payload, packet.protocol, 0);
  if (etherType < FIRST_ETHER_TYPE) {
    const problem = `expected an EtherType of 0x0600 or more, got ${etherType}`;
    throw new DecodeError('UNSUPPORTED', layer, 0, problem);
  }
  return {
    destination: undefined,
    source: addressLength === MAC_LENGTH ? readMac(address, 0) : undefined,
    tags,
    etherType,
    payload: payload.subarray(start),
    cooked: {packetType, hardwareType, interfaceIndex},
  };
}
