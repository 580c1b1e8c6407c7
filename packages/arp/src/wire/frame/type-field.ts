/**
 * The way from a type field to the payload: past tags, and past an IEEE 802.3 length with its SNAP header.
 *
 * @module
 */

import {truncated} from '../errors.js';
import {readUint16} from '../octets.js';
import {FIRST_ETHER_TYPE} from './ether-type.js';
import {readSnapType, SNAP_HEADER_LENGTH} from './snap.js';
import {decodeTag, isTag, TAG_LENGTH, tagAt, type VlanTag} from './vlan-tag.js';

/** The headers between a type field and the payload. */
interface TakenTypes {
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
 * @param firstStart offset of the first octet after the first type
 * @throws DecodeError `TRUNCATED` for a truncated tag
 */
export function takeTypes(
  layer: string,
  octets: Uint8Array,
  firstType: number,
  firstStart: number,
): TakenTypes {
  const tags: VlanTag[] = [];
  let etherType = firstType;
  let start = firstStart;
  while (isTag(etherType)) {
    const end = start + TAG_LENGTH;
    if (octets.length < end) truncated(layer, end, octets.length);
    tags.push(decodeTag(etherType, readUint16(octets, start + tagAt.control)));
    etherType = readUint16(octets, start + tagAt.type);
    start = end;
  }
  const snapType = etherType < FIRST_ETHER_TYPE ? readSnapType(octets, start) : -1;
  if (!isPayloadType(snapType)) return {tags, etherType, start, length: undefined};
  return {tags, etherType: snapType, start: start + SNAP_HEADER_LENGTH, length: etherType};
}

/** Whether an EtherType may appear in a SNAP header: tags precede one, but do not follow it. */
export function isPayloadType(snapType: number): boolean {
  return snapType >= FIRST_ETHER_TYPE && !isTag(snapType);
}
