/**
 * Reading pcap files (draft-ietf-opsawg-pcap), as `tcpdump -w` writes them. Octets in, records out; no I/O.
 *
 *   octet 0   magic number        4   0xa1b2c3d4 = microseconds, 0xa1b23c4d = nanoseconds
 *         4   major version       2   2
 *         6   minor version       2   4
 *         8   reserved            8
 *        16   snap length         4
 *        20   link type           4   the low 16 bits; the rest describes a frame check sequence
 *
 *   then for each packet
 *         0   seconds             4
 *         4   fraction            4   in micro- or nanoseconds
 *         8   captured length     4
 *        12   length on the wire  4
 *        16   the octets
 *
 * Every field is in the byte order of the machine that wrote the file, which the magic number shows.
 *
 * libpcap truncates a record that is longer than the snap length; Wireshark does not. Nor does this reader: the octets
 * are available.
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import {hexNumber} from '../wire/hex.js';
import {type CaptureReader, createRecordReader} from './capture-reader.js';
import {MAX_CAPTURED_LENGTH} from './capture-record.js';
import type {OctetQueue} from './octet-queue.js';
import type {RecordColumns} from './record-columns.js';

/** Meaning of the first four octets of a pcap file, read as a big-endian number. */
export const PCAP_MAGICS: ReadonlyMap<number, PcapVariant> = new Map([
  [0xa1b2c3d4, {littleEndian: false, nanosecondsPerUnit: 1000}],
  [0xd4c3b2a1, {littleEndian: true, nanosecondsPerUnit: 1000}],
  [0xa1b23c4d, {littleEndian: false, nanosecondsPerUnit: 1}],
  [0x4d3cb2a1, {littleEndian: true, nanosecondsPerUnit: 1}],
]);

interface PcapVariant {
  readonly littleEndian: boolean;
  readonly nanosecondsPerUnit: number;
}

interface PcapHeader extends PcapVariant {
  readonly linkType: number;
}

const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const MAJOR_VERSION = 2;
const fileAt = {magic: 0, version: 4, linkType: 20} as const;
const recordAt = {seconds: 0, fraction: 4, captured: 8, wire: 12, octets: 16} as const;

/**
 * A reader of one file. Errors: `MALFORMED` for a wrong magic number, `UNSUPPORTED` for a version other than 2. Damage: a packet
 * of more than 256 KiB, and a record of nothing but zeros.
 */
export function createPcapReader(): CaptureReader {
  return createRecordReader(queue => {
    let header: PcapHeader | undefined;
    return {
      format: 'pcap',
      hasBegun: () => header !== undefined,
      take(into) {
        header ??= takeHeader(queue);
        return header !== undefined && takeRecord(queue, header, into);
      },
      truncation: () => truncation(queue, header),
    };
  });
}

function takeHeader(queue: OctetQueue): PcapHeader | undefined {
  if (queue.length < FILE_HEADER_LENGTH) return undefined;
  const magic = queue.uint32(fileAt.magic, false);
  const variant = PCAP_MAGICS.get(magic);
  if (variant === undefined) {
    const problem = `expected a magic number of pcap, got ${hexNumber(magic, 8)}`;
    throw new DecodeError('MALFORMED', 'pcap', fileAt.magic, problem);
  }
  checkVersion(queue, variant);
  const linkType = queue.uint32(fileAt.linkType, variant.littleEndian) & 0xffff;
  queue.drop(FILE_HEADER_LENGTH);
  return {...variant, linkType};
}

function checkVersion(queue: OctetQueue, {littleEndian}: PcapVariant): void {
  const both = queue.uint32(fileAt.version, littleEndian);
  const major = littleEndian ? both & 0xffff : both >>> 16;
  if (major === MAJOR_VERSION) return;
  throw new DecodeError(
    'UNSUPPORTED',
    'pcap',
    fileAt.version,
    `expected version ${MAJOR_VERSION}, got ${major}`,
  );
}

function takeRecord(queue: OctetQueue, header: PcapHeader, into: RecordColumns): boolean {
  if (queue.length < RECORD_HEADER_LENGTH) return false;
  const {littleEndian, nanosecondsPerUnit, linkType} = header;
  const captured = queue.uint32(recordAt.captured, littleEndian);
  if (captured > MAX_CAPTURED_LENGTH) tooLong(queue.position, captured);
  if (captured === 0) checkWritten(queue);
  const end = recordAt.octets + captured;
  if (queue.length < end) return false;
  const {octets, offset} = queue;
  const wire = queue.uint32(recordAt.wire, littleEndian);
  if (into.add(octets, offset + recordAt.octets, offset + end, wire, linkType, undefined)) {
    const fraction = queue.uint32(recordAt.fraction, littleEndian) * nanosecondsPerUnit;
    into.dateSeconds(queue.uint32(recordAt.seconds, littleEndian), fraction);
  }
  queue.drop(end);
  return true;
}

/** A file system that lost its power has the length of a file before its contents, and reads the rest as zeros. */
function checkWritten(queue: OctetQueue): void {
  for (let at = 0; at < RECORD_HEADER_LENGTH; at += 4) if (queue.uint32(at, false) !== 0) return;
  const problem = 'expected a packet, got nothing but zeros: the file was not written to its end';
  throw new DecodeError('MALFORMED', 'pcap', queue.position, problem);
}

function tooLong(position: number, captured: number): never {
  throw new DecodeError(
    'MALFORMED',
    'pcap',
    position + recordAt.captured,
    `expected a packet of at most ${MAX_CAPTURED_LENGTH} octets, got ${captured}`,
  );
}

/** Octets still in the queue are the beginning of an incomplete structure. */
function truncation(queue: OctetQueue, header: PcapHeader | undefined): DecodeError | undefined {
  if (header !== undefined && queue.length === 0) return undefined;
  return new DecodeError(
    'TRUNCATED',
    'pcap',
    queue.position,
    `expected ${needed(queue, header)} at offset ${queue.position}, got ${queue.length}`,
  );
}

function needed(queue: OctetQueue, header: PcapHeader | undefined): string {
  if (header === undefined) return `a file header of ${FILE_HEADER_LENGTH} octets`;
  if (queue.length < RECORD_HEADER_LENGTH) return `a record header of ${RECORD_HEADER_LENGTH} octets`;
  return `a record of ${recordAt.octets + queue.uint32(recordAt.captured, header.littleEndian)} octets`;
}
