/**
 * Files being written, of each kind.
 *
 * @module
 */

import {closeSync, constants, openSync, writeSync} from 'node:fs';
import {printMuch} from '../output.js';
import type {Describe} from './failure.js';
import {Keeper} from './keeper.js';
import type {OutputPlace} from './place.js';
import {Replacement} from './replacement.js';

export interface OpenFile {
  write(octets: Uint8Array): Promise<void> | void;
  /** Completes the file once everything is written. */
  finish(): Promise<void> | void;
  /** Removes what was written so far, unless others may already be reading it. May be called again, and after `finish`. */
  abandon(): Promise<void> | void;
}

/** A file that takes the place of the old one when it is finished. */
export function replacingFile(place: OutputPlace): OpenFile {
  const file = Replacement.beside(place);
  return {
    write: octets => file.write(octets),
    finish() {
      file.flush();
      file.close();
      file.publish();
    },
    abandon: () => file.discard(),
  };
}

/** The same for a process that gives up its rights in between. */
export async function keptFile(place: OutputPlace): Promise<OpenFile> {
  const file = Replacement.beside(place);
  const keeper = await Keeper.of(file).catch(error => {
    file.discard();
    throw error;
  });
  return {
    write: octets => file.write(octets),
    async finish() {
      file.flush();
      file.close();
      await keeper.publish();
    },
    async abandon() {
      file.close();
      await keeper.discard();
    },
  };
}

/** A file that takes the place of the old one once its first octets are on the disk, and can be read while it grows. */
export function growingFile(place: OutputPlace): OpenFile {
  const file = Replacement.beside(place);
  let isPublished = false;
  return {
    write(octets) {
      file.write(octets);
      if (isPublished) return;
      file.flush();
      file.publish();
      isPublished = true;
    },
    finish() {
      file.flush();
      file.close();
    },
    abandon: () => (isPublished ? file.close() : file.discard()),
  };
}

/** An `OpenFile` with synchronous methods. */
interface Device extends OpenFile {
  write(octets: Uint8Array): void;
  finish(): void;
  abandon(): void;
}

/** A device, such as /dev/null, which has nothing that could be replaced. */
export function openDevice({path}: OutputPlace): Device {
  let fd: number | undefined = openSync(path, constants.O_WRONLY | constants.O_NOCTTY);
  const close = () => {
    if (fd !== undefined) closeSync(fd);
    fd = undefined;
  };
  return {
    // At least once: /dev/full refuses even an empty write.
    write(octets) {
      if (fd === undefined) throw new Error('it is closed');
      let rest = octets;
      do rest = rest.subarray(writeSync(fd, rest));
      while (rest.length > 0);
    },
    finish: close,
    abandon: close,
  };
}

/** Standard output, at its reader's pace. output.ts reports when it cannot be written. */
export const STANDARD_OUTPUT: OpenFile = {write: printMuch, finish() {}, abandon() {}};

/** The same file, with its errors described: `first` until anything of it is in place, `later` from then on. */
export function describing(file: OpenFile, first: Describe, later: Describe): OpenFile {
  let describe = first;
  const attempt = async (work: () => Promise<void> | void) => {
    try {
      await work();
    } catch (cause) {
      throw describe(cause);
    }
  };
  return {
    async write(octets) {
      await attempt(() => file.write(octets));
      describe = later;
    },
    finish: () => attempt(() => file.finish()),
    abandon: () => attempt(() => file.abandon()),
  };
}
