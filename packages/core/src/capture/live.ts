/**
 * Frames from the interfaces of this network namespace.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {type FrameLink, openLink} from '@vip/arp/link';
import {ethernetInterfaces} from '../interfaces.js';
import type {CaptureNotices, CaptureSource} from './source.js';

export interface LiveCaptureOptions extends CaptureNotices {
  /** Undefined: all that are up and carry Ethernet frames, those included that come later. */
  readonly ifaces?: readonly string[] | undefined;
  /** A filter for pcap-filter(7). */
  readonly filter: string;
}

type Take = (frames: readonly SeenFrame[]) => Promise<void> | void;

/** How often it is looked for interfaces that have come. Milliseconds. */
const RESCAN_INTERVAL_MS = 1000;

/** Room for a second and more of 100,000 ARP frames a second, while the process is busy with others. */
const RING_OCTETS = 32 << 20;

/** Nobody sees that a line comes so much later, and it takes a fifth less of the processor than a link's default. */
const WAIT_MS = 20;

/** @throws VipError when an interface cannot be opened; nothing is left open then */
export function openLiveCapture(options: LiveCaptureOptions): CaptureSource {
  return new LiveCapture(options);
}

class LiveCapture implements CaptureSource {
  readonly #options: LiveCaptureOptions;
  readonly #links = new Map<string, FrameLink>();
  /** What the links counted that are gone. */
  readonly #past = {received: 0, dropped: 0};
  #finish: (error?: unknown) => void = () => {};
  readonly #finished = new Promise<void>((resolve, reject) => {
    this.#finish = error => (error === undefined ? resolve() : reject(error));
  });
  readonly #reading = new Set<Promise<void>>();
  #closing: Promise<unknown> | undefined;

  constructor(options: LiveCaptureOptions) {
    this.#options = options;
    this.#finished.catch(() => {}); // `read` tells; it may not have been called
    try {
      for (const iface of new Set(options.ifaces ?? ethernetInterfaces())) this.#open(iface);
    } catch (error) {
      for (const link of this.#links.values()) void link.close();
      throw error;
    }
    if (this.#links.size === 0) options.warn?.('no Ethernet interface is up; waiting for one');
  }

  async read(take: Take): Promise<void> {
    for (const link of this.#links.values()) this.#follow(link, take);
    const rescan = setInterval(() => this.#rescan(take), RESCAN_INTERVAL_MS);
    try {
      await this.#finished;
    } finally {
      clearInterval(rescan);
    }
    await Promise.all(this.#reading);
  }

  counts() {
    let {received, dropped} = this.#past;
    for (const link of this.#links.values()) {
      const counted = link.statistics();
      received += counted.received;
      dropped += counted.dropped;
    }
    return {received, dropped};
  }

  async close(): Promise<void> {
    this.#closing ??= Promise.all([...this.#links.values()].map(link => link.close()));
    await this.#closing;
    this.#finish();
  }

  #open(iface: string): FrameLink {
    const link = openLink({
      iface,
      filter: this.#options.filter,
      bufferBytes: RING_OCTETS,
      waitMs: WAIT_MS,
    });
    this.#links.set(iface, link);
    this.#options.opened?.(iface);
    return link;
  }

  #follow(link: FrameLink, take: Take): void {
    const task = this.#readLink(link, take)
      .catch(error => this.#finish(error))
      .finally(() => this.#reading.delete(task));
    this.#reading.add(task);
  }

  /** Reads one link to its end; of several that nobody named, one that disappears does not end the others. */
  async #readLink(link: FrameLink, take: Take): Promise<void> {
    const {iface} = link;
    try {
      for await (const batch of link.batches()) {
        await take(batch.map(({at, bytes, length, own}) => ({iface, at, bytes, length, own})));
      }
    } catch (error) {
      if (!(error instanceof VipError) || this.#options.ifaces !== undefined) throw error;
      this.#options.warn?.(error.message);
      await this.#forget(link);
    }
  }

  async #forget(link: FrameLink): Promise<void> {
    const {received, dropped} = link.statistics();
    this.#past.received += received;
    this.#past.dropped += dropped;
    this.#links.delete(link.iface);
    await link.close();
  }

  /** Interfaces that have come since. One may be gone or down again already: then there will be a next time. */
  #rescan(take: Take): void {
    if (this.#options.ifaces !== undefined || this.#closing !== undefined) return;
    for (const iface of ethernetInterfaces()) {
      if (this.#links.has(iface)) continue;
      try {
        this.#follow(this.#open(iface), take);
      } catch (error) {
        if (!(error instanceof VipError)) throw error;
      }
    }
  }
}
