/**
 * A record of a capture file as a frame, whichever of three link types it has: what the views and the analysis read.
 *
 * @module
 */

import {LINK_TYPE_ETHERNET, LINK_TYPE_LINUX_SLL, LINK_TYPE_LINUX_SLL2} from './capture-record.js';
import {DecodeError} from './errors.js';
import {
  decodeEthernetFrame,
  type EthernetFrame,
  FIRST_ETHER_TYPE,
  takeTags,
  type VlanTag,
} from './ethernet.js';
import {type CookedPacket, decodeSll, decodeSll2} from './linux-sll.js';
import {MAC_LENGTH, type MacAddress, readMac} from './mac.js';

/** A frame as far as its link type tells. Every `EthernetFrame` is one. */
export interface LinkFrame {
  /** Undefined in a cooked capture. */
  readonly destination: MacAddress | undefined;
  /** Undefined when the sender's link address is no MAC. */
  readonly source: MacAddress | undefined;
  /** Outermost tag first. */
  readonly tags: readonly VlanTag[];
  readonly etherType: number;
  /** A view into the bytes that were decoded. */
  readonly payload: Uint8Array;
  /** What the kernel says in place of a destination; only in a cooked capture. */
  readonly cooked?: CookedHeader;
}

/** The part of a cooked header that has no like in Ethernet. */
export interface CookedHeader {
  /** See `PACKET_TYPE`. */
  readonly packetType: number;
  readonly hardwareType: number;
  /** Only in LINKTYPE_LINUX_SLL2. */
  readonly interfaceIndex: number | undefined;
}

/** Kinds of interface whose protocol field is no EtherType, by the registry: frame relay, radiotap, netlink. */
const WITHOUT_ETHER_TYPE: ReadonlySet<number> = new Set([770, 803, 824]);

/** Whether `decodeLinkFrame` reads records of this link type. */
export function isReadableLinkType(linkType: number): boolean {
  return (
    linkType === LINK_TYPE_ETHERNET || linkType === LINK_TYPE_LINUX_SLL || linkType === LINK_TYPE_LINUX_SLL2
  );
}

/** @throws DecodeError, `UNSUPPORTED` for any other link type */
export function decodeLinkFrame(bytes: Uint8Array, linkType: number): LinkFrame | EthernetFrame {
  switch (linkType) {
    case LINK_TYPE_ETHERNET:
      return decodeEthernetFrame(bytes);
    case LINK_TYPE_LINUX_SLL:
      return cookedFrame('sll', decodeSll(bytes));
    case LINK_TYPE_LINUX_SLL2:
      return cookedFrame('sll2', decodeSll2(bytes));
    default:
      throw new DecodeError('UNSUPPORTED', 'link type', 0, `expected 1, 113 or 276, got ${linkType}`);
  }
}

function cookedFrame(layer: string, packet: CookedPacket): LinkFrame {
  const {packetType, hardwareType, interfaceIndex, address, addressLength, payload} = packet;
  if (WITHOUT_ETHER_TYPE.has(hardwareType)) {
    const problem = `expected an interface with EtherTypes, got ARPHRD_ type ${hardwareType}`;
    throw new DecodeError('UNSUPPORTED', layer, 0, problem);
  }
  // libpcap puts the tag that the kernel took out before the payload, where a tagged frame has it.
  const {tags, etherType, start} = takeTags(layer, payload, packet.protocol, 0);
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
