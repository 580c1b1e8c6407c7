/**
 * The usual enhanced packet blocks (draft-ietf-opsawg-pcapng §4.3): complete, consistent, and dated in whole nanoseconds. These are read in
 * one pass. Everything else is left to pcapng-packet.ts, which reports any fault.
 *
 * @module
 */

import {MAX_CAPTURED_LENGTH} from './capture-record.js';
import type {OctetQueue} from './octet-queue.js';
import {MAX_BLOCK_LENGTH, type PcapngBlocks} from './pcapng-blocks.js';
import {BLOCK, BLOCK_TRAILER_LENGTH, blockAt, packetAt} from './pcapng-format.js';
import type {InterfaceDescription} from './pcapng-interface.js';
import type {RecordColumns} from './record-columns.js';

/** Octets of a block without those of its packet. */
const LEAST_LENGTH = packetAt.octets + BLOCK_TRAILER_LENGTH;

export class PlainPackets {
  readonly #queue: OctetQueue;
  readonly #blocks: PcapngBlocks;

  constructor(queue: OctetQueue, blocks: PcapngBlocks) {
    this.#queue = queue;
    this.#blocks = blocks;
  }

  /** Adds all that come next; false if anything else comes next. @param interfaces those of the section */
  takeAll(interfaces: readonly InterfaceDescription[], into: RecordColumns): boolean {
    if (!this.#blocks.isAtBlock) return false;
    const {littleEndian} = this.#blocks;
    const {octets, view, offset: begin, length: waiting} = this.#queue;
    const blocks = {octets, view, littleEndian, end: begin + waiting, interfaces};
    let at = begin;
    while (!into.isFull) {
      const length = takeOne(blocks, at, into);
      if (length === 0) break;
      at += length;
    }
    this.#queue.drop(at - begin);
    return at > begin;
  }
}

/** The octets that wait in a queue, up to `end`. */
interface Waiting {
  readonly octets: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  readonly end: number;
  readonly interfaces: readonly InterfaceDescription[];
}

/** Adds the packet at this offset. @returns the length of its block; 0 if it is anything else */
function takeOne(
  {octets, view, littleEndian, end, interfaces}: Waiting,
  at: number,
  into: RecordColumns,
): number {
  const waiting = end - at;
  if (waiting < LEAST_LENGTH) return 0;
  if (view.getUint32(at + blockAt.type, littleEndian) !== BLOCK.enhancedPacket) return 0;
  const length = view.getUint32(at + blockAt.length, littleEndian);
  if (length < LEAST_LENGTH || length > waiting || length > MAX_BLOCK_LENGTH || length % 4 !== 0) return 0;
  if (view.getUint32(at + length - BLOCK_TRAILER_LENGTH, littleEndian) !== length) return 0;
  const iface = interfaces[view.getUint32(at + packetAt.interfaceId, littleEndian)];
  const unitNs = iface?.clock.unitNs;
  if (iface === undefined || unitNs === undefined) return 0;
  const captured = view.getUint32(at + packetAt.captured, littleEndian);
  if (captured > length - LEAST_LENGTH || captured > MAX_CAPTURED_LENGTH) return 0;
  const start = at + packetAt.octets;
  const wire = view.getUint32(at + packetAt.wire, littleEndian);
  if (into.add(octets, start, start + captured, wire, iface.linkType, iface.name)) {
    const high = view.getUint32(at + packetAt.timeHigh, littleEndian);
    into.dateUnits(high, view.getUint32(at + packetAt.timeLow, littleEndian), unitNs);
  }
  return length;
}
