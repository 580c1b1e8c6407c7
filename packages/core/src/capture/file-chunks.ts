/**
 * The octets of an open file, in chunks: the next are read while some are worked on, and the last of the one before them may be needed still.
 * Of few buffers each is used again and again.
 *
 * @module
 */

import {closeSync, readv} from 'node:fs';

/** Octets of a chunk. Twice as many leave the processor's nearest cache. */
const CHUNK = 1 << 19;
/** Free octets before each chunk, for the packet that the chunk before it ends in. */
const HEADROOM = 1 << 16;
/** Chunks read at once. Each reading wakes another thread, and is a turn of the event loop. */
const TOGETHER = 2;

export interface ChunksOptions {
  /** Where to begin; where the file is by default. */
  readonly position?: number;
  /** Whether the file is closed with it. */
  readonly ownsFile: boolean;
}

/** A chunk is valid until the next but one is asked for. */
export class FileChunks implements AsyncIterable<Uint8Array> {
  readonly #file: number;
  readonly #ownsFile: boolean;
  /** Those that are read, those that are worked on, and the one before them. */
  readonly #buffers = Array.from({length: 2 * TOGETHER + 1}, () => new Uint8Array(HEADROOM + CHUNK));
  /** The first of those to be read into next. */
  #next = 0;
  #position: number | null;
  #reading: Promise<Uint8Array[]> | undefined;
  #isClosed = false;

  constructor(file: number, {position, ownsFile}: ChunksOptions) {
    this.#file = file;
    this.#position = position ?? null;
    this.#ownsFile = ownsFile;
  }

  /** Octets before this chunk in its buffer that may be overwritten. */
  headroomOf(chunk: Uint8Array): number {
    return this.#buffers.some(({buffer}) => buffer === chunk.buffer) ? HEADROOM : 0;
  }

  /** @throws what reading the file throws */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, void> {
    let reading = this.#read();
    for (;;) {
      const chunks = await reading;
      if (chunks.length === 0 || this.#isClosed) return;
      reading = this.#read();
      yield* chunks;
    }
  }

  /** Reading has ended. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#reading?.catch(() => {}); // reported to whoever iterates
    if (this.#ownsFile) closeSync(this.#file);
  }

  /** Those that are not empty: none at the end of the file. */
  #read(): Promise<Uint8Array[]> {
    const buffers = Array.from({length: TOGETHER}, (_, index) => this.#bufferAt(this.#next + index));
    const reading = new Promise<Uint8Array[]>((resolve, reject) => {
      const into = buffers.map(buffer => buffer.subarray(HEADROOM));
      readv(this.#file, into, this.#position, (error, count) => {
        if (error !== null) reject(error);
        else resolve(this.#filled(into, count));
      });
    });
    reading.catch(() => {}); // nobody may ask for it any more
    this.#reading = reading;
    return reading;
  }

  #filled(buffers: readonly Uint8Array[], count: number): Uint8Array[] {
    if (this.#position !== null) this.#position += count;
    const filled = Math.ceil(count / CHUNK);
    this.#next += filled;
    return buffers
      .slice(0, filled)
      .map((buffer, index) => buffer.subarray(0, Math.min(CHUNK, count - index * CHUNK)));
  }

  #bufferAt(index: number): Uint8Array {
    return this.#buffers[index % this.#buffers.length] as Uint8Array;
  }
}
