/**
 * Frames from a pcap or pcapng file, which may be compressed with gzip.
 *
 * @module
 */

import {closeSync, fstatSync, openSync} from 'node:fs';
import type {SeenFrames} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import type {PassesOver} from '@vip/arp/capture-file';
import {FileCapture, type Octets} from './file-capture.js';
import {FileChunks} from './file-chunks.js';
import {readProblem} from './file-problems.js';
import type {CaptureNotices, CaptureSource} from './source.js';
import {isWorthASurvey} from './survey.js';

/** The path that means standard input, as in other programs. */
export const STANDARD_INPUT = '-';

/**
 * Records before damage or truncation are delivered, and so are frames of unsupported link types, so that each frame has the
 * number that other programs give it. `read` reports all of that; problems that cast no doubt on the rest are also reported as
 * warnings.
 *
 * @param path `-` for standard input. Opening a named pipe waits for its writer
 * @throws VipError `FILE_FAILED` when it cannot be opened
 */
export function openFileCapture(path: string, notices: Pick<CaptureNotices, 'warn'> = {}): CaptureSource {
  const file = path === STANDARD_INPUT ? 0 : openFile(path);
  const isStream = isPipe(file);
  const name = path === STANDARD_INPUT ? 'standard input' : path;
  const capture = new FileCapture(name, isStream ? 'stream' : 'file', octetsOf(file, isStream), notices);
  if (file !== 0 && isWorthASurvey(file))
    capture.survey = (take, passesOver) => survey({path, file, passesOver}, take);
  return capture;
}

interface Looked {
  readonly path: string;
  readonly file: number;
  readonly passesOver: PassesOver | undefined;
}

async function survey(
  {path, file, passesOver}: Looked,
  take: (frames: SeenFrames) => boolean,
): Promise<void> {
  const looked = new FileCapture(path, 'file', new FileChunks(file, FROM_ITS_BEGINNING), {passesOver});
  let isEnough = false;
  try {
    await looked.read(frames => {
      isEnough = !take(frames);
      return isEnough ? looked.close() : undefined;
    });
  } catch (error) {
    // A defect in one part need not affect the whole.
    if (!isEnough) throw error;
  }
}

const FROM_ITS_BEGINNING = {position: 0, ownsFile: false} as const;

/** A capture file that is read more than once, though it may be opened only now. */
export class ReopenedFile {
  readonly #file: number;

  /** @throws VipError `FILE_FAILED`; `BAD_ARGUMENT` for a pipe, which cannot be read twice */
  constructor(
    readonly path: string,
    readonly name = path,
  ) {
    this.#file = openFile(path);
    if (!isPipe(this.#file)) return;
    closeSync(this.#file);
    throw new VipError(
      'BAD_ARGUMENT',
      `${path}: expected a file, as several captures are read twice, got a pipe`,
    );
  }

  /** From its beginning. */
  read(notices: Pick<CaptureNotices, 'warn'> = {}): CaptureSource {
    return new FileCapture(this.name, 'file', new FileChunks(this.#file, FROM_ITS_BEGINNING), notices);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function isPipe(file: number): boolean {
  const stat = fstatSync(file);
  return stat.isFIFO() || stat.isSocket();
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw readProblem(path, error);
  }
}

/** A read from a pipe waits in a thread that cannot be interrupted, unless it is a socket of Node's. */
function octetsOf(file: number, isStream: boolean): Octets {
  if (!isStream && file !== 0)
    return new FileChunks(file, {position: fstatSync(file).isFile() ? 0 : undefined, ownsFile: true});
  const {Socket} = process.getBuiltinModule('node:net');
  const stream = file === 0 ? process.stdin : new Socket({fd: file, readable: true, writable: false});
  return {
    [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
    async close() {
      stream.destroy();
    },
  };
}
