/**
 * A file written beside the one it replaces, and moved into place when all of it is on the disk: whatever fails before that, the
 * old one remains.
 *
 * @module
 */

import {randomBytes} from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import type {OutputPlace} from './place.js';

/** Never opens an existing file, nor follows a link. */
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

export class Replacement {
  readonly #fd: number;
  #isClosed = false;

  /** @throws Error of the system */
  static beside({path, there}: OutputPlace): Replacement {
    return new Replacement(path, join(dirname(path), `.vip-${randomBytes(8).toString('hex')}`), there);
  }

  private constructor(
    readonly path: string,
    /** Its path until it is moved into place. */
    readonly beside: string,
    old: BigIntStats | undefined,
  ) {
    this.#fd = openSync(beside, NEW_FILE, 0o666);
    try {
      if (old !== undefined) this.#keepRights(old);
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** @throws Error when it is closed */
  write(octets: Uint8Array): void {
    if (this.#isClosed) throw new Error('it is closed');
    for (let rest = octets; rest.length > 0; ) rest = rest.subarray(writeSync(this.#fd, rest));
  }

  /** Flushes everything to the disk, which is when a full or broken one may show. */
  flush(): void {
    fsyncSync(this.#fd);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#fd);
  }

  /** Moves it into place. */
  publish(): void {
    renameSync(this.beside, this.path);
  }

  /** Removes it, if it was not published. */
  discard(): void {
    try {
      this.close();
    } finally {
      rmSync(this.beside, {force: true});
    }
  }

  /** The new one has the mode and the owner of the old one: `sudo vip` takes no file from its owner. */
  #keepRights({mode, uid, gid}: BigIntStats): void {
    try {
      fchownSync(this.#fd, Number(uid), Number(gid));
    } catch {
      // An ordinary user cannot give files away.
    }
    fchmodSync(this.#fd, Number(mode) & 0o777);
  }
}
