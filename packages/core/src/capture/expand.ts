/**
 * A file that may be compressed, as its uncompressed octets. A stream in bounded memory: a compressed octet becomes a
 * thousand at most, so few are processed at once.
 *
 * @module
 */

import type {Gunzip} from 'node:zlib';
import {CAPTURE_MAGIC_LENGTH, sniffCapture} from '@vip/arp/capture-file';

/** Compressed octets taken in at once; they expand to at most 4 MiB. */
const SLICE = 4096;

interface Damaged {
  /**
   * Called with what zlib says of a compressed file that is damaged or ends too early (`Z_BUF_ERROR`), after everything that could be
   * decompressed.
   */
  readonly damaged: (error: Error) => void;
  /** The same chunks from their beginning, if they can be read again. */
  again(): AsyncIterable<Uint8Array> | undefined;
}

/** The chunks as they are, or decompressed if they begin like a gzip file. */
export async function* expand(
  chunks: AsyncIterable<Uint8Array>,
  {damaged, again}: Damaged,
): AsyncGenerator<Uint8Array, void, void> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await takeHead(iterator);
  const all = rejoin(head, iterator);
  if (sniffCapture(head) !== 'gzip') {
    yield* all;
    return;
  }
  const chunksAgain = again();
  const first = new Inflating();
  const behind = chunksAgain === undefined ? new Inflating(0) : undefined;
  try {
    yield* first.inflate(all, behind);
    if (first.failure === undefined) return;
    const {failedIn, taken} = first;
    if (failedIn !== undefined)
      yield* behind === undefined
        ? lastBefore(new Inflating(taken), chunksAgain ?? [], first)
        : lastBefore(behind, [failedIn], first);
    damaged(first.failure);
  } finally {
    behind?.close();
  }
}

/** As many chunks as it takes to recognise the format, joined. */
async function takeHead(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < CAPTURE_MAGIC_LENGTH) {
    const step = await iterator.next();
    if (step.done) break;
    head = head.length === 0 ? step.value : Buffer.concat([head, step.value]);
  }
  return head;
}

async function* rejoin(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
}

/** What zlib delivers at once. When it fails, it drops what it has not delivered. */
const PIECE = 4096;

/** Fed by hand, so that output is taken as it comes. */
class Inflating {
  /** Octets decompressed without a failure, and what they became. */
  taken = 0;
  given = 0;
  failure: Error | undefined;
  /** The octets in which decompression failed; undefined if it did not, or only because the input ended. */
  failedIn: Uint8Array | undefined;
  // Not an import: few captures are compressed, and loading this takes a fortieth of what `vip garp` takes in all.
  readonly #gunzip = process.getBuiltinModule('node:zlib').createGunzip({chunkSize: PIECE});
  #pieces: Uint8Array[] = [];

  /** @param apart from this octet on, they are fed one by one */
  constructor(readonly apart = Number.POSITIVE_INFINITY) {
    this.#gunzip.on('data', (piece: Uint8Array) => this.#pieces.push(piece));
    this.#gunzip.on('error', () => {}); // The writer is told of the error; until then nothing handles it.
  }

  /** @param behind takes the same, but nothing in which this fails */
  async *inflate(
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    behind?: Inflating,
  ): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunks)
        for (let start = 0, end = 0; start < chunk.length; start = end) {
          end = Math.min(start + this.#atOnce, chunk.length);
          const octets = chunk.subarray(start, end);
          this.failure = (await put(this.#gunzip, octets)) ?? undefined;
          yield* this.#handOut();
          if (this.failure !== undefined) {
            this.failedIn = octets;
            return;
          }
          this.taken += octets.length;
          await behind?.pass(octets);
        }
      this.failure = await finish(this.#gunzip);
      yield* this.#handOut();
    } finally {
      this.close();
    }
  }

  /** Takes octets that another has decompressed. */
  async pass(octets: Uint8Array): Promise<void> {
    await put(this.#gunzip, octets);
    for (const {length} of this.#pieces) this.given += length;
    this.#pieces = [];
    this.taken += octets.length;
  }

  close(): void {
    this.#gunzip.destroy();
  }

  get #atOnce(): number {
    return this.taken < this.apart ? Math.min(SLICE, this.apart - this.taken) : 1;
  }

  *#handOut(): Generator<Uint8Array> {
    const ready = this.#pieces;
    this.#pieces = [];
    for (const piece of ready) {
      this.given += piece.length;
      yield piece;
    }
  }
}

/** What an attempt that failed has dropped: another takes the octets among which the damage is one by one. */
async function* lastBefore(
  second: Inflating,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  {given}: Inflating,
): AsyncGenerator<Uint8Array> {
  for await (const piece of second.inflate(chunks)) {
    const isNew = second.given - given;
    if (isNew > 0) yield piece.subarray(Math.max(0, piece.length - isNew));
  }
}

/** Waits until the octets are decompressed. If they cannot be, it returns the error, for which zlib has no callback. */
function put(gunzip: Gunzip, octets: Uint8Array): Promise<Error | null | undefined> {
  return new Promise(resolve => {
    gunzip.once('error', resolve);
    gunzip.write(octets, failure => {
      gunzip.off('error', resolve);
      resolve(failure);
    });
  });
}

function finish(gunzip: Gunzip): Promise<Error | undefined> {
  return new Promise(resolve => {
    gunzip.once('error', resolve);
    gunzip.once('end', () => resolve(undefined));
    gunzip.end();
  });
}
