/**
 * `--write`: frames into a pcapng file while they come in.
 *
 * @module
 */

import {once} from 'node:events';
import {createWriteStream, openSync, type WriteStream} from 'node:fs';
import {release} from 'node:os';
import {
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
  VipError,
} from '@vip/arp';
import type {CaptureCounts, SeenFrame} from '@vip/core';

export class CaptureFile {
  readonly #stream: WriteStream;
  readonly #interfaces = new Map<string, number>();
  #failure: VipError | undefined;
  #lastAt = 0n;

  /** @throws VipError `FILE_FAILED` when it cannot be created; a file that is there is replaced */
  static create(path: string): CaptureFile {
    try {
      return new CaptureFile(path, openSync(path, 'w'));
    } catch (cause) {
      throw new VipError('FILE_FAILED', `write ${path}: ${(cause as Error).message}`, {cause});
    }
  }

  private constructor(
    readonly path: string,
    fd: number,
  ) {
    this.#stream = createWriteStream(path, {fd, highWaterMark: 1 << 20});
    this.#stream.on('error', cause => {
      this.#failure = new VipError('FILE_FAILED', `write ${path}: ${cause.message}`, {cause});
    });
    this.#stream.write(encodeSectionHeader({os: `Linux ${release()}`}));
  }

  add({iface, at, bytes, length}: SeenFrame): void {
    this.#lastAt = at;
    this.#stream.write(encodeEnhancedPacket(this.#interface(iface), {at, bytes, length}));
  }

  /** Comes back when the disk has taken enough of it. @throws VipError `FILE_FAILED` */
  async drained(): Promise<void> {
    if (this.#stream.writableNeedDrain)
      await Promise.race([once(this.#stream, 'drain'), once(this.#stream, 'close')]);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Writes what was counted, and closes. @throws VipError `FILE_FAILED` */
  async close({received, dropped}: CaptureCounts): Promise<void> {
    // pcapng counts by interface; with one interface the whole is that interface's.
    if (this.#interfaces.size === 1) {
      this.#stream.write(encodeInterfaceStatistics(0, {at: this.#lastAt, received, dropped}));
    }
    if (!this.#stream.destroyed) {
      this.#stream.end();
      await once(this.#stream, 'close');
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  #interface(name: string): number {
    const known = this.#interfaces.get(name);
    if (known !== undefined) return known;
    const number = this.#interfaces.size;
    this.#interfaces.set(name, number);
    this.#stream.write(encodeInterfaceDescription({name}));
    return number;
  }
}
