/**
 * The common part of the readers of both formats. Records before any damage are read.
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import type {CaptureEnd, CaptureRecord} from './capture-record.js';
import {OctetQueue} from './octet-queue.js';
import {RecordColumns} from './record-columns.js';

/**
 * A reader that is fed with octets. It buffers at most one record, so its memory is bounded by the longest record it
 * accepts and the longest chunk, whatever the size of the file.
 */
export interface CaptureReader {
  /**
   * Takes the next chunk, of any size. Call `next` until it returns undefined, or `fill` until it adds nothing, before pushing another.
   *
   * @param headroom number of octets before the chunk in its buffer that may be overwritten
   */
  push(chunk: Uint8Array, headroom?: number): void;
  /**
   * The next complete record, or undefined until more octets arrive; always undefined after octets that violate the format.
   *
   * @throws DecodeError if the octets are not a file of this format at all; every later call throws it again
   */
  next(): CaptureRecord | undefined;
  /** Adds the complete records to the columns that these do not pass over, as many as there is room for; otherwise like `next`. */
  fill(into: RecordColumns): void;
  /** Set once octets violated the format: no further records follow, and pushed octets are discarded. */
  readonly damage: DecodeError | undefined;
  /** To be called when the file has ended or is damaged, and `next` returns undefined. */
  end(): CaptureEnd;
}

/** The part that depends on the format. */
export interface RecordTaker {
  readonly format: 'pcap' | 'pcapng';
  /** Whether the octets have been found to be of the format. */
  hasBegun(): boolean;
  /** Adds or passes over the next record, or several; false until more octets arrive. @throws DecodeError if they violate the format */
  take(into: RecordColumns): boolean;
  /** Number of packets dropped according to the file; undefined if it does not say. */
  readonly dropped?: number | undefined;
  /** The structure that is incomplete at the end of the file, if any. */
  truncation(): DecodeError | undefined;
}

/** @param make creates the part that depends on the format, which takes its octets from the queue */
export function createRecordReader(make: (queue: OctetQueue) => RecordTaker): CaptureReader {
  return new RecordReader(make);
}

class RecordReader implements CaptureReader {
  readonly #queue = new OctetQueue();
  readonly #taker: RecordTaker;
  readonly #single = new RecordColumns(1);
  #damage: DecodeError | undefined;
  #records = 0;

  constructor(make: (queue: OctetQueue) => RecordTaker) {
    this.#taker = make(this.#queue);
  }

  get damage(): DecodeError | undefined {
    return this.#damage;
  }

  push(chunk: Uint8Array, headroom?: number): void {
    if (this.#damage === undefined) this.#queue.push(chunk, headroom);
  }

  next(): CaptureRecord | undefined {
    const single = this.#single;
    single.count = 0;
    this.fill(single);
    return single.count === 0 ? undefined : single.record(0);
  }

  fill(into: RecordColumns): void {
    if (this.#damage !== undefined) return;
    into.lastNumber = this.#records;
    try {
      while (!into.isFull && this.#taker.take(into));
    } catch (error) {
      if (!(error instanceof DecodeError) || !this.#taker.hasBegun()) throw error;
      this.#damage = error;
      this.#queue.drop(this.#queue.length);
    }
    this.#records = into.lastNumber;
  }

  end(): CaptureEnd {
    const records = this.#records;
    const contents = records === 0 ? 'no packets' : 'packets';
    const {format, dropped} = this.#taker;
    const end = {format, records, contents, damage: this.#damage ?? this.#taker.truncation()} as const;
    return dropped === undefined ? end : {...end, dropped};
  }
}
