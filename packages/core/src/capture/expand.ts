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

/**
 * The chunks as they are, or decompressed if they begin like a gzip file.
 *
 * @param damaged called with zlib's error for a compressed file that is damaged or ends too early (`Z_BUF_ERROR`), after everything
 *   that could be decompressed has been handed over
 */
export async function* expand(
  chunks: AsyncIterable<Uint8Array>,
  damaged: (error: Error) => void,
): AsyncGenerator<Uint8Array, void, void> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await takeHead(iterator);
  const all = rejoin(head, iterator);
  if (sniffCapture(head) === 'gzip') yield* gunzipped(all, damaged);
  else yield* all;
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

/** Maximum number of octets lost before the damage in a file: zlib delivers its output in pieces of this size. */
const PIECE = 4096;

/** Fed by hand, because a failing stream loses whatever it has not yet delivered; here output is taken as it comes. */
async function* gunzipped(
  chunks: AsyncIterable<Uint8Array>,
  damaged: (error: Error) => void,
): AsyncGenerator<Uint8Array> {
  // Not an import: few captures are compressed, and loading this takes a fortieth of the whole time of `vip garp`.
  const gunzip = process.getBuiltinModule('node:zlib').createGunzip({chunkSize: PIECE});
  let pieces: Uint8Array[] = [];
  gunzip.on('data', (piece: Uint8Array) => pieces.push(piece));
  gunzip.on('error', () => {}); // The writer is told of the error; until then nothing handles it.
  const handOut = () => {
    const ready = pieces;
    pieces = [];
    return ready;
  };
  try {
    for await (const chunk of chunks) {
      for (let start = 0; start < chunk.length; start += SLICE) {
        const failure = await put(gunzip, chunk.subarray(start, start + SLICE));
        yield* handOut();
        if (failure) {
          damaged(failure);
          return;
        }
      }
    }
    const failure = await finish(gunzip);
    yield* handOut();
    if (failure !== undefined) damaged(failure);
  } finally {
    gunzip.destroy();
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
