/**
 * Ethernet II frames (RFC 894) with any number of 802.1Q / 802.1ad tags (IEEE 802.1Q §9). Bytes in, plain objects out; no I/O.
 *
 *   octet 0   destination MAC   6
 *         6   source MAC        6
 *        12   tag               4 each, zero or more: see vlan-tag.ts
 *             EtherType         2
 *             payload           the rest, padding included
 *
 * An IEEE 802.3 frame has its length in place of the EtherType; it is read if it has an EtherType in a
 * SNAP header (snap.ts).
 *
 * `decode(encode(frame))` deep-equals `frame`, and `encode(decode(octets))` equals `octets`. The encoder does
 * not pad to the 60 octets of IEEE 802.3: drivers do, and `padFrame` does it earlier.
 *
 * @module
 */

import {MAC_LENGTH, type MacAddress, readMac, writeMac} from '../address/mac.js';
import {badArgument, checkRange} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {hexNumber} from '../hex.js';
import {readUint16, writeUint16} from '../octets.js';
import {FIRST_ETHER_TYPE} from './ether-type.js';
import {SNAP_HEADER_LENGTH, writeSnapHeader} from './snap.js';
import {takeTypes} from './type-field.js';
import {isTag, TAG_LENGTH, tagAt, tagControl, tagProtocol, type VlanTag} from './vlan-tag.js';

/** An Ethernet II frame, or an IEEE 802.3 one with a SNAP header. */
export interface EthernetFrame {
  readonly destination: MacAddress;
  readonly source: MacAddress;
  /** Outermost tag first; empty for an untagged frame. */
  readonly tags: readonly VlanTag[];
  /** Type of the payload, 0x0600 to 0xffff, never that of a tag; unknown values are kept. */
  readonly etherType: number;
  /** Everything after the EtherType. A view into the decoded octets, not a copy. */
  readonly payload: Uint8Array;
  /** Only in an IEEE 802.3 frame. */
  readonly snap?: SnapFraming;
}

/** The part of an IEEE 802.3 frame that an Ethernet II frame does not have. */
export interface SnapFraming {
  /** Octets that follow, without padding, as stated in the header: 0 to 0x05ff; the payload is not cut to it. */
  readonly length: number;
}

/** Octets before the payload of an untagged frame. */
export const ETHERNET_HEADER_LENGTH = 14;
/** Shortest frame on the medium, without the frame check sequence (IEEE 802.3 §3.2.8). */
export const ETHERNET_MINIMUM_LENGTH = 60;

/** Offsets of the fields; in a tagged frame, the type is that of the first tag. */
export const ethernetAt = {
  destination: 0,
  source: MAC_LENGTH,
  type: 2 * MAC_LENGTH,
  payload: 2 * MAC_LENGTH + 2,
} as const;

/**
 * The frame, not padded.
 *
 * @throws VipError `BAD_ARGUMENT` if a tag or the EtherType does not fit its field, or if the EtherType is that
 *   of a tag, because the payload would be read as one
 */
export function encodeEthernetFrame(frame: EthernetFrame): Uint8Array {
  checkEtherType(frame.etherType);
  const tagged = ETHERNET_HEADER_LENGTH + frame.tags.length * TAG_LENGTH;
  const header = frame.snap === undefined ? tagged : tagged + SNAP_HEADER_LENGTH;
  const octets = new Uint8Array(header + frame.payload.length);
  writeMac(octets, ethernetAt.destination, frame.destination);
  writeMac(octets, ethernetAt.source, frame.source);
  let offset: number = ethernetAt.type;
  for (const tag of frame.tags) {
    writeUint16(octets, offset, tagProtocol(tag.tpid));
    writeUint16(octets, offset + 2 + tagAt.control, tagControl(tag));
    offset += TAG_LENGTH;
  }
  if (frame.snap === undefined) writeUint16(octets, offset, frame.etherType);
  else {
    checkRange('802.3 length', frame.snap.length, 0, FIRST_ETHER_TYPE - 1);
    writeUint16(octets, offset, frame.snap.length);
    writeSnapHeader(octets, tagged, frame.etherType);
  }
  octets.set(frame.payload, header);
  return octets;
}

/**
 * The frame with all its tags. Padding is part of its payload.
 *
 * @throws DecodeError for fewer than 14 octets, a truncated tag, or an IEEE 802.3 frame without a SNAP header
 */
export function decodeEthernetFrame(octets: Uint8Array): EthernetFrame {
  if (octets.length < ETHERNET_HEADER_LENGTH) truncated('ethernet', ETHERNET_HEADER_LENGTH, octets.length);
  const first = readUint16(octets, ethernetAt.type);
  const {tags, etherType, start, length} = takeTypes('ethernet', octets, first, ETHERNET_HEADER_LENGTH);
  if (etherType < FIRST_ETHER_TYPE) notEtherType(start - 2, etherType);
  const frame = {
    destination: readMac(octets, ethernetAt.destination),
    source: readMac(octets, ethernetAt.source),
    tags,
    etherType,
    payload: octets.subarray(start),
  };
  return length === undefined ? frame : {...frame, snap: {length}};
}

function notEtherType(offset: number, got: number): never {
  const problem = `expected an EtherType of 0x0600 or more, got an 802.3 length of ${got}`;
  throw new DecodeError('UNSUPPORTED', 'ethernet', offset, problem);
}

/** The frame padded with zeros to the minimum of 60 octets; longer frames unchanged. */
export function padFrame(octets: Uint8Array): Uint8Array {
  if (octets.length >= ETHERNET_MINIMUM_LENGTH) return octets;
  const padded = new Uint8Array(ETHERNET_MINIMUM_LENGTH);
  padded.set(octets);
  return padded;
}

function checkEtherType(etherType: number): void {
  checkRange('EtherType', etherType, FIRST_ETHER_TYPE, 0xffff);
  if (isTag(etherType)) badArgument('EtherType', 'a tag in tags', hexNumber(etherType));
}
