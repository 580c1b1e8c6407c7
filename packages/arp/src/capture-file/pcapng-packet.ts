/**
 * Packet blocks of pcapng: enhanced (draft-ietf-opsawg-pcapng §4.3), simple (§4.4) and obsolete (appendix A), each checked field by field.
 * plain-packets.ts reads the usual ones faster.
 *
 * @module
 */

import {MAX_CAPTURED_LENGTH} from './capture-record.js';
import type {PcapngBlocks} from './pcapng-blocks.js';
import {blockAt, packetAt, simplePacketAt} from './pcapng-format.js';
import {type InterfaceDescription, toNanoseconds} from './pcapng-interface.js';
import type {RecordColumns} from './record-columns.js';

/**
 * @param length of the block
 * @param interfaces of the section
 * @throws DecodeError `MALFORMED`
 */
export function readPacket(
  blocks: PcapngBlocks,
  length: number,
  interfaces: readonly InterfaceDescription[],
  isObsolete: boolean,
  into: RecordColumns,
): void {
  const room = blocks.checkRoom(length, packetAt.octets, 'packet');
  const id = blocks.uint32(packetAt.interfaceId);
  const iface = interfaceIn(interfaces, isObsolete ? blocks.firstHalf(id) : id, blocks);
  const captured = blocks.uint32(packetAt.captured);
  checkCaptured(captured, room, blocks);
  const wire = blocks.uint32(packetAt.wire);
  if (add(blocks, packetAt.octets, captured, wire, iface, into)) date(blocks, iface, into);
}

/** Always of interface 0, and truncated to its snap length without a captured length (§4.4). */
export function readSimplePacket(
  blocks: PcapngBlocks,
  length: number,
  interfaces: readonly InterfaceDescription[],
  into: RecordColumns,
): void {
  const room = blocks.checkRoom(length, simplePacketAt.octets, 'simple packet');
  const iface = interfaceIn(interfaces, 0, blocks);
  const {snapLength} = iface;
  const wire = blocks.uint32(simplePacketAt.wire);
  const captured = snapLength === 0 ? wire : Math.min(wire, snapLength);
  checkCaptured(captured, room, blocks);
  add(blocks, simplePacketAt.octets, captured, wire, iface, into);
}

function add(
  {octets, offset}: PcapngBlocks,
  octetsAt: number,
  captured: number,
  wire: number,
  {linkType, name}: InterfaceDescription,
  into: RecordColumns,
): boolean {
  const start = offset + octetsAt;
  return into.add(octets, start, start + captured, wire, linkType, name);
}

/** The high word comes first in either byte order, so this is not a 64-bit number in that order. */
function date(blocks: PcapngBlocks, {clock}: InterfaceDescription, into: RecordColumns): void {
  const high = blocks.uint32(packetAt.timeHigh);
  const low = blocks.uint32(packetAt.timeLow);
  if (clock.unitNs !== undefined) into.dateUnits(high, low, clock.unitNs);
  else into.dateExactly(toNanoseconds((BigInt(high) << 32n) | BigInt(low), clock));
}

function interfaceIn(
  interfaces: readonly InterfaceDescription[],
  id: number,
  blocks: PcapngBlocks,
): InterfaceDescription {
  const found = interfaces[id];
  if (found !== undefined) return found;
  const problem = `expected one of ${interfaces.length} described interfaces, got number ${id}`;
  return blocks.malformed(blockAt.body, problem);
}

function checkCaptured(captured: number, room: number, blocks: PcapngBlocks): void {
  const most = Math.min(room, MAX_CAPTURED_LENGTH);
  if (captured > most)
    blocks.malformed(blockAt.body, `expected at most ${most} captured octets, got ${captured}`);
}
