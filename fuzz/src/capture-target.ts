/**
 * Capture files: a file reads the same in whatever pieces it comes, and whatever was read can be written and read again.
 *
 * @module
 */

import {isDeepStrictEqual} from 'node:util';
import {DecodeError} from '@vip/arp';
import {
  type CaptureRecord,
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeSectionHeader,
} from '@vip/arp/capture-file';
import {createCaptureReader} from '#arp/capture-file/capture-file';
import {MAX_CAPTURED_LENGTH} from '#arp/capture-file/capture-record';
import {concat} from '../../test/dist/helpers/hex.js';
import {pieces} from '../../test/dist/helpers/read-all.js';
import {outcomeOf, type Target, Violation} from './target.js';

interface Contents {
  readonly records: readonly CaptureRecord[];
  /** How it ended: in an error, cut off, or well. */
  readonly ending: string;
}

export function captureTarget(name: string, seeds: readonly Uint8Array[]): Target {
  return {
    name,
    seeds,
    run(bytes) {
      const whole = read(bytes, [Math.max(1, bytes.length)]);
      const inPieces = read(bytes, [1, 7, 64]);
      if (!isDeepStrictEqual(inPieces, whole)) throw new Violation('the file reads differently in pieces');
      for (const {bytes: octets} of whole.records) {
        if (octets.length > MAX_CAPTURED_LENGTH) throw new Violation(`a record of ${octets.length} octets`);
      }
      checkRoundTrip(whole.records.filter(isWritable));
      return `${Math.min(whole.records.length, 4)} ${whole.ending}`;
    },
  };
}

function read(bytes: Uint8Array, lengths: readonly number[]): Contents {
  const reader = createCaptureReader();
  const records: CaptureRecord[] = [];
  try {
    for (const piece of pieces(bytes, lengths)) {
      reader.push(piece);
      for (let record = reader.next(); record !== undefined; record = reader.next()) {
        records.push({...record, bytes: record.bytes.slice()});
      }
    }
    const {format, damage} = reader.end();
    return {records, ending: damage === undefined ? `${format}` : `${format} ${outcomeOf(damage)}`};
  } catch (error) {
    if (error instanceof DecodeError) return {records, ending: outcomeOf(error)};
    throw error;
  }
}

/** Dated within the 64 bits that a file has for it, and with an interface. */
function isWritable({at, iface, bytes, length}: CaptureRecord): boolean {
  return at !== undefined && at >= 0n && at < 2n ** 64n && iface !== undefined && length >= bytes.length;
}

function checkRoundTrip(records: readonly CaptureRecord[]): void {
  const blocks = records.flatMap(({at = 0n, iface = '', bytes, length, linkType}, index) => [
    encodeInterfaceDescription({name: iface, linkType}),
    encodeEnhancedPacket({at, bytes, length}, index),
  ]);
  const again = read(concat(encodeSectionHeader(), ...blocks), [4096]);
  if (!isDeepStrictEqual(again.records, records))
    throw new Violation('the file reads differently after being written and read again');
}
