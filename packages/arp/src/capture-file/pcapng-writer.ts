/**
 * Writing pcapng files (draft-ietf-opsawg-pcapng): one function per block, values in, octets out; no I/O.
 *
 * A file is `encodeSectionHeader`, then `encodeInterfaceDescription` for each interface (numbered
 * from 0 in that order), then `encodeEnhancedPacket` for each packet, and finally
 * `encodeInterfaceStatistics` for each interface. Little-endian throughout, times in nanoseconds.
 *
 * @module
 */

import {checkAtMost, checkRange, checkUint64} from '../wire/check.js';
import {LINK_TYPE_ETHERNET} from '../wire/frame/link-type.js';
import {MAX_CAPTURED_LENGTH} from './capture-record.js';
import {
  BLOCK,
  BLOCK_TRAILER_LENGTH,
  BYTE_ORDER_MAGIC,
  blockAt,
  interfaceAt,
  MAJOR_VERSION,
  MAX_INTERFACE_NAME_LENGTH,
  OPTION,
  OPTION_HEADER_LENGTH,
  packetAt,
  padded,
  sectionAt,
  statisticsAt,
} from './pcapng-format.js';

/** The software that writes the file. */
export interface PcapngSection {
  /** The program; `vip` by default. */
  readonly application?: string;
  /** The operating system, as in `Linux 6.1.0-18-amd64`. */
  readonly os?: string;
}

/** An interface on which packets are captured. */
export interface PcapngInterface {
  readonly name: string;
  /** A LINKTYPE_ number; Ethernet by default. */
  readonly linkType?: number;
  /** Maximum number of octets kept of a packet, 0 for no limit; 256 KiB by default. */
  readonly snapLength?: number;
}

/** A packet to be written. */
export interface PcapngPacket {
  /** Nanoseconds since the epoch. */
  readonly at: bigint;
  readonly bytes: Uint8Array;
  /** Octets on the wire, if more than in `bytes`. */
  readonly length?: number;
}

/** Counters of an interface over the whole capture. */
export interface PcapngStatistics {
  /** When it was counted, in nanoseconds since the epoch. */
  readonly at: bigint;
  /** Packets received, including those dropped. */
  readonly received: number;
  /** Packets dropped for lack of room. */
  readonly dropped: number;
}

/** An option's length has 16 bits. */
const MAX_OPTION_LENGTH = 0xffff;
const MAX_UINT32 = 0xffff_ffff;
/** The option if_tsresol: units of 10^-9 seconds. */
const NANOSECONDS = Uint8Array.of(9);
/** End of options: code and length are both 0. */
const END_OF_OPTIONS_LENGTH = 4;

interface Option {
  readonly code: number;
  readonly value: Uint8Array;
}

/**
 * The section header block (§4.1), with which a file begins.
 *
 * @param section what wrote the file, and on which system
 * @throws VipError `BAD_ARGUMENT` for a text of more than 65535 octets
 */
export function encodeSectionHeader({application = 'vip', os}: PcapngSection = {}): Uint8Array {
  const options = [textOption(OPTION.sectionApplication, application)];
  if (os !== undefined) options.unshift(textOption(OPTION.sectionOs, os));
  const {octets, view} = block(BLOCK.sectionHeader, sectionAt.options, options);
  view.setUint32(sectionAt.byteOrder, BYTE_ORDER_MAGIC, true);
  view.setUint16(sectionAt.major, MAJOR_VERSION, true);
  view.setBigInt64(sectionAt.sectionLength, -1n, true); // not known in advance (§4.1)
  return octets;
}

/**
 * An interface on which packets are captured.
 *
 * @throws VipError `BAD_ARGUMENT` for a name of more than 256 octets, which our reader refuses, or for a number
 *   that does not fit its field
 */
export function encodeInterfaceDescription(iface: PcapngInterface): Uint8Array {
  const {name, linkType = LINK_TYPE_ETHERNET, snapLength = MAX_CAPTURED_LENGTH} = iface;
  checkRange('pcapng link type', linkType, 0, 0xffff);
  checkRange('pcapng snap length', snapLength, 0, MAX_UINT32);
  const options = [
    textOption(OPTION.interfaceName, name, MAX_INTERFACE_NAME_LENGTH),
    {code: OPTION.interfaceTimeResolution, value: NANOSECONDS},
  ];
  const {octets, view} = block(BLOCK.interfaceDescription, interfaceAt.options, options);
  view.setUint16(interfaceAt.linkType, linkType, true);
  view.setUint32(interfaceAt.snapLength, snapLength, true);
  return octets;
}

/**
 * A packet with its time.
 *
 * @param interfaceId the interface's number, 0 for the one described first
 * @throws VipError `BAD_ARGUMENT` for an id of more than 32 bits, a time before 1970 or after 2554, more than 256 KiB, or
 *   a length on the wire that is less than the captured length
 */
export function encodeEnhancedPacket(packet: PcapngPacket, interfaceId: number): Uint8Array {
  const captured = packet.bytes.length;
  const wire = packet.length ?? captured;
  checkAtMost('pcapng packet', packet.bytes, MAX_CAPTURED_LENGTH);
  checkRange('pcapng packet length', wire, captured, MAX_UINT32);
  checkRange('pcapng interface id', interfaceId, 0, MAX_UINT32);
  const {octets, view} = block(BLOCK.enhancedPacket, packetAt.octets + padded(captured), []);
  view.setUint32(packetAt.interfaceId, interfaceId, true);
  writeTime(view, packetAt.timeHigh, packet.at);
  view.setUint32(packetAt.captured, captured, true);
  view.setUint32(packetAt.wire, wire, true);
  octets.set(packet.bytes, packetAt.octets);
  return octets;
}

/**
 * An interface statistics block (§4.6): what an interface received and dropped, as the last word on it.
 *
 * @param interfaceId the interface's number, 0 for the one described first
 * @throws VipError `BAD_ARGUMENT` for an id of more than 32 bits, a time before 1970 or after 2554, or an invalid count
 */
export function encodeInterfaceStatistics(statistics: PcapngStatistics, interfaceId: number): Uint8Array {
  checkRange('pcapng interface id', interfaceId, 0, MAX_UINT32);
  const options = [
    countOption(OPTION.statisticsReceived, statistics.received),
    countOption(OPTION.statisticsDropped, statistics.dropped),
  ];
  const {octets, view} = block(BLOCK.interfaceStatistics, statisticsAt.options, options);
  view.setUint32(statisticsAt.interfaceId, interfaceId, true);
  writeTime(view, statisticsAt.timeHigh, statistics.at);
  return octets;
}

/** A block with its type, both lengths and its options; the fields before `optionsAt` are zero. */
function block(type: number, optionsAt: number, options: readonly Option[]) {
  const octets = new Uint8Array(optionsAt + optionsLength(options) + BLOCK_TRAILER_LENGTH);
  const view = new DataView(octets.buffer);
  view.setUint32(blockAt.type, type, true);
  view.setUint32(blockAt.length, octets.length, true);
  view.setUint32(octets.length - BLOCK_TRAILER_LENGTH, octets.length, true);
  let offset = optionsAt;
  for (const {code, value} of options) {
    view.setUint16(offset, code, true);
    view.setUint16(offset + 2, value.length, true);
    octets.set(value, offset + OPTION_HEADER_LENGTH);
    offset += OPTION_HEADER_LENGTH + padded(value.length);
  }
  return {octets, view};
}

function optionsLength(options: readonly Option[]): number {
  if (options.length === 0) return 0;
  return options.reduce(
    (sum, {value}) => sum + OPTION_HEADER_LENGTH + padded(value.length),
    END_OF_OPTIONS_LENGTH,
  );
}

function textOption(code: number, text: string, most = MAX_OPTION_LENGTH): Option {
  const value = new TextEncoder().encode(text);
  checkAtMost('pcapng option', value, most);
  return {code, value};
}

function countOption(code: number, count: number): Option {
  checkRange('pcapng packet count', count, 0, Number.MAX_SAFE_INTEGER);
  const value = new Uint8Array(8);
  new DataView(value.buffer).setBigUint64(0, BigInt(count), true);
  return {code, value};
}

/** The high word comes first, in either byte order (§4.3). */
function writeTime(view: DataView, offset: number, at: bigint): void {
  checkUint64('pcapng packet time in ns', at);
  view.setUint32(offset, Number(at >> 32n), true);
  view.setUint32(offset + 4, Number(at & 0xffffffffn), true);
}
