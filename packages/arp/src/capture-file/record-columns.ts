/**
 * Records of a capture file in columns: an object for each would cost more than reading it. Both the columns and the octets they refer to
 * are reused.
 *
 * @module
 */

import {LINK_TYPE_ETHERNET} from '../wire/frame/link-type.js';
import type {CaptureRecord} from './capture-record.js';
import {RecordTimes} from './record-times.js';

const NO_OCTETS = new Uint8Array(0);

/**
 * Whether a record is left out, by its octets and its link type.
 *
 * @param octets those of the record, and perhaps others around them
 * @param start offset of its first one in `octets`
 * @param end offset after its last one
 * @param linkType a LINKTYPE_ number
 */
export type PassesOver = (octets: Uint8Array, start: number, end: number, linkType: number) => boolean;

/** Up to `capacity` records. */
export class RecordColumns extends RecordTimes {
  /** Number of records left out since the columns were cleared: 0 or more. */
  passedOver = 0;
  /** The number of the last record that was added or left out: 0 or more. */
  lastNumber = 0;
  /** The octets that contain those of a record, from `start` to `end`; the same for many. */
  readonly bytes: Uint8Array[];
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Octets on the wire. */
  readonly length: Uint32Array;
  /** LINKTYPE_ numbers. */
  readonly linkType: Int32Array;
  readonly iface: (string | undefined)[];
  /** The number of the record, from 1. */
  readonly number: Float64Array;

  /**
   * @param capacity number of records, 1 or more
   * @param passesOver which records are left out; none by default
   */
  constructor(
    capacity: number,
    readonly passesOver?: PassesOver,
  ) {
    super(capacity);
    this.bytes = new Array(capacity).fill(NO_OCTETS);
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.length = new Uint32Array(capacity);
    this.linkType = new Int32Array(capacity).fill(LINK_TYPE_ETHERNET);
    this.iface = new Array(capacity).fill(undefined);
    this.number = new Float64Array(capacity);
  }

  get isFull(): boolean {
    return this.count === this.capacity;
  }

  /** Empties the columns. */
  clear(): void {
    this.count = 0;
    this.passedOver = 0;
  }

  /**
   * Adds a record; its time is yet to be set.
   *
   * @param octets those of the record, and perhaps others around them
   * @param start offset of its first one in `octets`
   * @param end offset after its last one
   * @param length octets on the wire
   * @param linkType a LINKTYPE_ number
   * @returns whether it was not left out
   */
  add(
    octets: Uint8Array,
    start: number,
    end: number,
    length: number,
    linkType: number,
    iface: string | undefined,
  ): boolean {
    this.lastNumber++;
    if (this.passesOver?.(octets, start, end, linkType) === true) {
      this.passedOver++;
      return false;
    }
    const index = this.addUndated();
    this.bytes[index] = octets;
    this.start[index] = start;
    this.end[index] = end;
    this.length[index] = length;
    this.linkType[index] = linkType;
    this.iface[index] = iface;
    this.number[index] = this.lastNumber;
    return true;
  }

  /**
   * A record as an object, as `readCapture` yields it.
   *
   * @param index of the record in the columns, from 0
   */
  record(index: number): CaptureRecord {
    return {
      at: this.at(index),
      bytes: (this.bytes[index] as Uint8Array).subarray(this.start[index], this.end[index]),
      length: this.length[index] as number,
      linkType: this.linkType[index] as number,
      iface: this.iface[index],
    };
  }
}
