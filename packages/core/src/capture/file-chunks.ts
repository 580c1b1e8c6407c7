/**
 * The octets of an open file, in chunks: the next ones are read while one is processed, which may still need the end of the one before.
 * A few buffers are used over and over.
 *
 * @module
 */

import {closeSync, read} from 'node:fs';

/** Octets read at once. Each chunk is a turn of the event loop; twice as many octets would not stay in the processor's nearest cache. */
const CHUNK = 1 << 19;
/** Free octets before each chunk, for the beginning of a packet at the end of the chunk before. */
const HEADROOM = 1 << 16;
/** Chunks read while one is processed. The reading threads may wait behind V8's compiler for longer than one chunk takes. */
const AHEAD = 2;

export interface ChunksOptions {
  /** Where to begin in a file that can be read anywhere; without it, reading continues from the file's current position, one chunk ahead. */
  readonly position?: number | undefined;
  /** Whether closing this closes the file. */
  readonly ownsFile: boolean;
}

/** A chunk is valid until the next but one is requested. */
export class FileChunks implements AsyncIterable<Uint8Array> {
  readonly #file: number;
  readonly #ownsFile: boolean;
  readonly #ahead: number;
  /** For the chunks read ahead, the one being processed, and the one before it; made when they are needed, as nothing may be read. */
  readonly #buffers: Uint8Array[] = [];
  #turn = 0;
  #position: number | null;
  /** The chunks read ahead, in order. */
  #reading: Promise<Uint8Array>[] = [];
  #isClosed = false;

  constructor(file: number, {position, ownsFile}: ChunksOptions) {
    this.#file = file;
    this.#position = position ?? null;
    this.#ownsFile = ownsFile;
    this.#ahead = position === undefined ? 1 : AHEAD;
  }

  /** Octets before this chunk in its buffer that may be overwritten. */
  headroomOf(chunk: Uint8Array): number {
    return this.#buffers.some(({buffer}) => buffer === chunk.buffer) ? HEADROOM : 0;
  }

  /** The same from the beginning of the file; undefined of one that cannot be read anywhere. To be read while this one is open. */
  again(): FileChunks | undefined {
    return this.#position === null ? undefined : new FileChunks(this.#file, {position: 0, ownsFile: false});
  }

  /** @throws what reading the file throws */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, void> {
    this.#readAhead();
    try {
      for (;;) {
        const chunk = await (this.#reading[0] as Promise<Uint8Array>);
        this.#reading = this.#reading.slice(1);
        if (chunk.length === 0 || this.#isClosed) return;
        if (chunk.length < CHUNK) await this.#takeBack(CHUNK - chunk.length);
        this.#readAhead();
        yield chunk;
      }
    } finally {
      await Promise.allSettled(this.#reading);
    }
  }

  /** Resolves when reading has ended. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.allSettled(this.#reading); // errors are reported to the iterating reader
    if (this.#ownsFile) closeSync(this.#file);
  }

  #readAhead(): void {
    while (this.#reading.length < this.#ahead) this.#reading.push(this.#read());
  }

  /** For a chunk shorter than requested, as at the end of a growing file: the chunks read after it do not follow it directly. */
  async #takeBack(missing: number): Promise<void> {
    if (this.#position === null) return;
    const behind = this.#reading.length;
    await Promise.allSettled(this.#reading);
    this.#reading = [];
    this.#turn -= behind;
    this.#position -= behind * CHUNK + missing;
  }

  #read(): Promise<Uint8Array> {
    const place = this.#turn++ % (this.#ahead + 2);
    this.#buffers[place] ??= new Uint8Array(HEADROOM + CHUNK);
    const buffer = this.#buffers[place];
    const position = this.#position;
    if (position !== null) this.#position = position + CHUNK;
    const reading = new Promise<Uint8Array>((resolve, reject) => {
      read(this.#file, buffer, HEADROOM, CHUNK, position, (error, count) => {
        if (error !== null) reject(error);
        else resolve(buffer.subarray(HEADROOM, HEADROOM + count));
      });
    });
    reading.catch(() => {}); // there may be no reader for it any more
    return reading;
  }
}
