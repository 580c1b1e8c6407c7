/**
 * Capture files of either format, told apart by their first octets. Pure: octets come from the caller.
 *
 * ```ts
 * const records = readCapture(createReadStream('failover.pcapng'));
 * let step = await records.next();
 * for (; !step.done; step = await records.next()) console.log(step.value.at);
 * if (step.value.truncation) console.warn(step.value.truncation.message);
 * ```
 *
 * `for await` works as well, and drops the end. A compressed file is the caller's to decompress: `sniffCapture`
 * tells, from the first octets.
 *
 * @module
 */

import type {CaptureEnd, CaptureReader, CaptureRecord} from './capture-record.js';
import {DecodeError} from './errors.js';
import {joinOctets} from './octets.js';
import {createPcapReader, PCAP_MAGICS} from './pcap-reader.js';
import {BLOCK} from './pcapng-format.js';
import {createPcapngReader} from './pcapng-reader.js';

/** What a file is by its first octets; `gzip` may hold anything. */
export type CaptureFormat = 'pcap' | 'pcapng' | 'gzip';

/** Octets that `sniffCapture` needs. */
export const CAPTURE_MAGIC_LENGTH = 4;

/** ID1 and ID2 (RFC 1952 §2.3.1). */
const GZIP_MAGIC = 0x1f8b;

/** Most records that are handed over at once, so that a batch is small however large a chunk is. */
const MAX_BATCH = 4096;

/** Tells the format by the first 4 octets or more; undefined for any other, and for fewer octets. */
export function sniffCapture(head: Uint8Array): CaptureFormat | undefined {
  if (head.length < CAPTURE_MAGIC_LENGTH) return undefined;
  const magic = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  if (magic === BLOCK.sectionHeader) return 'pcapng';
  if (PCAP_MAGICS.has(magic)) return 'pcap';
  return magic >>> 16 === GZIP_MAGIC ? 'gzip' : undefined;
}

/** A reader of one file of either format. Errors: those of the format, and `UNSUPPORTED` for any other. */
export function createCaptureReader(): CaptureReader {
  let head: Uint8Array = new Uint8Array(0);
  let reader: CaptureReader | undefined;

  return {
    push(chunk) {
      if (reader === undefined) head = joinOctets(head, chunk);
      else reader.push(chunk);
    },
    next() {
      if (reader === undefined) {
        if (head.length < CAPTURE_MAGIC_LENGTH) return undefined;
        reader = readerFor(head);
        reader.push(head);
      }
      return reader.next();
    },
    end() {
      return reader?.end() ?? {format: undefined, records: 0, truncation: tooShort(head)};
    },
  };
}

/**
 * The records of a pcap or pcapng file, in the order they stand in it; the return value is its end.
 *
 * @param chunks the file, in pieces of any size
 * @throws DecodeError for a file of another format or one that contradicts its own, after all records before
 *   the contradiction. A file that is merely cut off does not throw: see `CaptureEnd.truncation`
 */
export async function* readCapture(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<CaptureRecord, CaptureEnd, void> {
  const reader = createCaptureReader();
  for await (const chunk of chunks) {
    reader.push(chunk);
    for (let record = reader.next(); record !== undefined; record = reader.next()) yield record;
  }
  return reader.end();
}

/** As `readCapture`, but many records at a time: an asynchronous step for each would cost more than reading it. */
export async function* readCaptureBatches(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<CaptureRecord[], CaptureEnd, void> {
  const reader = createCaptureReader();
  for await (const chunk of chunks) {
    reader.push(chunk);
    yield* batches(reader);
  }
  return reader.end();
}

/** Everything the reader has by now. A failure comes after the records before it. */
function* batches(reader: CaptureReader): Generator<CaptureRecord[], void> {
  let failure: unknown;
  let batch: CaptureRecord[];
  do {
    batch = [];
    try {
      fill(batch, reader);
    } catch (error) {
      failure = error;
    }
    if (batch.length > 0) yield batch;
  } while (failure === undefined && batch.length === MAX_BATCH);
  if (failure !== undefined) throw failure;
}

function fill(batch: CaptureRecord[], reader: CaptureReader): void {
  while (batch.length < MAX_BATCH) {
    const record = reader.next();
    if (record === undefined) return;
    batch.push(record);
  }
}

function readerFor(head: Uint8Array): CaptureReader {
  const format = sniffCapture(head);
  if (format === 'pcap') return createPcapReader();
  if (format === 'pcapng') return createPcapngReader();
  const got = format ?? `octets ${hex(head.subarray(0, CAPTURE_MAGIC_LENGTH))}`;
  throw new DecodeError('UNSUPPORTED', 'capture file', 0, `expected pcap or pcapng, got ${got}`);
}

function tooShort(head: Uint8Array): DecodeError {
  const problem = `expected at least ${CAPTURE_MAGIC_LENGTH} octets, got ${head.length}`;
  return new DecodeError('TRUNCATED', 'capture file', head.length, problem);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, octet => octet.toString(16).padStart(2, '0')).join(' ');
}
