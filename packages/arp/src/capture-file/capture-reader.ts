/**
 * What the readers of both formats share: records that were read count, whatever follows them.
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import type {CaptureReader, CaptureRecord} from './capture-record.js';
import {OctetQueue} from './octet-queue.js';

/** The part that depends on the format. */
export interface RecordTaker {
  readonly format: 'pcap' | 'pcapng';
  /** Whether the octets have been found to be of the format. */
  hasBegun(): boolean;
  /** The next record; undefined until more octets arrive. @throws DecodeError if they violate the format */
  take(): CaptureRecord | undefined;
  /** How many packets the file says were dropped; undefined if it does not say. */
  readonly dropped?: number | undefined;
  /** What is missing at the end of the file. */
  truncation(): DecodeError | undefined;
}

/** @param make makes the format, which takes its octets from the queue */
export function createRecordReader(make: (queue: OctetQueue) => RecordTaker): CaptureReader {
  const queue = new OctetQueue();
  const taker = make(queue);
  let damage: DecodeError | undefined;
  let records = 0;

  return {
    get damage() {
      return damage;
    },
    push(chunk) {
      if (damage === undefined) queue.push(chunk);
    },
    next() {
      if (damage !== undefined) return undefined;
      try {
        const record = taker.take();
        if (record !== undefined) records += 1;
        return record;
      } catch (error) {
        if (!(error instanceof DecodeError) || !taker.hasBegun()) throw error;
        damage = error;
        queue.drop(queue.length);
        return undefined;
      }
    },
    end() {
      const contents = records === 0 ? 'no packets' : 'packets';
      const {format, dropped} = taker;
      const end = {format, records, contents, damage: damage ?? taker.truncation()} as const;
      return dropped === undefined ? end : {...end, dropped};
    },
  };
}
