/**
 * Reading a capture file to its end through any reader, in pieces of any size.
 *
 * @module
 */

import type {CaptureEnd, CaptureRecord} from '@vip/arp/capture-file';
import {createCaptureReader} from '#arp/capture-file/capture-file';
import type {CaptureReader} from '#arp/capture-file/capture-reader';

export interface WholeFile {
  readonly records: readonly CaptureRecord[];
  readonly end: CaptureEnd;
}

/** @param chunkLengths the lengths of the pieces, repeated */
export function readAll(
  file: Uint8Array,
  {
    reader = createCaptureReader(),
    chunkLengths = [65_536],
  }: {reader?: CaptureReader; chunkLengths?: number[]} = {},
): WholeFile {
  const records: CaptureRecord[] = [];
  for (const chunk of pieces(file, chunkLengths)) {
    reader.push(chunk);
    for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
  }
  return {records, end: reader.end()};
}

/** The octets in pieces of the given lengths, which are repeated; each is 1 or more. */
export function* pieces(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array, void> {
  let offset = 0;
  for (let index = 0; offset < bytes.length; index++) {
    const length = lengths[index % lengths.length] as number;
    yield bytes.subarray(offset, offset + length);
    offset += length;
  }
}
