/**
 * Output of other processes, in bounded memory.
 *
 * @module
 */

import {once} from 'node:events';
import type {Readable} from 'node:stream';

/** Absent, whatever Node's types say, when there were no file descriptors left for it. */
type Output = Readable | null | undefined;

/** The longest line kept, in octets; the rest is left out. Our own longest is a 64 KiB frame, in digits. */
const MOST_OF_LINE = 1 << 20;

/** How much of the error output is kept, counted from its end. Octets. */
const MOST_OF_END = 64 << 10;

const LINE_FEED = 0x0a;

/**
 * The whole output.
 *
 * @param most octets; when there are more, `onTooMuch` is called once, and nothing is kept
 */
export async function collectText(output: Output, most: number, onTooMuch: () => void): Promise<string> {
  let chunks: Buffer[] = [];
  let length = 0;
  return untilClosed(
    output,
    chunk => {
      const before = length;
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      else if (before <= most) {
        chunks = [];
        onTooMuch();
      }
    },
    () => Buffer.concat(chunks),
  );
}

/** The end of the output: at least 64 KiB, if there is that much. */
export async function collectEnd(output: Output): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  return untilClosed(
    output,
    chunk => {
      chunks.push(chunk);
      length += chunk.length;
      while (length - (chunks[0]?.length ?? 0) >= MOST_OF_END) length -= chunks.shift()?.length ?? 0;
    },
    () => Buffer.concat(chunks),
  );
}

/** Resolves, and never rejects. */
async function untilClosed(
  output: Output,
  take: (chunk: Buffer) => void,
  taken: () => Buffer,
): Promise<string> {
  if (!output) return '';
  output.on('data', take);
  await once(output, 'close').catch(() => {}); // a pipe error; how the process ended is reported elsewhere
  return taken().toString();
}

/** The lines of an output, until it ends or is destroyed. Breaking out of the loop leaves it open. */
export async function* outputLines(output: Output): AsyncGenerator<string, void, void> {
  if (output) yield* linesFrom(output.iterator({destroyOnReturn: false}) as AsyncIterable<Buffer>);
}

/** Calls back with each line as it arrives, alongside any other reader. */
export function eachLine(output: Output, take: (line: string) => void): void {
  const line = new Line();
  output?.on('data', (chunk: Buffer) => {
    for (const whole of line.endedIn(chunk)) take(whole);
  });
}

/** The lines of octets that arrive in chunks. */
export async function* linesFrom(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void, void> {
  const line = new Line();
  try {
    for await (const chunk of chunks) yield* line.endedIn(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
  if (!line.isEmpty) yield line.take();
}

/** A line that arrives in chunks. */
class Line {
  #pieces: Buffer[] = [];
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** The lines that end in the chunk; the rest is kept. */
  *endedIn(chunk: Buffer): Generator<string, void, void> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.#add(chunk.subarray(start, end));
      yield this.take();
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
  }

  #add(piece: Buffer): void {
    const kept = piece.subarray(0, MOST_OF_LINE - this.#length);
    if (kept.length === 0) return;
    this.#pieces.push(kept);
    this.#length += kept.length;
  }

  take(): string {
    const [only, ...more] = this.#pieces;
    const octets = only !== undefined && more.length === 0 ? only : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    return octets.toString().replace(/\r$/, '');
  }
}
