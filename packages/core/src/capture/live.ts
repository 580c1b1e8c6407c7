/**
 * Frames from the interfaces of this network namespace.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {ethernetInterfaces} from '../interfaces.js';
import {type CapturedLink, CapturedLinks} from './captured-links.js';
import type {CaptureEnding, CaptureNotices, CaptureSource} from './source.js';

export interface LiveCaptureOptions extends CaptureNotices {
  /** Undefined for all that are up and carry Ethernet frames, including those that appear later. */
  readonly ifaces?: readonly string[] | undefined;
  /** Whether named interfaces that vanish or go down are opened again when they return, while the others continue. */
  readonly reopens?: boolean;
  /** A filter for pcap-filter(7). */
  readonly filter: string;
  /** Total size of the kernel's rings for all interfaces; 128 MiB by default, and at most 32 MiB for one. */
  readonly ringsOctets?: number;
  /** How long frames may wait to be delivered together with others; 20 by default. Milliseconds. */
  readonly waitMs?: number;
}

type Take = (frames: readonly SeenFrame[]) => Promise<void> | void;

/** How often to look for new interfaces. Milliseconds. */
const RESCAN_INTERVAL_MS = 1000;

/** The delay is not noticeable, and it uses a fifth less of the processor than a link's default. */
const WAIT_MS = 20;

/** @throws VipError when an interface cannot be opened; nothing is left open then */
export function openLiveCapture(options: LiveCaptureOptions): CaptureSource {
  return new LiveCapture(options);
}

class LiveCapture implements CaptureSource {
  readonly kind = 'live';
  readonly #options: LiveCaptureOptions;
  readonly #links: CapturedLinks;
  #finish: (error?: unknown) => void = () => {};
  readonly #finished = new Promise<void>((resolve, reject) => {
    this.#finish = error => (error === undefined ? resolve() : reject(error));
  });
  readonly #reading = new Set<Promise<void>>();
  #closing: Promise<unknown> | undefined;

  constructor(options: LiveCaptureOptions) {
    this.#options = options;
    this.#links = new CapturedLinks({waitMs: WAIT_MS, ...options});
    this.#finished.catch(() => {}); // `read` reports it; it may not have been called
    const names = [...new Set(options.ifaces ?? ethernetInterfaces().map(({name}) => name))];
    this.#links.openAll(names, options.ifaces === undefined);
    if (this.#links.count === 0) options.warn?.('no Ethernet interface is up; waiting for one');
  }

  async read(take: Take): Promise<CaptureEnding> {
    for (const link of this.#links.all) this.#follow(link, take);
    const rescan = setInterval(() => this.#rescan(take), RESCAN_INTERVAL_MS);
    try {
      await this.#finished;
    } finally {
      clearInterval(rescan);
    }
    await Promise.all(this.#reading);
    const contents = this.counts().received === 0 ? 'no packets' : 'packets';
    return {damage: undefined, foreign: new Map(), contents};
  }

  counts() {
    return this.#links.counts();
  }

  async close(): Promise<void> {
    this.#closing ??= this.#links.close();
    try {
      await this.#closing;
    } finally {
      this.#finish();
    }
  }

  #follow(captured: CapturedLink, take: Take): void {
    const task = this.#readLink(captured, take)
      .catch(error => this.#finish(error))
      .finally(() => this.#reading.delete(task));
    this.#reading.add(task);
  }

  /** Reads one link to its end; if interfaces were not named, or are opened again, one that disappears does not end the others. */
  async #readLink(captured: CapturedLink, take: Take): Promise<void> {
    try {
      for await (const batch of captured.link.batches()) {
        const iface = captured.name;
        await take(batch.map(({at, bytes, length, own}) => ({iface, at, bytes, length, own})));
      }
    } catch (error) {
      if (!(error instanceof VipError) || !this.#isLasting) throw error;
      const {code, message} = error;
      const isGone = code === 'NO_INTERFACE';
      // The message of the link says to start again.
      const {name} = captured;
      this.#options.warn?.(
        isGone ? `capture ${name}: interface disappeared; it is captured again when it is back` : message,
      );
      await this.#links.forget(captured);
    }
  }

  /** Whether the capture outlives its interfaces. */
  get #isLasting(): boolean {
    return this.#options.ifaces === undefined || this.#options.reopens === true;
  }

  /** Interfaces that have appeared since. One may be gone or down again already; it is tried again next time. */
  #rescan(take: Take): void {
    if (!this.#isLasting || this.#closing !== undefined) return;
    const {ifaces} = this.#options;
    try {
      for (const {index, name} of ethernetInterfaces()) {
        if (ifaces?.includes(name) === false) continue;
        if (!this.#links.rename(index, name)) this.#openLater(name, take);
      }
    } catch (error) {
      this.#tolerate(error);
    }
  }

  #openLater(name: string, take: Take): void {
    try {
      const captured = this.#links.openLater(name);
      if (captured !== undefined) this.#follow(captured, take);
    } catch (error) {
      this.#tolerate(error);
    }
  }

  /** The kernel may grant next time what it refuses now. Anything else is a bug of ours. */
  #tolerate(error: unknown): void {
    if (!(error instanceof VipError)) this.#finish(error);
  }
}
