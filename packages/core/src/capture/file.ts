/**
 * Frames from a pcap or pcapng file, which may be compressed with gzip.
 *
 * @module
 */

import {createReadStream, fstatSync, openSync} from 'node:fs';
import type {Readable} from 'node:stream';
import type {SeenFrame} from '@vip/analysis';
import {type CaptureRecord, isReadableLinkType, readCaptureBatches, VipError} from '@vip/arp';
import {expand} from './expand.js';
import type {CaptureNotices, CaptureSource} from './source.js';

/** Stands for standard input, as with other programs. */
export const STANDARD_INPUT = '-';

/**
 * @param path `-` for standard input. Opening a named pipe waits for its writer
 * @throws VipError `FILE_FAILED` when it cannot be opened
 */
export function openFileCapture(path: string, {warn}: Pick<CaptureNotices, 'warn'> = {}): CaptureSource {
  const name = path === STANDARD_INPUT ? 'standard input' : path;
  const file = path === STANDARD_INPUT ? 0 : openFile(path);
  const isStream = fstatSync(file).isFIFO() || fstatSync(file).isSocket();
  const stream = streamOf(file, isStream);
  let received = 0;
  let isClosed = false;

  const readAll = async (take: (frames: readonly SeenFrame[]) => Promise<void> | void) => {
    const cutOff = () => warn?.(`read ${name}: the file is cut off: its gzip data end too early`);
    const batches = readCaptureBatches(expand(stream, cutOff));
    let step = await batches.next();
    for (; !step.done && !isClosed; step = await batches.next()) {
      const batch = step.value;
      const foreign = batch.findIndex(({linkType}) => !isReadableLinkType(linkType));
      const frames = (foreign < 0 ? batch : batch.slice(0, foreign)).map(seen);
      received += frames.length;
      await take(frames);
      if (foreign >= 0) throw notReadable(name, (batch[foreign] as CaptureRecord).linkType);
    }
    if (step.done && step.value.truncation !== undefined)
      warn?.(`read ${name}: the file is cut off: ${step.value.truncation.message}`);
  };

  return {
    kind: isStream ? 'stream' : 'file',
    async read(take) {
      try {
        await readAll(take);
      } catch (error) {
        // Closing tears the stream from under the reader.
        if (!isClosed || !isStreamError(error)) throw describe(name, error);
      }
    },
    counts: () => ({received, dropped: 0}),
    async close() {
      isClosed = true;
      stream.destroy();
    },
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw describe(path, error);
  }
}

/** A read from a pipe waits in a thread that cannot be interrupted, unless it is a socket of Node's. */
function streamOf(file: number, isStream: boolean): Readable {
  if (file === 0) return process.stdin;
  if (!isStream) return createReadStream('', {fd: file, highWaterMark: 1 << 20});
  const {Socket} = process.getBuiltinModule('node:net');
  return new Socket({fd: file, readable: true, writable: false});
}

function seen({at = 0n, bytes, length, linkType, iface = ''}: CaptureRecord): SeenFrame {
  return {iface, at, bytes, length, linkType};
}

function notReadable(name: string, linkType: number): VipError {
  return new VipError(
    'UNSUPPORTED',
    `read ${name}: expected Ethernet frames or cooked ones (link type 1, 113 or 276), got link type ${linkType}`,
  );
}

/** Of the file or of its format; anything else is the caller's own and stays as it is. */
function describe(name: string, error: unknown): unknown {
  if (isStreamError(error)) {
    return new VipError('FILE_FAILED', `read ${name}: ${error.message}`, {cause: error});
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
