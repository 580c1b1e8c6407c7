/**
 * The times of records in columns. A time takes two numbers, because a bigint for each would cost more than reading its record.
 *
 * @module
 */

const WORD = 0x1_0000_0000;
const HALF_WORD = 0x1_0000;
const NANOSECONDS_PER_SECOND = 1_000_000_000;
/** Units longer than this many nanoseconds are multiplied as a bigint. */
const MAX_FACTOR = HALF_WORD;

/** Stand in the upper half for a record without a time, and for a time that does not fit into two halves. */
const NONE = -1;
const EXACT = -2;

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

/** Times of up to `capacity` records. */
export class RecordTimes {
  /** Number of records, 0 to `capacity`. */
  count = 0;
  /** Nanoseconds since 1970, in two halves. */
  readonly #high: Float64Array;
  readonly #low: Uint32Array;
  /** Those that do not fit into the halves. */
  readonly #exact: bigint[];

  /** @param capacity number of records, 1 or more */
  constructor(readonly capacity: number) {
    this.#high = new Float64Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#exact = new Array(capacity).fill(0n);
  }

  /** Adds a record without a time, and returns its index. */
  protected addUndated(): number {
    const index = this.count++;
    this.#high[index] = NONE;
    return index;
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
    if (factor > MAX_FACTOR || highNs >= WORD) {
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
  dateLike(others: RecordTimes, from: number): void {
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
   * Nanoseconds since the epoch, exact for up to 104 days; a record without a time counts as dated 1970.
   *
   * @param index of the record in the columns, from 0
   */
  since(index: number, epoch: Epoch): number {
    const high = this.#high[index] as number;
    if (high < 0) return Number((high === EXACT ? (this.#exact[index] as bigint) : 0n) - epoch.at);
    return (high - epoch.high) * WORD + ((this.#low[index] as number) - epoch.low);
  }
}
