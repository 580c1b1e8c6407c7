/**
 * A file that may be compressed, as its octets before compression. A stream in bounded memory: a compressed octet becomes a
 * thousand at the most, so few are taken in at once.
 *
 * @module
 */

import type {Gunzip} from 'node:zlib';
import {CAPTURE_MAGIC_LENGTH, sniffCapture} from '@vip/arp';

/** Compressed octets taken in at once; what they become at the most is 4 MiB. */
const SLICE = 4096;

/** What zlib says of a file that ends too early. */
const CUT_OFF = 'Z_BUF_ERROR';

/**
 * The chunks as they are, or decompressed when they begin as a gzip file does.
 *
 * @param cutOff is called for a compressed file that ends too early, after all that could be decompressed
 * @throws Error of zlib, with a code, for a compressed file that is damaged
 */
export async function* expand(
  chunks: AsyncIterable<Uint8Array>,
  cutOff: () => void,
): AsyncGenerator<Uint8Array, void, void> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await takeHead(iterator);
  const all = rejoin(head, iterator);
  if (sniffCapture(head) === 'gzip') yield* gunzipped(all, cutOff);
  else yield* all;
}

/** As many chunks as it takes to tell the format, in one. */
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

/** Fed by hand, for a stream that fails loses what it has not handed out: here it is taken out before the next is put in. */
async function* gunzipped(chunks: AsyncIterable<Uint8Array>, cutOff: () => void): AsyncGenerator<Uint8Array> {
  // Not an import: few captures are compressed, and loading this takes a fortieth of what `vip garp` takes in all.
  const gunzip = process.getBuiltinModule('node:zlib').createGunzip();
  let pieces: Uint8Array[] = [];
  const takeOut = () => {
    for (let piece = gunzip.read(); piece !== null; piece = gunzip.read()) pieces.push(piece as Uint8Array);
  };
  gunzip.on('readable', takeOut);
  gunzip.on('error', () => {}); // Who puts in hears of it; until then nobody would.
  const handOut = () => {
    takeOut();
    const ready = pieces;
    pieces = [];
    return ready;
  };
  try {
    for await (const chunk of chunks) {
      for (let start = 0; start < chunk.length; start += SLICE) {
        const failure = await put(gunzip, chunk.subarray(start, start + SLICE));
        yield* handOut();
        if (failure) throw failure;
      }
    }
    const failure = await finish(gunzip);
    yield* handOut();
    if (failure === undefined) return;
    if (failure.code !== CUT_OFF) throw failure;
    cutOff();
  } finally {
    gunzip.destroy();
  }
}

/** Until the octets are decompressed, or cannot be: then it gives the error, for which zlib calls nobody back. */
function put(gunzip: Gunzip, octets: Uint8Array): Promise<Error | null | undefined> {
  return new Promise(resolve => {
    gunzip.once('error', resolve);
    gunzip.write(octets, failure => {
      gunzip.off('error', resolve);
      resolve(failure);
    });
  });
}

function finish(gunzip: Gunzip): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise(resolve => {
    gunzip.once('error', resolve);
    gunzip.once('end', () => resolve(undefined));
    gunzip.end();
  });
}
