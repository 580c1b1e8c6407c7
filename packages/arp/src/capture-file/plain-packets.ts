/**
 * Enhanced packet blocks (draft-ietf-opsawg-pcapng §4.3) as almost all of them are: complete, consistent, and dated in whole nanoseconds.
 * They are read at once. Everything else, whatever is wrong with it, is left to who reads blocks piece by piece.
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

  /** Adds the next packet; false if what comes next is anything else. @param interfaces those of the section */
  take(interfaces: readonly InterfaceDescription[], into: RecordColumns): boolean {
    const queue = this.#queue;
    const {view, offset: at, length: waiting} = queue;
    if (waiting < LEAST_LENGTH || !this.#blocks.isAtBlock) return false;
    const {littleEndian} = this.#blocks;
    if (view.getUint32(at + blockAt.type, littleEndian) !== BLOCK.enhancedPacket) return false;
    const length = view.getUint32(at + blockAt.length, littleEndian);
    if (length < LEAST_LENGTH || length > waiting || length > MAX_BLOCK_LENGTH || length % 4 !== 0)
      return false;
    if (view.getUint32(at + length - BLOCK_TRAILER_LENGTH, littleEndian) !== length) return false;
    const iface = interfaces[view.getUint32(at + packetAt.interfaceId, littleEndian)];
    const unitNs = iface?.clock.unitNs;
    if (iface === undefined || unitNs === undefined) return false;
    const captured = view.getUint32(at + packetAt.captured, littleEndian);
    if (captured > length - LEAST_LENGTH || captured > MAX_CAPTURED_LENGTH) return false;
    const start = at + packetAt.octets;
    const wire = view.getUint32(at + packetAt.wire, littleEndian);
    if (into.add(queue.bytes, start, start + captured, wire, iface.linkType, iface.name)) {
      const high = view.getUint32(at + packetAt.timeHigh, littleEndian);
      into.dateUnits(high, view.getUint32(at + packetAt.timeLow, littleEndian), unitNs);
    }
    queue.drop(length);
    return true;
  }
}
