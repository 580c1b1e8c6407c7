/**
 * Records of a capture file in columns: an object for each would cost more than reading it. The columns are written over and over, and so
 * are the octets.
 *
 * @module
 */

import {LINK_TYPE_ETHERNET} from '../wire/frame/link-type.js';
import type {CaptureRecord} from './capture-record.js';

const NO_OCTETS = new Uint8Array(0);
const WORD = 0x1_0000_0000;
const HALF_WORD = 0x1_0000;
const NANOSECONDS_PER_SECOND = 1_000_000_000;
/** Units of more nanoseconds than that are multiplied as a bigint. */
const MOST_FACTOR = HALF_WORD;

/** A moment from which times are counted. */
export class Epoch {
  /** The upper 32 bits of `at`, signed. */
  readonly high: number;
  /** The lower 32 bits of `at`, unsigned. */
  readonly low: number;

  /** @param at nanoseconds since 1970 */
  constructor(readonly at: bigint) {
    this.high = Number(at >> 32n);
    this.low = Number(BigInt.asUintN(32, at));
  }
}

/**
 * Whether a record is left out, by its octets and its link type.
 *
 * @param bytes octets among which those of the record are
 * @param start offset of its first one in `bytes`
 * @param end offset after its last one
 * @param linkType a LINKTYPE_ number
 */
export type PassesOver = (bytes: Uint8Array, start: number, end: number, linkType: number) => boolean;

/** Up to `capacity` records. */
export class RecordColumns {
  /** Records in it, 0 to `capacity`. */
  count = 0;
  /** Records that were left out meanwhile: 0 or more. */
  passedOver = 0;
  /** The number of the last record that was added or left out: 0 or more. */
  lastNumber = 0;
  /** The octets among which those of a record are, from `start` to `end`; the same for many. */
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
  /** Nanoseconds since 1970, in two halves; where they do not fit, as they are; -1 for a record without a time. */
  readonly #high: Float64Array;
  readonly #low: Uint32Array;
  readonly #exact: bigint[];

  /**
   * @param capacity number of records, 1 or more
   * @param passesOver which records are left out; none by default
   */
  constructor(
    readonly capacity: number,
    readonly passesOver?: PassesOver,
  ) {
    this.bytes = new Array(capacity).fill(NO_OCTETS);
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.length = new Uint32Array(capacity);
    this.linkType = new Int32Array(capacity).fill(LINK_TYPE_ETHERNET);
    this.iface = new Array(capacity).fill(undefined);
    this.number = new Float64Array(capacity);
    this.#high = new Float64Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#exact = new Array(capacity).fill(0n);
  }

  get isFull(): boolean {
    return this.count === this.capacity;
  }

  /** Makes room for others. */
  clear(): void {
    this.count = 0;
    this.passedOver = 0;
  }

  /**
   * Adds a record; its time is yet to be set.
   *
   * @param bytes octets among which those of the record are
   * @param start offset of its first one in `bytes`
   * @param end offset after its last one
   * @param length octets on the wire
   * @param linkType a LINKTYPE_ number
   * @returns whether it was not left out
   */
  add(
    bytes: Uint8Array,
    start: number,
    end: number,
    length: number,
    linkType: number,
    iface: string | undefined,
  ): boolean {
    this.lastNumber++;
    if (this.passesOver?.(bytes, start, end, linkType) === true) {
      this.passedOver++;
      return false;
    }
    const index = this.count++;
    this.bytes[index] = bytes;
    this.start[index] = start;
    this.end[index] = end;
    this.length[index] = length;
    this.linkType[index] = linkType;
    this.iface[index] = iface;
    this.number[index] = this.lastNumber;
    this.#high[index] = NONE;
    return true;
  }

  /**
   * Sets the time of the last record, in units since 1970.
   *
   * @param high the upper 32 bits of their number
   * @param low the lower 32 bits, unsigned
   * @param factor nanoseconds of a unit
   */
  dateUnits(high: number, low: number, factor: number): void {
    const index = this.count - 1;
    const lowNs = low * factor;
    // A remainder of doubles takes longer than all the rest.
    const carry = Math.floor(lowNs / WORD);
    const highNs = high * factor + carry;
    if (factor > MOST_FACTOR || highNs >= WORD) {
      this.dateExactly(((BigInt(high) << 32n) | BigInt(low)) * BigInt(factor));
      return;
    }
    this.#high[index] = highNs;
    this.#low[index] = lowNs - carry * WORD;
  }

  /**
   * Sets the time of the last record, in seconds since 1970 and nanoseconds.
   *
   * @param seconds less than 2^32
   * @param nanoseconds less than 2^53
   */
  dateSeconds(seconds: number, nanoseconds: number): void {
    const index = this.count - 1;
    const upperSeconds = Math.floor(seconds / HALF_WORD);
    const upper = upperSeconds * NANOSECONDS_PER_SECOND;
    const high = Math.floor(upper / HALF_WORD);
    const lowerSeconds = seconds - upperSeconds * HALF_WORD;
    const rest = (upper - high * HALF_WORD) * HALF_WORD + lowerSeconds * NANOSECONDS_PER_SECOND + nanoseconds;
    // A remainder of doubles takes longer than all the rest.
    const carry = Math.floor(rest / WORD);
    this.#high[index] = high + carry;
    this.#low[index] = rest - carry * WORD;
  }

  /**
   * Sets the time of the last record by an epoch.
   *
   * @param ns a whole number of nanoseconds since it, of any sign, less than 2^53
   */
  dateSince(epoch: Epoch, ns: number): void {
    const low = epoch.low + ns;
    const words = Math.floor(low / WORD);
    const high = epoch.high + words;
    if (high < 0 || high >= WORD || Math.abs(low) > Number.MAX_SAFE_INTEGER) {
      this.dateExactly(epoch.at + BigInt(ns));
      return;
    }
    const index = this.count - 1;
    this.#high[index] = high;
    this.#low[index] = low - words * WORD;
  }

  /**
   * Sets the time of the last record exactly.
   *
   * @param at nanoseconds since 1970, of any sign and size
   */
  dateExactly(at: bigint): void {
    const index = this.count - 1;
    this.#high[index] = EXACT;
    this.#exact[index] = at;
  }

  /**
   * Sets the time of the last record to that of another.
   *
   * @param others the columns of the other, which may be these
   * @param from its place in them, from 0
   */
  dateLike(others: RecordColumns, from: number): void {
    const index = this.count - 1;
    const high = others.#high[from] as number;
    this.#high[index] = high;
    this.#low[index] = others.#low[from] as number;
    if (high === EXACT) this.#exact[index] = others.#exact[from] as bigint;
  }

  /**
   * Nanoseconds since 1970; undefined where the file does not say.
   *
   * @param index of the record in the columns, from 0
   */
  at(index: number): bigint | undefined {
    const high = this.#high[index] as number;
    if (high === NONE) return undefined;
    if (high === EXACT) return this.#exact[index];
    return (BigInt(high) << 32n) | BigInt(this.#low[index] as number);
  }

  /**
   * Nanoseconds since the epoch, exact for up to 104 days; a record without a time is of 1970.
   *
   * @param index of the record in the columns, from 0
   */
  since(index: number, epoch: Epoch): number {
    const high = this.#high[index] as number;
    if (high < 0) return Number((high === EXACT ? (this.#exact[index] as bigint) : 0n) - epoch.at);
    return (high - epoch.high) * WORD + ((this.#low[index] as number) - epoch.low);
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

/** What stands for the upper half of a time that is not there, or that does not fit. */
const NONE = -1;
const EXACT = -2;
