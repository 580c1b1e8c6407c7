/**
 * Frames from a pcap or pcapng file, which may be compressed with gzip.
 *
 * @module
 */

import {closeSync, fstatSync, openSync} from 'node:fs';
import {counted, FrameColumns, type SeenFrames} from '@vip/analysis';
import {isReadableLinkType, VipError} from '@vip/arp';
import {type CaptureEnd, readCaptureColumns} from '@vip/arp/capture-file';
import {unreadable} from '../host/unreadable.js';
import {expand} from './expand.js';
import {FileChunks} from './file-chunks.js';
import type {CaptureEnding, CaptureNotices, CaptureSource} from './source.js';

/** Stands for standard input, as with other programs. */
export const STANDARD_INPUT = '-';

type Take = (frames: SeenFrames) => Promise<void> | void;

/**
 * Records before damage or truncation are delivered, and so are frames of link types that are not supported
 * reads: each frame has the number that other programs give it. `read` reports all that; of what is no reason to doubt the rest
 * a warning does as well.
 *
 * @param path `-` for standard input. Opening a named pipe waits for its writer
 * @throws VipError `FILE_FAILED` when it cannot be opened
 */
export function openFileCapture(path: string, notices: Pick<CaptureNotices, 'warn'> = {}): CaptureSource {
  const file = path === STANDARD_INPUT ? 0 : openFile(path);
  const isStream = isPipe(file);
  const name = path === STANDARD_INPUT ? 'standard input' : path;
  return new FileCapture(name, isStream ? 'stream' : 'file', octetsOf(file, isStream), notices);
}

/** A capture file that is read more than once, though it may be opened only now. */
export class ReopenedFile {
  readonly #file: number;

  /** @throws VipError `FILE_FAILED`; `BAD_ARGUMENT` for a pipe, which cannot be read twice */
  constructor(readonly path: string) {
    this.#file = openFile(path);
    if (!isPipe(this.#file)) return;
    closeSync(this.#file);
    throw new VipError(
      'BAD_ARGUMENT',
      `read ${path}: expected a file, as several captures are read twice, got a pipe`,
    );
  }

  /** From its beginning. */
  read(notices: Pick<CaptureNotices, 'warn'> = {}): CaptureSource {
    return new FileCapture(
      this.path,
      'file',
      new FileChunks(this.#file, {position: 0, ownsFile: false}),
      notices,
    );
  }

  close(): void {
    closeSync(this.#file);
  }
}

function isPipe(file: number): boolean {
  const stat = fstatSync(file);
  return stat.isFIFO() || stat.isSocket();
}

/** Frames handed over at once. */
const BATCH = 4096;

/** The octets of a file, and where they come from. */
interface Octets extends AsyncIterable<Uint8Array> {
  headroomOf?(chunk: Uint8Array): number;
  close(): Promise<void>;
}

class FileCapture implements CaptureSource {
  readonly kind: 'file' | 'stream';
  readonly #name: string;
  readonly #octets: Octets;
  readonly #warn: (message: string) => void;
  readonly #foreign = new Map<number, number>();
  #received = 0;
  #gzipDamage: Error | undefined;
  #isClosed = false;

  constructor(
    name: string,
    kind: 'file' | 'stream',
    octets: Octets,
    {warn = () => {}}: Pick<CaptureNotices, 'warn'>,
  ) {
    this.kind = kind;
    this.#name = name;
    this.#octets = octets;
    this.#warn = warn;
  }

  /** @throws VipError `UNSUPPORTED` for a file of another format, or of other link types alone; `FILE_FAILED` */
  async read(take: Take): Promise<CaptureEnding> {
    try {
      const end = await this.#readAll(take);
      const contents = end?.contents ?? 'packets';
      const {dropped} = end ?? {};
      const ending: CaptureEnding = {damage: this.#damage(end), foreign: this.#foreign, contents, dropped};
      this.#tell(ending);
      return ending;
    } catch (error) {
      // Closing tears the stream from under the reader.
      if (!this.#isClosed || !isStreamError(error)) throw describe(this.#name, error);
      return {damage: undefined, foreign: this.#foreign, contents: 'packets'};
    }
  }

  counts() {
    return {received: this.#received, dropped: 0};
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#octets.close();
  }

  /** Undefined when it was closed before its end. */
  async #readAll(take: Take): Promise<CaptureEnd | undefined> {
    const damaged = (error: Error) => {
      this.#gzipDamage = error;
    };
    const octets = this.#octets;
    const batches = readCaptureColumns(expand(octets, damaged), new FrameColumns(BATCH), {
      headroomOf: chunk => octets.headroomOf?.(chunk) ?? 0,
    });
    let step = await batches.next();
    for (; !step.done && !this.#isClosed; step = await batches.next()) {
      this.#count(step.value);
      await take(step.value);
    }
    return step.done ? step.value : undefined;
  }

  #count({count, linkType}: FrameColumns): void {
    this.#received += count;
    for (let index = 0; index < count; index++) {
      const type = linkType[index] as number;
      if (!isReadableLinkType(type)) this.#foreign.set(type, (this.#foreign.get(type) ?? 0) + 1);
    }
  }

  /** The compressed file's comes first: the one within ends where it does. */
  #damage(end: CaptureEnd | undefined): VipError | undefined {
    const error = this.#gzipDamage ?? end?.damage;
    if (error === undefined) return undefined;
    const code = isCutOff(error) ? 'TRUNCATED' : 'MALFORMED';
    const what =
      code === 'TRUNCATED' ? 'the file is cut off' : `the file is damaged after frame ${this.#received}`;
    return new VipError(code, `read ${this.#name}: ${what}: ${wordsOf(error)}`, {cause: error});
  }

  #tell({damage, contents}: CaptureEnding): void {
    const foreign = [...this.#foreign];
    const [first] = foreign;
    const skipped = foreign.reduce((sum, [, count]) => sum + count, 0);
    if (first !== undefined && skipped === this.#received) throw notReadable(this.#name, first[0]);
    for (const [linkType, count] of foreign)
      this.#warn(
        `read ${this.#name}: skipping ${counted(count, 'frame')} of link type ${linkType}; supported: ${READABLE}`,
      );
    if (damage?.code === 'TRUNCATED') this.#warn(damage.message);
    else if (contents === 'nothing') this.#warn(`read ${this.#name}: the file is empty`);
    else if (contents === 'no packets' && damage === undefined)
      this.#warn(`read ${this.#name}: the file has no packets`);
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw describe(path, error);
  }
}

/** A read from a pipe waits in a thread that cannot be interrupted, unless it is a socket of Node's. */
function octetsOf(file: number, isStream: boolean): Octets {
  if (!isStream && file !== 0) return new FileChunks(file, {ownsFile: true});
  const {Socket} = process.getBuiltinModule('node:net');
  const stream = file === 0 ? process.stdin : new Socket({fd: file, readable: true, writable: false});
  return {
    [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
    async close() {
      stream.destroy();
    },
  };
}

const READABLE = 'Ethernet (1), cooked captures (113, 276) and bare IP (101, 228, 229)';

function notReadable(name: string, linkType: number): VipError {
  return new VipError('UNSUPPORTED', `read ${name}: expected ${READABLE}, got link type ${linkType}`);
}

/** What zlib says of a file that ends too early. */
const CUT_OFF = 'Z_BUF_ERROR';

function isCutOff(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return code === CUT_OFF || code === 'TRUNCATED';
}

function wordsOf(error: Error): string {
  if (error instanceof VipError) return error.message;
  return 'code' in error && error.code === CUT_OFF
    ? 'its gzip data ends too early'
    : `gzip: ${error.message}`;
}

/** Of the file or of its format; anything else is the caller's own and stays as it is. */
function describe(name: string, error: unknown): unknown {
  if (isStreamError(error)) {
    return unreadable(name, error);
  }
  if (!(error instanceof VipError) || error.message.startsWith('read ')) return error;
  // Only the reader of the format speaks of octets; what `take` throws names its own file.
  return 'layer' in error
    ? new VipError(error.code, `read ${name}: ${error.message}`, {cause: error})
    : error;
}

function isStreamError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && !(error instanceof VipError);
}
