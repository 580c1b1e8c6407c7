/**
 * Capture files made by hand, in either byte order, correct or deliberately wrong. Written independently of
 * the packages' own writer, so that a mistake there is not repeated here.
 *
 * @module
 */

import {concat} from './hex.js';

/** Writes numbers in one byte order. */
export interface Words {
  u16(value: number): Uint8Array;
  u32(value: number): Uint8Array;
  u64(value: bigint): Uint8Array;
}

/** The writer for little-endian files, or for big-endian ones. */
export function words(littleEndian: boolean): Words {
  const write = (length: number, set: (view: DataView) => void) => {
    const view = new DataView(new ArrayBuffer(length));
    set(view);
    return new Uint8Array(view.buffer);
  };
  return {
    u16: value => write(2, view => view.setUint16(0, value, littleEndian)),
    u32: value => write(4, view => view.setUint32(0, value, littleEndian)),
    u64: value => write(8, view => view.setBigUint64(0, BigInt.asUintN(64, value), littleEndian)),
  };
}

export interface PcapOptions {
  readonly littleEndian?: boolean;
  /** 0xa1b2c3d4 for microseconds, 0xa1b23c4d for nanoseconds. */
  readonly magic?: number;
  readonly major?: number;
  readonly linkType?: number;
}

export function pcapHeader({
  littleEndian = true,
  magic = 0xa1b2c3d4,
  major = 2,
  linkType = 1,
}: PcapOptions = {}): Uint8Array {
  const {u16, u32} = words(littleEndian);
  return concat(u32(magic), u16(major), u16(4), u32(0), u32(0), u32(262_144), u32(linkType));
}

export interface PcapRecordOptions {
  readonly littleEndian?: boolean;
  readonly seconds?: number;
  readonly fraction?: number;
  readonly captured?: number;
  readonly wire?: number;
}

export function pcapRecord(bytes: Uint8Array, options: PcapRecordOptions = {}): Uint8Array {
  const {littleEndian = true, seconds = 0, fraction = 0, captured = bytes.length} = options;
  const {u32} = words(littleEndian);
  return concat(u32(seconds), u32(fraction), u32(captured), u32(options.wire ?? captured), bytes);
}

/** Blocks of a pcapng section in one byte order. */
export interface PcapngBlocks {
  block(type: number, ...body: readonly Uint8Array[]): Uint8Array;
  option(code: number, value: Uint8Array): Uint8Array;
  section(version?: number): Uint8Array;
  iface(options?: PcapngIfaceOptions): Uint8Array;
  enhanced(packet: PcapngPacketOptions): Uint8Array;
  obsolete(packet: PcapngPacketOptions): Uint8Array;
  simple(bytes: Uint8Array, wire?: number): Uint8Array;
}

export interface PcapngIfaceOptions {
  readonly name?: string;
  readonly linkType?: number;
  readonly snapLength?: number;
  /** The if_tsresol octet. */
  readonly resolution?: number;
  /** if_tsoffset, in seconds. */
  readonly offset?: bigint;
  readonly more?: Uint8Array;
}

export interface PcapngPacketOptions {
  readonly bytes: Uint8Array;
  readonly iface?: number;
  /** Timestamp in the interface's units. */
  readonly time?: bigint;
  readonly captured?: number;
  readonly wire?: number;
  readonly options?: Uint8Array;
}

export function pcapngBlocks(littleEndian: boolean): PcapngBlocks {
  const {u16, u32, u64} = words(littleEndian);
  const nothing = new Uint8Array(0);

  const block = (type: number, ...body: readonly Uint8Array[]) => {
    const content = pad(concat(...body));
    const length = u32(content.length + 12);
    return concat(u32(type), length, content, length);
  };
  const option = (code: number, value: Uint8Array) => concat(u16(code), u16(value.length), pad(value));
  const packet = (iface: Uint8Array, type: number, options: PcapngPacketOptions) => {
    const {bytes, time = 0n, captured = bytes.length, wire = captured} = options;
    const times = [u32(Number(time >> 32n)), u32(Number(time & 0xffffffffn))];
    return block(type, iface, ...times, u32(captured), u32(wire), pad(bytes), options.options ?? nothing);
  };

  return {
    block,
    option,
    section: (version = 1) => block(0x0a0d0d0a, u32(0x1a2b3c4d), u16(version), u16(0), u64(-1n)),
    iface({name, linkType = 1, snapLength = 0, resolution, offset, more} = {}) {
      const options = [
        name === undefined ? nothing : option(2, new TextEncoder().encode(name)),
        resolution === undefined ? nothing : option(9, Uint8Array.of(resolution)),
        offset === undefined ? nothing : option(14, u64(offset)),
        more ?? nothing,
      ];
      return block(1, u16(linkType), u16(0), u32(snapLength), ...options);
    },
    enhanced: options => packet(u32(options.iface ?? 0), 6, options),
    obsolete: options => packet(concat(u16(options.iface ?? 0), u16(0xffff)), 2, options),
    simple: (bytes, wire = bytes.length) => block(3, u32(wire), pad(bytes)),
  };
}

function pad(bytes: Uint8Array): Uint8Array {
  return concat(bytes, new Uint8Array(-bytes.length & 3));
}
