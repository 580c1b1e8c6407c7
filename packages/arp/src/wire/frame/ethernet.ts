/**
 * Ethernet II frames (RFC 894) with any number of 802.1Q / 802.1ad tags (IEEE 802.1Q §9). Bytes in, plain objects out; no I/O.
 *
 *   octet 0   destination MAC   6
 *         6   source MAC        6
 *        12   tag               4 each, zero or more: TPID 2, priority 3 bits, DEI 1 bit, VLAN id 12 bits
 *             EtherType         2
 *             payload           the rest, padding included
 *
 * An IEEE 802.3 frame has its length in place of the EtherType; it is read if it has an EtherType in a
 * SNAP header (snap.ts).
 *
 * `decode(encode(frame))` deep-equals `frame`, and `encode(decode(bytes))` equals `bytes`. The encoder does
 * not pad to the 60 octets of IEEE 802.3: drivers do, and `padFrame` does it earlier.
 *
 * @module
 */

import {MAC_LENGTH, type MacAddress, readMac, writeMac} from '../address/mac.js';
import {checkRange, refuse} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {hexNumber} from '../hex.js';
import {readUint16, writeUint16} from '../octets.js';
import {readSnapType, SNAP_HEADER_LENGTH, writeSnapHeader} from './snap.js';

/** An 802.1Q tag. */
export interface VlanTag {
  /** Tag protocol identifier: 0x8100 (802.1Q), 0x88a8 (802.1ad service tag) or 0x9100 (its predecessor). */
  readonly tpid: number;
  /** Priority code point, 0 to 7; 1 ranks below 0 (IEEE 802.1Q, table I-2). */
  readonly priority: number;
  /** Drop eligible indicator. */
  readonly dropEligible: boolean;
  /** VLAN identifier, 0 to 4095; 0 carries only a priority and 4095 is reserved. */
  readonly vlanId: number;
}

/** An Ethernet II frame, or an IEEE 802.3 one with a SNAP header. */
export interface EthernetFrame {
  readonly destination: MacAddress;
  readonly source: MacAddress;
  /** Outermost tag first; empty for an untagged frame. */
  readonly tags: readonly VlanTag[];
  /** Type of the payload, 0x0600 to 0xffff, never that of a tag; unknown values are kept. */
  readonly etherType: number;
  /** Everything after the EtherType. A view into the decoded bytes, not a copy. */
  readonly payload: Uint8Array;
  /** Only in an IEEE 802.3 frame. */
  readonly snap?: SnapFraming;
}

/** What an IEEE 802.3 frame has in addition to an EtherType. */
export interface SnapFraming {
  /** Octets that follow, without padding, as stated in the header: 0 to 0x05ff; the payload is not cut to it. */
  readonly length: number;
}

/** EtherType of ARP (RFC 826). */
export const ETHER_TYPE_ARP = 0x0806;
/** EtherType of IPv4 (RFC 894). */
export const ETHER_TYPE_IPV4 = 0x0800;
/** EtherType of IPv6 (RFC 2464). */
export const ETHER_TYPE_IPV6 = 0x86dd;
/** Tag protocol identifier of IEEE 802.1Q. */
export const TPID_8021Q = 0x8100;
/** Octets before the payload of an untagged frame. */
export const ETHERNET_HEADER_LENGTH = 14;
/** Shortest frame on the medium, without the frame check sequence (IEEE 802.3 §3.2.8). */
export const ETHERNET_MINIMUM_LENGTH = 60;

const TAG_PROTOCOLS: ReadonlySet<number> = new Set([TPID_8021Q, 0x88a8, 0x9100]);
export const TAG_LENGTH = 4;
/** Offsets of the fields; in a tagged frame, the type is that of the first tag. */
export const ethernetAt = {
  destination: 0,
  source: MAC_LENGTH,
  type: 2 * MAC_LENGTH,
  payload: 2 * MAC_LENGTH + 2,
} as const;

/** Offsets of the fields of a tag, from the end of the type field that announces it. */
export const tagAt = {control: 0, type: 2} as const;

/** Below this the two octets are an IEEE 802.3 length, not an EtherType. */
export const FIRST_ETHER_TYPE = 0x0600;

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
  const bytes = new Uint8Array(header + frame.payload.length);
  writeMac(bytes, ethernetAt.destination, frame.destination);
  writeMac(bytes, ethernetAt.source, frame.source);
  let offset: number = ethernetAt.type;
  for (const tag of frame.tags) {
    writeUint16(bytes, offset, tagProtocol(tag.tpid));
    writeUint16(bytes, offset + 2 + tagAt.control, tagControl(tag));
    offset += TAG_LENGTH;
  }
  if (frame.snap === undefined) writeUint16(bytes, offset, frame.etherType);
  else {
    checkRange('802.3 length', frame.snap.length, 0, FIRST_ETHER_TYPE - 1);
    writeUint16(bytes, offset, frame.snap.length);
    writeSnapHeader(bytes, tagged, frame.etherType);
  }
  bytes.set(frame.payload, header);
  return bytes;
}

/**
 * The frame with all its tags. Padding is part of its payload.
 *
 * @throws DecodeError for fewer than 14 octets, a truncated tag, or an IEEE 802.3 frame without a SNAP header
 */
export function decodeEthernetFrame(bytes: Uint8Array): EthernetFrame {
  if (bytes.length < ETHERNET_HEADER_LENGTH) truncated('ethernet', ETHERNET_HEADER_LENGTH, bytes.length);
  const first = readUint16(bytes, ethernetAt.type);
  const {tags, etherType, start, length} = takeTypes('ethernet', bytes, first, ETHERNET_HEADER_LENGTH);
  if (etherType < FIRST_ETHER_TYPE) notEtherType(start - 2, etherType);
  const frame = {
    destination: readMac(bytes, ethernetAt.destination),
    source: readMac(bytes, ethernetAt.source),
    tags,
    etherType,
    payload: bytes.subarray(start),
  };
  return length === undefined ? frame : {...frame, snap: {length}};
}

/** What lies between a type field and the payload. */
export interface TakenTypes {
  readonly tags: readonly VlanTag[];
  /** Below 0x0600 for an IEEE 802.3 frame without a SNAP header. */
  readonly etherType: number;
  /** Where the payload starts. */
  readonly start: number;
  /** The length field before a SNAP header; undefined without one. */
  readonly length: number | undefined;
}

/**
 * @param layer name of the layer, for the error
 * @param firstStart offset of what the first type announces
 * @throws DecodeError `TRUNCATED` for a truncated tag
 */
export function takeTypes(
  layer: string,
  bytes: Uint8Array,
  firstType: number,
  firstStart: number,
): TakenTypes {
  const tags: VlanTag[] = [];
  let etherType = firstType;
  let start = firstStart;
  while (isTag(etherType)) {
    const end = start + TAG_LENGTH;
    if (bytes.length < end) truncated(layer, end, bytes.length);
    tags.push(decodeTag(etherType, readUint16(bytes, start + tagAt.control)));
    etherType = readUint16(bytes, start + tagAt.type);
    start = end;
  }
  const snapType = etherType < FIRST_ETHER_TYPE ? readSnapType(bytes, start) : -1;
  if (!isPayloadType(snapType)) return {tags, etherType, start, length: undefined};
  return {tags, etherType: snapType, start: start + SNAP_HEADER_LENGTH, length: etherType};
}

/** Whether it may appear in a SNAP header: tags precede one, but do not follow it. */
export function isPayloadType(snapType: number): boolean {
  return snapType >= FIRST_ETHER_TYPE && !isTag(snapType);
}

function notEtherType(offset: number, got: number): never {
  const problem = `expected an EtherType of 0x0600 or more, got an 802.3 length of ${got}`;
  throw new DecodeError('UNSUPPORTED', 'ethernet', offset, problem);
}

/** The frame padded with zeros to the minimum of 60 octets; longer frames unchanged. */
export function padFrame(bytes: Uint8Array): Uint8Array {
  if (bytes.length >= ETHERNET_MINIMUM_LENGTH) return bytes;
  const padded = new Uint8Array(ETHERNET_MINIMUM_LENGTH);
  padded.set(bytes);
  return padded;
}

/**
 * An 802.1Q tag (IEEE 802.1Q §9.6).
 *
 * @param vlanId 0 to 4095; 0 for a frame that has only a priority
 * @param priority 0 to 7
 * @throws VipError `BAD_ARGUMENT` for a number outside its range
 */
export function vlanTag(vlanId: number, priority = 0): VlanTag {
  const tag = {tpid: TPID_8021Q, priority, dropEligible: false, vlanId};
  tagControl(tag); // only for its range checks: every tag that exists can be sent
  return tag;
}

function checkEtherType(etherType: number): void {
  checkRange('EtherType', etherType, FIRST_ETHER_TYPE, 0xffff);
  if (TAG_PROTOCOLS.has(etherType)) refuse('EtherType', 'a tag in tags', hexNumber(etherType));
}

/**
 * Whether a VLAN tag follows: 0x8100, 0x88a8 or 0x9100.
 *
 * @param etherType two octets of a frame, 0 to 0xffff
 */
export function isTag(etherType: number): boolean {
  // Without hashing for the most common types.
  return etherType !== ETHER_TYPE_ARP && TAG_PROTOCOLS.has(etherType);
}

function tagProtocol(tpid: number): number {
  if (TAG_PROTOCOLS.has(tpid)) return tpid;
  return refuse('VLAN tag protocol', '0x8100, 0x88a8 or 0x9100', hexNumber(tpid));
}

function tagControl({priority, dropEligible, vlanId}: VlanTag): number {
  checkRange('VLAN priority', priority, 0, 7);
  checkRange('VLAN id', vlanId, 0, 4095);
  return (priority << 13) | (dropEligible ? 0x1000 : 0) | vlanId;
}

function decodeTag(tpid: number, control: number): VlanTag {
  return {tpid, priority: control >> 13, dropEligible: (control & 0x1000) !== 0, vlanId: control & 0x0fff};
}
