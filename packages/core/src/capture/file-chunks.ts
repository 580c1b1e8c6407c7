/**
 * The octets of an open file, in chunks: the next is read while one is worked on, and the last of the one before it may be needed still.
 * Of three buffers each is used again and again.
 *
 * @module
 */

import {closeSync, read} from 'node:fs';

/** Octets read at once. Each chunk is a turn of the event loop; twice as many octets leave the processor's nearest cache. */
const CHUNK = 1 << 19;
/** Free octets before each chunk, for the packet that the chunk before it ends in. */
const HEADROOM = 1 << 16;

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
  readonly #buffers = Array.from({length: 3}, () => new Uint8Array(HEADROOM + CHUNK));
  #position: number | null;
  #reading: Promise<Uint8Array> | undefined;
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
    let reading = this.#read(0);
    for (let turn = 1; ; turn++) {
      const chunk = await reading;
      if (chunk.length === 0 || this.#isClosed) return;
      reading = this.#read(turn);
      yield chunk;
    }
  }

  /** Reading has ended. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#reading?.catch(() => {}); // reported to whoever iterates
    if (this.#ownsFile) closeSync(this.#file);
  }

  #read(turn: number): Promise<Uint8Array> {
    const buffer = this.#buffers[turn % this.#buffers.length] as Uint8Array;
    const reading = new Promise<Uint8Array>((resolve, reject) => {
      read(this.#file, buffer, HEADROOM, CHUNK, this.#position, (error, count) => {
        if (error !== null) reject(error);
        else {
          if (this.#position !== null) this.#position += count;
          resolve(buffer.subarray(HEADROOM, HEADROOM + count));
        }
      });
    });
    reading.catch(() => {}); // nobody may ask for it any more
    this.#reading = reading;
    return reading;
  }
}
