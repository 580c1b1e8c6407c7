/**
 * Reading pcapng files (draft-ietf-opsawg-pcapng). Octets in, records out; no I/O.
 *
 * Read: section headers, interface descriptions, enhanced, simple and obsolete packets, and how many packets were dropped, in either byte
 * order, which may change from section to section. All other blocks are skipped without being buffered.
 *
 * Memory, beside that of a block (`pcapng-blocks.ts`): for a section at most 65536 interfaces with names of at most 256 octets.
 * Anything longer is refused.
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import {type CaptureReader, createRecordReader, type RecordTaker} from './capture-reader.js';
import {MAX_CAPTURED_LENGTH} from './capture-record.js';
import type {OctetQueue} from './octet-queue.js';
import {PcapngBlocks} from './pcapng-blocks.js';
import {
  BLOCK,
  BLOCK_TRAILER_LENGTH,
  blockAt,
  MAJOR_VERSION,
  packetAt,
  sectionAt,
  simplePacketAt,
  statisticsAt,
} from './pcapng-format.js';
import {
  decodeInterfaceDescription,
  type InterfaceDescription,
  readDropped,
  toNanoseconds,
} from './pcapng-interface.js';
import {PlainPackets} from './plain-packets.js';
import type {RecordColumns} from './record-columns.js';

const MAX_INTERFACES = 65_536;

/**
 * A reader of one file. Errors: `MALFORMED`, and `UNSUPPORTED` for a version other than 1, within the first section header. Damage:
 * the same anywhere after it.
 */
export function createPcapngReader(): CaptureReader {
  return createRecordReader(queue => new PcapngTaker(queue));
}

class PcapngTaker implements RecordTaker {
  readonly format = 'pcapng';
  readonly #blocks: PcapngBlocks;
  readonly #plain: PlainPackets;
  /** Those of the section; absent before the first. */
  #interfaces: InterfaceDescription[] | undefined;

  /** By the number of the interface. */
  readonly #dropped = new Map<number, number>();

  constructor(queue: OctetQueue) {
    this.#blocks = new PcapngBlocks(queue);
    this.#plain = new PlainPackets(queue, this.#blocks);
  }

  get dropped(): number | undefined {
    if (this.#dropped.size === 0) return undefined;
    return [...this.#dropped.values()].reduce((sum, one) => sum + one, 0);
  }

  hasBegun(): boolean {
    return this.#interfaces !== undefined;
  }

  take(into: RecordColumns): boolean {
    for (;;) {
      if (this.#interfaces !== undefined && this.#plain.takeAll(this.#interfaces, into)) return true;
      const length = this.#blocks.find();
      if (length === 0) return false;
      const isRecord = this.#readBlock(length, into);
      this.#blocks.leave(length);
      if (isRecord) return true;
    }
  }

  truncation(): DecodeError | undefined {
    return this.#blocks.truncation(this.hasBegun());
  }

  /** Returns whether it was a packet. */
  #readBlock(length: number, into: RecordColumns): boolean {
    const type = this.#blocks.uint32(blockAt.type);
    switch (type) {
      case BLOCK.sectionHeader:
        this.#beginSection(length);
        return false;
      case BLOCK.interfaceDescription:
        this.#addInterface(length);
        return false;
      case BLOCK.simplePacket:
        this.#readSimplePacket(length, into);
        return true;
      case BLOCK.interfaceStatistics:
        this.#readStatistics(length);
        return false;
      default:
        this.#readPacket(length, type === BLOCK.packet, into);
        return true;
    }
  }

  #beginSection(length: number): void {
    this.#checkRoom(length, sectionAt.options, 'section header');
    const major = this.#firstHalf(this.#blocks.uint32(sectionAt.major));
    if (major !== MAJOR_VERSION) {
      const offset = this.#blocks.position + sectionAt.major;
      throw new DecodeError(
        'UNSUPPORTED',
        'pcapng',
        offset,
        `expected version ${MAJOR_VERSION}, got ${major}`,
      );
    }
    this.#interfaces = [];
  }

  #addInterface(length: number): void {
    const {littleEndian, position} = this.#blocks;
    const interfaces = this.#described();
    if (interfaces.length === MAX_INTERFACES) {
      this.#blocks.malformed(0, `expected at most ${MAX_INTERFACES} interfaces in a section, got more`);
    }
    const block = this.#blocks.subarray(0, length);
    interfaces.push(decodeInterfaceDescription(block, littleEndian, position));
  }

  /** The counters of a file grow: the last ones of an interface count. */
  #readStatistics(length: number): void {
    const block = this.#blocks.subarray(0, length);
    const dropped = readDropped(block, this.#blocks.littleEndian);
    if (dropped === undefined) return;
    this.#dropped.set(this.#blocks.uint32(statisticsAt.interfaceId), dropped);
  }

  #readPacket(length: number, obsolete: boolean, into: RecordColumns): void {
    const room = this.#checkRoom(length, packetAt.octets, 'packet');
    const id = this.#blocks.uint32(packetAt.interfaceId);
    const iface = this.#interface(obsolete ? this.#firstHalf(id) : id);
    const captured = this.#blocks.uint32(packetAt.captured);
    this.#checkCaptured(captured, room);
    const isAdded = this.#add(packetAt.octets, captured, this.#blocks.uint32(packetAt.wire), iface, into);
    if (isAdded) this.#date(iface, into);
  }

  /** Always of interface 0, and truncated to its snap length without a captured length (§4.4). */
  #readSimplePacket(length: number, into: RecordColumns): void {
    const room = this.#checkRoom(length, simplePacketAt.octets, 'simple packet');
    const iface = this.#interface(0);
    const {snapLength} = iface;
    const wire = this.#blocks.uint32(simplePacketAt.wire);
    const captured = snapLength === 0 ? wire : Math.min(wire, snapLength);
    this.#checkCaptured(captured, room);
    this.#add(simplePacketAt.octets, captured, wire, iface, into);
  }

  #add(
    octets: number,
    captured: number,
    wire: number,
    {linkType, name}: InterfaceDescription,
    into: RecordColumns,
  ): boolean {
    const {bytes, offset} = this.#blocks;
    return into.add(bytes, offset + octets, offset + octets + captured, wire, linkType, name);
  }

  /** The high word comes first in either byte order, so this is not a 64-bit number in that order. */
  #date({clock}: InterfaceDescription, into: RecordColumns): void {
    const high = this.#blocks.uint32(packetAt.timeHigh);
    const low = this.#blocks.uint32(packetAt.timeLow);
    if (clock.unitNs !== undefined) into.dateUnits(high, low, clock.unitNs);
    else into.dateExactly(toNanoseconds((BigInt(high) << 32n) | BigInt(low), clock));
  }

  #described(): InterfaceDescription[] {
    return this.#interfaces ?? this.#blocks.malformed(blockAt.type, 'expected a section header first');
  }

  #interface(id: number): InterfaceDescription {
    const interfaces = this.#described();
    return (
      interfaces[id] ??
      this.#blocks.malformed(
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
    return this.#blocks.malformed(
      blockAt.length,
      `expected a ${what} of at least ${least} octets, got ${length}`,
    );
  }

  #checkCaptured(captured: number, room: number): void {
    const most = Math.min(room, MAX_CAPTURED_LENGTH);
    if (captured > most)
      this.#blocks.malformed(blockAt.body, `expected at most ${most} captured octets, got ${captured}`);
  }

  /** The first of two 16-bit fields that were read as a single number. */
  #firstHalf(both: number): number {
    return this.#blocks.littleEndian ? both & 0xffff : both >>> 16;
  }
}
