/**
 * `--write`: frames into a pcapng file.
 *
 * @module
 */

import {release} from 'node:os';
import type {SeenFrame} from '@vip/analysis/internal';
import {LINK_TYPE_ETHERNET, VipError} from '@vip/arp';
import {
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
} from '@vip/arp/capture-file';
import type {CaptureCounts} from '@vip/core/internal/capture';
import type {OpenFile} from './outputs/open-file.js';

/** A capture being written: complete up to the last batch at any moment. */
export class CaptureFile {
  /** The interfaces by name and link type: in pcapng, the link type belongs to the interface. */
  readonly #interfaces = new Map<string, number>();
  #pieces: Uint8Array[] = [];
  #lastAt = 0n;
  #hasFailed = false;
  #written = 0;

  /** The number of frames written so far. */
  get written(): number {
    return this.#written;
  }

  /** Writes the beginning of the file. @throws VipError `FILE_FAILED` */
  static async begin(file: OpenFile): Promise<CaptureFile> {
    const begun = new CaptureFile(file);
    begun.#pieces.push(encodeSectionHeader({os: `Linux ${release()}`}));
    try {
      await begun.flush();
      return begun;
    } catch (error) {
      await file.abandon();
      throw error;
    }
  }

  private constructor(readonly file: OpenFile) {}

  /** @throws VipError `FILE_FAILED` for a time that the format cannot hold, which only another file can have */
  add({iface, at, bytes, length, linkType = LINK_TYPE_ETHERNET}: SeenFrame): void {
    this.#lastAt = at;
    const number = this.#interface(iface, linkType);
    try {
      this.#pieces.push(encodeEnhancedPacket({at, bytes, length}, number));
      this.#written++;
    } catch (cause) {
      throw new VipError('FILE_FAILED', `write: ${(cause as Error).message}`, {cause});
    }
  }

  /** @throws VipError `FILE_FAILED` */
  async flush(): Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    if (this.#hasFailed || pieces.length === 0) return;
    try {
      await this.file.write(Buffer.concat(pieces));
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    }
  }

  /** Writes the counters, and closes. @throws VipError `FILE_FAILED` */
  async close(counts: CaptureCounts): Promise<void> {
    await this.#writeCounts(counts);
    await this.file.finish();
  }

  /** Closes a file after a failure that has been reported. The readable part gets its counters as well. */
  async abandon(counts: CaptureCounts): Promise<void> {
    await this.#writeCounts(counts).catch(() => {});
    await this.file.abandon();
  }

  async #writeCounts({received, dropped}: CaptureCounts): Promise<void> {
    // pcapng counts by interface; with a single interface, the total is that interface's.
    if (this.#interfaces.size === 1) {
      this.#pieces.push(encodeInterfaceStatistics({at: this.#lastAt, received, dropped}, 0));
    }
    await this.flush();
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
