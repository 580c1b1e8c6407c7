/**
 * Capture files of either format (pcap-savefile(5), draft-ietf-opsawg-pcapng), distinguished by their first
 * octets. Pure: octets come from the caller.
 *
 * ```ts
 * const records = readCapture(createReadStream('failover.pcapng'));
 * let step = await records.next();
 * for (; !step.done; step = await records.next()) console.log(step.value.at);
 * if (step.value.damage) console.warn(step.value.damage.message);
 * ```
 *
 * `for await` works as well, but discards the end. Decompressing a file is up to the caller: `sniffCapture`
 * recognises it by its first octets.
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import {joinOctets} from '../wire/octets.js';
import {abortable} from './abortable.js';
import type {CaptureReader} from './capture-reader.js';
import type {CaptureEnd, CaptureRecord} from './capture-record.js';
import {describeForeignFile} from './foreign-file.js';
import {createPcapReader, PCAP_MAGICS} from './pcap-reader.js';
import {BLOCK} from './pcapng-format.js';
import {createPcapngReader} from './pcapng-reader.js';
import type {RecordColumns} from './record-columns.js';

/** The type of a file by its first octets; `gzip` may contain anything. */
export type CaptureFormat = 'pcap' | 'pcapng' | 'gzip';

/** Octets needed by `sniffCapture`. */
export const CAPTURE_MAGIC_LENGTH = 4;

/** ID1 and ID2 (RFC 1952 §2.3.1). */
const GZIP_MAGIC = 0x1f8b;

/** Maximum number of records in a batch, so that batches stay small however large a chunk is. */
const MAX_BATCH = 4096;

/** How long to wait for a file. */
export interface CaptureReadOptions {
  /** Ends reading with its reason when it is aborted, even while waiting for octets. */
  readonly signal?: AbortSignal;
}

/** The format by the first 4 octets or more; undefined for any other format, and for fewer octets. */
export function sniffCapture(head: Uint8Array): CaptureFormat | undefined {
  if (head.length < CAPTURE_MAGIC_LENGTH) return undefined;
  const magic = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  if (magic === BLOCK.sectionHeader) return 'pcapng';
  if (PCAP_MAGICS.has(magic)) return 'pcap';
  return magic >>> 16 === GZIP_MAGIC ? 'gzip' : undefined;
}

/** A reader of one file of either format. Errors: `UNSUPPORTED` for any other, and those of the formats' headers. */
export function createCaptureReader(): CaptureReader {
  let head: Uint8Array = new Uint8Array(0);
  let reader: CaptureReader | undefined;
  const begun = (): CaptureReader | undefined => {
    if (reader === undefined && head.length >= CAPTURE_MAGIC_LENGTH) {
      reader = readerFor(head);
      reader.push(head);
    }
    return reader;
  };

  return {
    get damage() {
      return reader?.damage;
    },
    push(chunk, headroom) {
      if (reader === undefined) head = joinOctets(head, chunk);
      else reader.push(chunk, headroom);
    },
    next() {
      return begun()?.next();
    },
    fill(into) {
      begun()?.fill(into);
    },
    end() {
      return reader?.end() ?? endWithin(head);
    },
  };
}

/** The end of a file that ends before its format is known. */
function endWithin(head: Uint8Array): CaptureEnd {
  const none = {format: undefined, records: 0};
  if (head.length === 0) return {...none, contents: 'nothing', damage: undefined};
  const problem = `expected at least ${CAPTURE_MAGIC_LENGTH} octets, got ${head.length}`;
  const damage = new DecodeError('TRUNCATED', 'capture file', head.length, problem);
  return {...none, contents: 'no packets', damage};
}

/**
 * The records of a pcap or pcapng file, in file order; the return value is its end. A damaged file
 * does not throw: the records before the damage are yielded, and `CaptureEnd.damage` describes it. Nothing after it is read.
 *
 * @param chunks the file, in pieces of any size
 * @param options a signal that ends the reading
 * @throws DecodeError for a file of another format; the signal's reason when that is aborted
 */
export async function* readCapture(
  chunks: AsyncIterable<Uint8Array>,
  {signal}: CaptureReadOptions = {},
): AsyncGenerator<CaptureRecord, CaptureEnd, void> {
  const reader = createCaptureReader();
  for await (const chunk of abortable(chunks, signal)) {
    reader.push(chunk);
    for (let record = reader.next(); record !== undefined; record = reader.next()) yield record;
    if (reader.damage !== undefined) break;
  }
  return reader.end();
}

/**
 * Like `readCapture`, but many records at a time: an asynchronous step for each would cost more than reading it.
 *
 * @param chunks the file, in pieces of any size
 * @param options a signal that ends the reading
 * @throws DecodeError for a file of another format; the signal's reason when that is aborted
 */
export async function* readCaptureBatches(
  chunks: AsyncIterable<Uint8Array>,
  {signal}: CaptureReadOptions = {},
): AsyncGenerator<CaptureRecord[], CaptureEnd, void> {
  const reader = createCaptureReader();
  for await (const chunk of abortable(chunks, signal)) {
    reader.push(chunk);
    for (let batch = take(reader); batch.length > 0; batch = take(reader)) yield batch;
    if (reader.damage !== undefined) break;
  }
  return reader.end();
}

/** How to read the chunks of a file. */
export interface ColumnReadOptions extends CaptureReadOptions {
  /** Number of octets before a chunk in its buffer that may be overwritten; 0 by default. */
  readonly headroomOf?: (chunk: Uint8Array) => number;
}

/**
 * Like `readCapture`, but in columns, which are refilled at each step: they and their octets are valid until the next step. The buffer of a
 * chunk may be reused once the next chunk has been delivered.
 *
 * @param chunks the file, in pieces of any size
 * @param columns filled, and yielded at each step
 * @param options a signal that ends the reading; the octets before a chunk that may be overwritten
 * @throws DecodeError for a file of another format; the signal's reason when that is aborted
 */
export async function* readCaptureColumns<Columns extends RecordColumns>(
  chunks: AsyncIterable<Uint8Array>,
  columns: Columns,
  {signal, headroomOf}: ColumnReadOptions = {},
): AsyncGenerator<Columns, CaptureEnd, void> {
  const reader = createCaptureReader();
  for await (const chunk of abortable(chunks, signal)) {
    reader.push(chunk, headroomOf?.(chunk));
    for (;;) {
      columns.clear();
      reader.fill(columns);
      if (columns.count + columns.passedOver === 0) break;
      yield columns;
    }
    if (reader.damage !== undefined) break;
  }
  return reader.end();
}

/** A batch of the records available now; empty if there are none. */
function take(reader: CaptureReader): CaptureRecord[] {
  const batch: CaptureRecord[] = [];
  while (batch.length < MAX_BATCH) {
    const record = reader.next();
    if (record === undefined) break;
    batch.push(record);
  }
  return batch;
}

function readerFor(head: Uint8Array): CaptureReader {
  const format = sniffCapture(head);
  if (format === 'pcap') return createPcapReader();
  if (format === 'pcapng') return createPcapngReader();
  const got = format ?? describeForeignFile(head);
  throw new DecodeError('UNSUPPORTED', 'capture file', 0, `expected pcap or pcapng, got ${got}`);
}
