/**
 * `--write`: frames into a pcapng file while they come in.
 *
 * @module
 */

import {closeSync, openSync, writeSync} from 'node:fs';
import {release} from 'node:os';
import type {SeenFrame} from '@vip/analysis';
import {
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
  LINK_TYPE_ETHERNET,
  VipError,
} from '@vip/arp';
import type {CaptureCounts} from '@vip/core/capture';

/**
 * A file that is complete up to the last batch at any moment, so that it can be read while it is written and
 * after whatever end. Written by plain calls: while the disk is slow the kernel's ring takes the frames.
 */
export class CaptureFile {
  /** By name and link type: in pcapng the interface has the link type. */
  readonly #interfaces = new Map<string, number>();
  #pieces: Uint8Array[] = [];
  #lastAt = 0n;
  #hasFailed = false;

  /** @throws VipError `FILE_FAILED` when it cannot be created; a file that is there is replaced */
  static create(path: string): CaptureFile {
    try {
      return new CaptureFile(path, openSync(path, 'w'));
    } catch (cause) {
      throw failure(path, cause);
    }
  }

  private constructor(
    readonly path: string,
    readonly fd: number,
  ) {
    this.#pieces.push(encodeSectionHeader({os: `Linux ${release()}`}));
  }

  /** @throws VipError `FILE_FAILED` for a time that the format cannot hold, which only another file can have */
  add({iface, at, bytes, length, linkType = LINK_TYPE_ETHERNET}: SeenFrame): void {
    this.#lastAt = at;
    const number = this.#interface(iface, linkType);
    try {
      this.#pieces.push(encodeEnhancedPacket(number, {at, bytes, length}));
    } catch (cause) {
      throw failure(this.path, cause);
    }
  }

  /** @throws VipError `FILE_FAILED` */
  flush(): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    if (this.#hasFailed || pieces.length === 0) return;
    let rest = Buffer.concat(pieces);
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(this.fd, rest));
    } catch (cause) {
      this.#hasFailed = true;
      throw failure(this.path, cause);
    }
  }

  /** Writes what was counted, and closes. @throws VipError `FILE_FAILED` unless that was thrown before */
  close({received, dropped}: CaptureCounts): void {
    // pcapng counts by interface; with one interface the whole is that interface's.
    if (this.#interfaces.size === 1) {
      this.#pieces.push(encodeInterfaceStatistics(0, {at: this.#lastAt, received, dropped}));
    }
    try {
      this.flush();
    } finally {
      closeSync(this.fd);
    }
  }

  #interface(name: string, linkType: number): number {
    const key = `${linkType} ${name}`;
    const known = this.#interfaces.get(key);
    if (known !== undefined) return known;
    const number = this.#interfaces.size;
    this.#interfaces.set(key, number);
    this.#pieces.push(encodeInterfaceDescription({name, linkType}));
    return number;
  }
}

function failure(path: string, cause: unknown): VipError {
  return new VipError('FILE_FAILED', `write ${path}: ${(cause as Error).message}`, {cause});
}
