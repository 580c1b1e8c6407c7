/**
 * Reading pcapng files (draft-ietf-opsawg-pcapng). Octets in, records out; no I/O.
 *
 * Read: section headers, interface descriptions, enhanced, simple and obsolete packets, and how many packets were dropped, in either byte
 * order, which may change from section to section. All other blocks are skipped without being buffered.
 *
 * Memory, besides that of a block (pcapng-blocks.ts): at most 65536 interfaces per section, with names of at most 256 octets.
 * A file that exceeds either is refused.
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import {type CaptureReader, createRecordReader, type RecordTaker} from './capture-reader.js';
import type {OctetQueue} from './octet-queue.js';
import {PcapngBlocks} from './pcapng-blocks.js';
import {BLOCK, blockAt, MAJOR_VERSION, sectionAt, statisticsAt} from './pcapng-format.js';
import {decodeInterfaceDescription, type InterfaceDescription, readDropped} from './pcapng-interface.js';
import {readPacket, readSimplePacket} from './pcapng-packet.js';
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
      case BLOCK.interfaceStatistics:
        this.#readStatistics(length);
        return false;
      case BLOCK.simplePacket:
        readSimplePacket(this.#blocks, length, this.#described(), into);
        return true;
      default:
        readPacket(this.#blocks, length, this.#described(), type === BLOCK.packet, into);
        return true;
    }
  }

  #beginSection(length: number): void {
    this.#blocks.checkRoom(length, sectionAt.options, 'section header');
    const major = this.#blocks.firstHalf(this.#blocks.uint32(sectionAt.major));
    if (major !== MAJOR_VERSION) {
      const offset = this.#blocks.position + sectionAt.major;
      const problem = `expected version ${MAJOR_VERSION}, got ${major}`;
      throw new DecodeError('UNSUPPORTED', 'pcapng', offset, problem);
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

  /** Counters only grow, so those of an interface's last block count. */
  #readStatistics(length: number): void {
    const block = this.#blocks.subarray(0, length);
    const dropped = readDropped(block, this.#blocks.littleEndian);
    if (dropped === undefined) return;
    this.#dropped.set(this.#blocks.uint32(statisticsAt.interfaceId), dropped);
  }

  #described(): InterfaceDescription[] {
    return this.#interfaces ?? this.#blocks.malformed(blockAt.type, 'expected a section header first');
  }
}
