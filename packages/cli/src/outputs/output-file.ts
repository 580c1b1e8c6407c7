/**
 * An output file of a command: whether it can be written is checked before any work whose result would have nowhere
 * to go.
 *
 * @module
 */

import {accessSync, constants} from 'node:fs';
import {type Describe, fileEndsHere, notWritten} from './failure.js';
import {describing, growingFile, keptFile, type OpenFile, openDevice, replacingFile} from './open-file.js';
import {findPlace, type OutputPlace} from './place.js';
import {Replacement} from './replacement.js';

/** The least that is written: a disk with less room is as good as full. Octets. */
const LEAST = {
  '--write': 4096,
  '--learn': 4096,
  '--junit': 4096,
  '--csv': 4096,
  '--state': 4096,
  '--summary': 4096,
  '--metrics': 4096,
  '--out': 4096,
  '--report': 256 << 10,
} as const;

export class OutputFile {
  readonly #notWritten: Describe;

  /** @throws VipError `FILE_FAILED` for a path where no file can be written. Touches nothing. */
  static at(option: keyof typeof LEAST, given: string): OutputFile {
    try {
      const place = findPlace(given);
      checkKind(place);
      return new OutputFile(option, given, place);
    } catch (cause) {
      throw notWritten(option, given)(cause);
    }
  }

  private constructor(
    readonly option: keyof typeof LEAST,
    /** The path as it was given. */
    readonly given: string,
    readonly place: OutputPlace,
  ) {
    this.#notWritten = notWritten(option, given);
  }

  /** Finds out whether it can be written, by trying. Leaves nothing behind. @throws VipError `FILE_FAILED` */
  tryIt(): void {
    try {
      if (isDevice(this.place)) tryDevice(this.place);
      else tryBeside(this.place, LEAST[this.option]);
    } catch (cause) {
      throw this.#notWritten(cause);
    }
  }

  /** Writes all of it, or nothing. @throws VipError `FILE_FAILED` */
  async save(content: string | Uint8Array): Promise<void> {
    await written(await this.#open(replacingFile), Buffer.from(content));
  }

  /** Opens it for a process that gives up its rights before it is finished. @throws VipError `FILE_FAILED`, and so do its calls */
  keep(): Promise<OpenFile> {
    return this.#open(keptFile);
  }

  /** Opens it for output that is written over hours, and read while it grows. @throws VipError `FILE_FAILED`, and so do its calls */
  grow(): Promise<OpenFile> {
    return this.#open(growingFile, fileEndsHere(this.option, this.given));
  }

  async #open(
    how: (place: OutputPlace) => OpenFile | Promise<OpenFile>,
    later = this.#notWritten,
  ): Promise<OpenFile> {
    try {
      const file = await (isDevice(this.place) ? openDevice : how)(this.place);
      return describing(file, this.#notWritten, later);
    } catch (cause) {
      throw this.#notWritten(cause);
    }
  }
}

/** Writes and finishes an open file, or abandons it. */
export async function written(file: OpenFile, content: Uint8Array): Promise<void> {
  try {
    await file.write(content);
    await file.finish();
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

/** A pipe is refused because we would wait for ever if its reader is missing or does not read. */
function checkKind({there}: OutputPlace): void {
  if (there === undefined || there.isFile() || there.isCharacterDevice()) return;
  const kinds = {
    'a directory': there.isDirectory(),
    'a pipe': there.isFIFO(),
    'a socket': there.isSocket(),
  };
  const kind = Object.entries(kinds).find(([, is]) => is)?.[0] ?? 'a block device';
  throw new Error(`expected a file, got ${kind}`);
}

function isDevice({there}: OutputPlace): boolean {
  return there?.isCharacterDevice() === true;
}

/** Tries an empty write, which even /dev/full refuses. */
function tryDevice(place: OutputPlace): void {
  const device = openDevice(place);
  try {
    device.write(new Uint8Array(0));
  } finally {
    device.abandon();
  }
}

function tryBeside(place: OutputPlace, octets: number): void {
  if (place.there !== undefined) accessSync(place.path, constants.W_OK);
  const file = Replacement.beside(place);
  try {
    file.write(new Uint8Array(octets));
    file.flush();
  } finally {
    file.discard();
  }
}
