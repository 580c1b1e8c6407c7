/**
 * Reading pcapng files (draft-ietf-opsawg-pcapng). Octets in, records out; no I/O.
 *
 * Read: section headers, interface descriptions, and enhanced, simple and obsolete packets, in either byte
 * order, which may change from section to section. All other blocks are skipped without being buffered.
 *
 * Memory: at most 512 KiB for a block that is read, nothing for a skipped one, and for a section at
 * most 65536 interfaces with names of at most 256 octets. Anything longer is refused.
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import {hexNumber} from '../wire/hex.js';
import {createRecordReader, type RecordTaker} from './capture-reader.js';
import {type CaptureReader, type CaptureRecord, MAX_CAPTURED_LENGTH} from './capture-record.js';
import type {OctetQueue} from './octet-queue.js';
import {
  BLOCK,
  BLOCK_HEADER_LENGTH,
  BLOCK_TRAILER_LENGTH,
  BYTE_ORDER_MAGIC,
  blockAt,
  MAJOR_VERSION,
  packetAt,
  sectionAt,
  simplePacketAt,
} from './pcapng-format.js';
import {decodeInterfaceDescription, type InterfaceDescription, toNanoseconds} from './pcapng-interface.js';

/** A packet of 256 KiB, and as much again for its options. */
const MAX_BLOCK_LENGTH = 524_288;
const MAX_INTERFACES = 65_536;
/** Type, length, and length again. */
const MIN_BLOCK_LENGTH = BLOCK_HEADER_LENGTH + BLOCK_TRAILER_LENGTH;
const SWAPPED_BYTE_ORDER_MAGIC = 0x4d3c2b1a;

/** State that lasts from one section header to the next. */
interface Section {
  readonly littleEndian: boolean;
  readonly interfaces: InterfaceDescription[];
}

/**
 * A reader of one file. Errors: `MALFORMED`, and `UNSUPPORTED` for a version other than 1, within the first section header. Damage:
 * the same anywhere after it.
 */
export function createPcapngReader(): CaptureReader {
  return createRecordReader(queue => new PcapngTaker(queue));
}

class PcapngTaker implements RecordTaker {
  readonly format = 'pcapng';
  readonly #queue: OctetQueue;
  readonly #time = new DataView(new ArrayBuffer(8));
  #section: Section | undefined;
  /** Length of the skipped block whose trailer is next; 0 if a block begins next. */
  #skipped = 0;

  constructor(queue: OctetQueue) {
    this.#queue = queue;
  }

  hasBegun(): boolean {
    return this.#section !== undefined;
  }

  take(): CaptureRecord | undefined {
    for (;;) {
      const length = this.#findBlock();
      if (length === 0) return undefined;
      const record = this.#readBlock(length);
      this.#queue.drop(length);
      if (record !== undefined) return record;
    }
  }

  /** Skips to the next block that is read; returns its length once it is complete, and 0 until then. */
  #findBlock(): number {
    const queue = this.#queue;
    for (;;) {
      if (this.#skipped > 0 && !this.#leaveSkipped()) return 0;
      if (queue.length < MIN_BLOCK_LENGTH) return 0;
      const littleEndian = this.#byteOrder();
      const length = queue.uint32(blockAt.length, littleEndian);
      if (length < MIN_BLOCK_LENGTH || length % 4 !== 0) {
        this.#malformed(
          blockAt.length,
          `expected a block length of 12 or more, divisible by 4, got ${length}`,
        );
      }
      if (isRead(queue.uint32(blockAt.type, littleEndian))) {
        if (length > MAX_BLOCK_LENGTH) {
          this.#malformed(
            blockAt.length,
            `expected a block of at most ${MAX_BLOCK_LENGTH} octets, got ${length}`,
          );
        }
        if (queue.length < length) return 0;
        this.#checkTrailer(queue.uint32(length - BLOCK_TRAILER_LENGTH, littleEndian), length);
        return length;
      }
      this.#skipped = length;
      queue.drop(length - BLOCK_TRAILER_LENGTH);
    }
  }

  /** Drops the trailer of a skipped block; false until it has arrived. */
  #leaveSkipped(): boolean {
    if (this.#queue.length < BLOCK_TRAILER_LENGTH) return false;
    this.#checkTrailer(this.#queue.uint32(0, this.#current().littleEndian), this.#skipped);
    this.#queue.drop(BLOCK_TRAILER_LENGTH);
    this.#skipped = 0;
    return true;
  }

  #checkTrailer(trailer: number, length: number): void {
    if (trailer === length) return;
    this.#malformed(0, `expected a block with the same length at both ends, got ${length} and ${trailer}`);
  }

  /** Byte order of the block that begins here: a section header declares its own. */
  #byteOrder(): boolean {
    if (this.#queue.uint32(blockAt.type, false) !== BLOCK.sectionHeader) return this.#current().littleEndian;
    const magic = this.#queue.uint32(sectionAt.byteOrder, true);
    if (magic === BYTE_ORDER_MAGIC) return true;
    if (magic === SWAPPED_BYTE_ORDER_MAGIC) return false;
    return this.#malformed(sectionAt.byteOrder, `expected a byte-order magic, got ${hexNumber(magic, 8)}`);
  }

  #current(): Section {
    return this.#section ?? this.#malformed(blockAt.type, 'expected a section header as the first block');
  }

  #readBlock(length: number): CaptureRecord | undefined {
    const littleEndian = this.#byteOrder();
    const type = this.#queue.uint32(blockAt.type, littleEndian);
    switch (type) {
      case BLOCK.sectionHeader:
        this.#beginSection(length, littleEndian);
        return undefined;
      case BLOCK.interfaceDescription:
        this.#addInterface(length);
        return undefined;
      case BLOCK.simplePacket:
        return this.#readSimplePacket(length);
      default:
        return this.#readPacket(length, type === BLOCK.packet);
    }
  }

  #beginSection(length: number, littleEndian: boolean): void {
    this.#checkRoom(length, sectionAt.options, 'section header');
    const versions = this.#queue.uint32(sectionAt.major, littleEndian);
    const major = firstHalf(versions, littleEndian);
    if (major !== MAJOR_VERSION) {
      const offset = this.#queue.position + sectionAt.major;
      throw new DecodeError(
        'UNSUPPORTED',
        'pcapng',
        offset,
        `expected version ${MAJOR_VERSION}, got ${major}`,
      );
    }
    this.#section = {littleEndian, interfaces: []};
  }

  #addInterface(length: number): void {
    const {interfaces, littleEndian} = this.#current();
    if (interfaces.length === MAX_INTERFACES) {
      this.#malformed(0, `expected at most ${MAX_INTERFACES} interfaces in a section, got more`);
    }
    const block = this.#queue.subarray(0, length);
    interfaces.push(decodeInterfaceDescription(block, littleEndian, this.#queue.position));
  }

  #readPacket(length: number, obsolete: boolean): CaptureRecord {
    const {littleEndian} = this.#current();
    const room = this.#checkRoom(length, packetAt.octets, 'packet');
    const id = this.#queue.uint32(packetAt.interfaceId, littleEndian);
    const {linkType, name, clock} = this.#interface(obsolete ? firstHalf(id, littleEndian) : id);
    const captured = this.#queue.uint32(packetAt.captured, littleEndian);
    this.#checkCaptured(captured, room);
    return {
      at: toNanoseconds(this.#readTime(littleEndian), clock),
      bytes: this.#queue.subarray(packetAt.octets, packetAt.octets + captured),
      length: this.#queue.uint32(packetAt.wire, littleEndian),
      linkType,
      iface: name,
    };
  }

  /** Always of interface 0, and truncated to its snap length without a captured length (§4.4). */
  #readSimplePacket(length: number): CaptureRecord {
    const room = this.#checkRoom(length, simplePacketAt.octets, 'simple packet');
    const {linkType, name, snapLength} = this.#interface(0);
    const wire = this.#queue.uint32(simplePacketAt.wire, this.#current().littleEndian);
    const captured = snapLength === 0 ? wire : Math.min(wire, snapLength);
    this.#checkCaptured(captured, room);
    return {
      at: undefined,
      bytes: this.#queue.subarray(simplePacketAt.octets, simplePacketAt.octets + captured),
      length: wire,
      linkType,
      iface: name,
    };
  }

  /** The high word comes first in either byte order, so this is not a 64-bit number in that order. */
  #readTime(littleEndian: boolean): bigint {
    this.#time.setUint32(0, this.#queue.uint32(packetAt.timeHigh, littleEndian));
    this.#time.setUint32(4, this.#queue.uint32(packetAt.timeLow, littleEndian));
    return this.#time.getBigUint64(0);
  }

  #interface(id: number): InterfaceDescription {
    const {interfaces} = this.#current();
    return (
      interfaces[id] ??
      this.#malformed(
        blockAt.body,
        `expected one of ${interfaces.length} described interfaces, got number ${id}`,
      )
    );
  }

  /** Octets between `offset` and the end of the block's body. */
  #checkRoom(length: number, offset: number, what: string): number {
    const room = length - BLOCK_TRAILER_LENGTH - offset;
    if (room >= 0) return room;
    const least = offset + BLOCK_TRAILER_LENGTH;
    return this.#malformed(blockAt.length, `expected a ${what} of at least ${least} octets, got ${length}`);
  }

  #checkCaptured(captured: number, room: number): void {
    const most = Math.min(room, MAX_CAPTURED_LENGTH);
    if (captured > most)
      this.#malformed(blockAt.body, `expected at most ${most} captured octets, got ${captured}`);
  }

  #malformed(offset: number, problem: string): never {
    throw new DecodeError('MALFORMED', 'pcapng', this.#blockStart() + offset, problem);
  }

  /** What the queue still holds, or waits for, belongs to an incomplete block. */
  truncation(): DecodeError | undefined {
    const start = this.#blockStart();
    const got = this.#queue.position + this.#queue.length - start;
    if (this.#section !== undefined && this.#skipped === 0 && got === 0) return undefined;
    const what = this.#section === undefined ? 'a section header' : 'a whole block';
    const problem = `expected ${what} at offset ${start}, got the end of the file after ${got} octets`;
    return new DecodeError('TRUNCATED', 'pcapng', start, problem);
  }

  /** Offset in the file of the block being read or skipped. */
  #blockStart(): number {
    const {position, debt} = this.#queue;
    return this.#skipped === 0 ? position : position + debt - (this.#skipped - BLOCK_TRAILER_LENGTH);
  }
}

function isRead(type: number): boolean {
  switch (type) {
    case BLOCK.sectionHeader:
    case BLOCK.interfaceDescription:
    case BLOCK.packet:
    case BLOCK.simplePacket:
    case BLOCK.enhancedPacket:
      return true;
    default:
      return false;
  }
}

/** The first of two 16-bit fields that were read as a single number. */
function firstHalf(both: number, littleEndian: boolean): number {
  return littleEndian ? both & 0xffff : both >>> 16;
}
