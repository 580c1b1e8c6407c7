/**
 * Octets that arrive in chunks of any size and are taken in pieces of another.
 *
 * A piece that lies within one chunk is handed out without copying. The remainder of a chunk is copied to the front of the next one, if there
 * is room before it, or else into a buffer that doubles, so that many tiny chunks cost linear time.
 *
 * @module
 */

const EMPTY = new Uint8Array(0);

export class OctetQueue {
  #octets: Uint8Array = EMPTY;
  #view = viewOf(EMPTY);
  #start = 0;
  #end = 0;
  #taken = 0;
  #debt = 0;
  /** Whether the buffer was allocated here. */
  #isOwn = false;
  /** The octets of each buffer that recurs, so that all references to them are to one object. */
  readonly #recurring = new WeakMap<ArrayBufferLike, Uint8Array>();

  /** Octets waiting to be taken. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Octets dropped so far, which is the position in the stream of the first waiting octet. */
  get position(): number {
    return this.#taken;
  }

  /** Octets that were dropped in advance and have not arrived yet. */
  get debt(): number {
    return this.#debt;
  }

  /** @param headroom number of free octets before the chunk in its buffer: waiting octets are moved there */
  push(chunk: Uint8Array, headroom = 0): void {
    const wanted = this.#payDebt(chunk);
    if (wanted.length === 0) return;
    const {length} = this;
    if (headroom > 0 && length <= headroom) this.#join(wanted);
    else if (length === 0) this.#adopt(wanted);
    else this.#append(wanted);
  }

  /** The octets that contain those waiting, of which the first is at `offset`. */
  get octets(): Uint8Array {
    return this.#octets;
  }

  get offset(): number {
    return this.#start;
  }

  /** A view of `octets` that reads numbers. */
  get view(): DataView {
    return this.#view;
  }

  /** The unsigned number in the four octets at `offset`, which the caller knows to be waiting. */
  uint32(offset: number, littleEndian: boolean): number {
    return this.#view.getUint32(this.#start + offset, littleEndian);
  }

  /** A view of waiting octets; it stays valid, because octets that were handed out are never overwritten. */
  subarray(offset: number, end: number): Uint8Array {
    return this.#octets.subarray(this.#start + offset, this.#start + end);
  }

  /** Drops octets from the front; those that have not arrived yet are dropped on arrival. */
  drop(count: number): void {
    const present = Math.min(count, this.length);
    this.#start += present;
    this.#taken += present;
    this.#debt += count - present;
  }

  #payDebt(chunk: Uint8Array): Uint8Array {
    if (this.#debt === 0) return chunk;
    const paid = Math.min(this.#debt, chunk.length);
    this.#debt -= paid;
    this.#taken += paid;
    return chunk.subarray(paid);
  }

  #join({buffer, byteOffset, length}: Uint8Array): void {
    let whole = this.#recurring.get(buffer);
    if (whole === undefined) {
      whole = new Uint8Array(buffer);
      this.#recurring.set(buffer, whole);
    }
    const start = byteOffset - this.length;
    whole.set(this.subarray(0, this.length), start);
    this.#use(whole, start, byteOffset + length);
  }

  /** As a plain Uint8Array, because a subarray of a Buffer would be a Buffer. */
  #adopt(chunk: Uint8Array): void {
    const plain = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#use(plain, 0, plain.length);
  }

  /** Not behind a chunk in its own buffer: those octets still belong to its source. */
  #append(chunk: Uint8Array): void {
    if (!this.#isOwn || this.#octets.length - this.#end < chunk.length) this.#grow(chunk.length);
    this.#octets.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  #grow(more: number): void {
    const waiting = this.length;
    const octets = new Uint8Array(2 * waiting + more);
    octets.set(this.subarray(0, waiting));
    this.#use(octets, 0, waiting, true);
  }

  #use(octets: Uint8Array, start: number, end: number, isOwn = false): void {
    this.#octets = octets;
    this.#isOwn = isOwn;
    this.#view = viewOf(octets);
    this.#start = start;
    this.#end = end;
  }
}

function viewOf(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
}
