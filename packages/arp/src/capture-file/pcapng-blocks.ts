/**
 * The blocks of a pcapng file. Finds those that are read, skips all others without buffering them, and reports malformed ones by a
 * `DecodeError`.
 *
 * Memory: at most 512 KiB for a block that is read, nothing for a skipped one.
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import {hexNumber} from '../wire/hex.js';
import type {OctetQueue} from './octet-queue.js';
import {
  BLOCK,
  BLOCK_HEADER_LENGTH,
  BLOCK_TRAILER_LENGTH,
  BYTE_ORDER_MAGIC,
  blockAt,
  sectionAt,
} from './pcapng-format.js';

/** A packet of 256 KiB, and as much again for its options. */
export const MAX_BLOCK_LENGTH = 524_288;
/** Type, length, and length again. */
const MIN_BLOCK_LENGTH = BLOCK_HEADER_LENGTH + BLOCK_TRAILER_LENGTH;
const SWAPPED_BYTE_ORDER_MAGIC = 0x4d3c2b1a;

export class PcapngBlocks {
  readonly #queue: OctetQueue;
  /** Of the section, from its header on. */
  #littleEndian: boolean | undefined;
  /** Length of the skipped block whose trailer is next; 0 if a block begins next. */
  #skipped = 0;

  constructor(queue: OctetQueue) {
    this.#queue = queue;
  }

  /** Byte order of the block that was found. */
  get littleEndian(): boolean {
    return this.#littleEndian ?? this.malformed(blockAt.type, 'expected a section header as the first block');
  }

  /** Whether the queue starts with a block, and not with the rest of one that is being skipped. */
  get isAtBlock(): boolean {
    return this.#skipped === 0;
  }

  /** Skips to the next block that is read; returns its length once it is complete, and 0 until then. */
  find(): number {
    const queue = this.#queue;
    for (;;) {
      if (this.#skipped > 0 && !this.#leaveSkipped()) return 0;
      if (queue.length < MIN_BLOCK_LENGTH) return 0;
      const littleEndian = this.#byteOrder();
      const length = queue.uint32(blockAt.length, littleEndian);
      if (length < MIN_BLOCK_LENGTH || length % 4 !== 0) {
        this.malformed(
          blockAt.length,
          `expected a block length of 12 or more, divisible by 4, got ${length}`,
        );
      }
      if (isRead(queue.uint32(blockAt.type, littleEndian))) {
        return this.#isComplete(length, littleEndian) ? length : 0;
      }
      this.#skipped = length;
      queue.drop(length - BLOCK_TRAILER_LENGTH);
    }
  }

  /** A number in the block that was found. */
  uint32(offset: number): number {
    return this.#queue.uint32(offset, this.littleEndian);
  }

  /** Octets of the block that was found; they stay valid. */
  subarray(offset: number, end: number): Uint8Array {
    return this.#queue.subarray(offset, end);
  }

  /** The octets among which those of the block are; the first of them is at `offset`. */
  get octets(): Uint8Array {
    return this.#queue.octets;
  }

  get offset(): number {
    return this.#queue.offset;
  }

  /** Position in the file of the block that was found. */
  get position(): number {
    return this.#queue.position;
  }

  /** Goes on after a block of that length. */
  leave(length: number): void {
    this.#queue.drop(length);
  }

  /** @param offset of the problem in the block */
  malformed(offset: number, problem: string): never {
    throw new DecodeError('MALFORMED', 'pcapng', this.#blockStart() + offset, problem);
  }

  /** Octets between `offset` and the end of the block's body. @throws DecodeError `MALFORMED` if it is shorter */
  checkRoom(length: number, offset: number, what: string): number {
    const room = length - BLOCK_TRAILER_LENGTH - offset;
    if (room >= 0) return room;
    const least = offset + BLOCK_TRAILER_LENGTH;
    return this.malformed(blockAt.length, `expected a ${what} of at least ${least} octets, got ${length}`);
  }

  /** The first of two 16-bit fields that were read as a single number. */
  firstHalf(both: number): number {
    return this.littleEndian ? both & 0xffff : both >>> 16;
  }

  /** Octets still in the queue, or awaited, belong to an incomplete block. */
  truncation(hasBegun: boolean): DecodeError | undefined {
    const start = this.#blockStart();
    const got = this.#queue.position + this.#queue.length - start;
    if (hasBegun && this.#skipped === 0 && got === 0) return undefined;
    const what = hasBegun ? 'a whole block' : 'a section header';
    const problem = `expected ${what} at offset ${start}, got the end of the file after ${got} octets`;
    return new DecodeError('TRUNCATED', 'pcapng', start, problem);
  }

  #isComplete(length: number, littleEndian: boolean): boolean {
    if (length > MAX_BLOCK_LENGTH) {
      this.malformed(blockAt.length, `expected a block of at most ${MAX_BLOCK_LENGTH} octets, got ${length}`);
    }
    if (this.#queue.length < length) return false;
    this.#checkTrailer(this.#queue.uint32(length - BLOCK_TRAILER_LENGTH, littleEndian), length);
    this.#littleEndian = littleEndian;
    return true;
  }

  /** Drops the trailer of a skipped block; false until it has arrived. */
  #leaveSkipped(): boolean {
    if (this.#queue.length < BLOCK_TRAILER_LENGTH) return false;
    this.#checkTrailer(this.uint32(0), this.#skipped);
    this.#queue.drop(BLOCK_TRAILER_LENGTH);
    this.#skipped = 0;
    return true;
  }

  #checkTrailer(trailer: number, length: number): void {
    if (trailer === length) return;
    this.malformed(0, `expected a block with the same length at both ends, got ${length} and ${trailer}`);
  }

  /** Byte order of the block that begins here: a section header declares its own. */
  #byteOrder(): boolean {
    if (this.#queue.uint32(blockAt.type, false) !== BLOCK.sectionHeader) return this.littleEndian;
    const magic = this.#queue.uint32(sectionAt.byteOrder, true);
    if (magic === BYTE_ORDER_MAGIC) return true;
    if (magic === SWAPPED_BYTE_ORDER_MAGIC) return false;
    return this.malformed(sectionAt.byteOrder, `expected a byte-order magic, got ${hexNumber(magic, 8)}`);
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
    case BLOCK.interfaceStatistics:
      return true;
    default:
      return false;
  }
}
