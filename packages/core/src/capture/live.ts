/**
 * Frames from the interfaces of this network namespace.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {type FrameLink, openLink, readLinkInterface} from '@vip/arp/link';
import {ethernetInterfaces} from '../interfaces.js';
import {FULL_RING_OCTETS, formatRing, RingBudget} from './ring-budget.js';
import type {CaptureEnding, CaptureNotices, CaptureSource} from './source.js';

export interface LiveCaptureOptions extends CaptureNotices {
  /** Undefined for all that are up and carry Ethernet frames, including those that appear later. */
  readonly ifaces?: readonly string[] | undefined;
  /** Named ones that vanish or go down are opened again when they return; the others go on meanwhile. */
  readonly reopens?: boolean;
  /** A filter for pcap-filter(7). */
  readonly filter: string;
  /** Total size of the kernel's rings for all interfaces; 128 MiB by default, and at most 32 MiB for one. */
  readonly ringsOctets?: number;
  /** How long frames may wait for others that come with them; 20 by default. Milliseconds. */
  readonly waitMs?: number;
}

type Take = (frames: readonly SeenFrame[]) => Promise<void> | void;

/** How often to look for new interfaces. Milliseconds. */
const RESCAN_INTERVAL_MS = 1000;

/** The delay is not noticeable, and it uses a fifth less of the processor than a link's default. */
const WAIT_MS = 20;

/** A captured interface. */
interface Captured {
  readonly link: FrameLink;
  readonly ringOctets: number;
  /** Its present name. */
  name: string;
}

/** @throws VipError when an interface cannot be opened; nothing is left open then */
export function openLiveCapture(options: LiveCaptureOptions): CaptureSource {
  return new LiveCapture(options);
}

class LiveCapture implements CaptureSource {
  readonly kind = 'live';
  readonly #options: LiveCaptureOptions;
  readonly #budget: RingBudget;
  /** By their indexes, which stay when an interface is renamed. */
  readonly #captured = new Map<number, Captured>();
  /** Counters of links that are gone. */
  readonly #past = {received: 0, dropped: 0};
  #finish: (error?: unknown) => void = () => {};
  readonly #finished = new Promise<void>((resolve, reject) => {
    this.#finish = error => (error === undefined ? resolve() : reject(error));
  });
  readonly #reading = new Set<Promise<void>>();
  #closing: Promise<unknown> | undefined;
  #isFull = false;

  constructor(options: LiveCaptureOptions) {
    this.#options = options;
    this.#budget = new RingBudget(options.ringsOctets);
    this.#finished.catch(() => {}); // `read` reports it; it may not have been called
    const names = [...new Set(options.ifaces ?? ethernetInterfaces().map(({name}) => name))];
    const ringOctets = this.#budget.share(names.length, options.ifaces === undefined);
    try {
      for (const name of names) this.#open(name, ringOctets);
    } catch (error) {
      // The first failure is the one to report.
      for (const {link} of this.#captured.values()) link.close().catch(() => {});
      throw error;
    }
    const {size} = this.#captured;
    if (size === 0) options.warn?.('no Ethernet interface is up; waiting for one');
    else if (ringOctets < FULL_RING_OCTETS) this.#warnOfSmallRings(size, ringOctets);
  }

  async read(take: Take): Promise<CaptureEnding> {
    for (const captured of this.#captured.values()) this.#follow(captured, take);
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
    let {received, dropped} = this.#past;
    for (const {link} of this.#captured.values()) {
      const counted = link.statistics();
      received += counted.received;
      dropped += counted.dropped;
    }
    return {received, dropped};
  }

  async close(): Promise<void> {
    this.#closing ??= Promise.all([...this.#captured.values()].map(({link}) => link.close()));
    try {
      await this.#closing;
    } finally {
      this.#finish();
    }
  }

  /** Undefined if it is captured already, or if there is no room for its ring. */
  #open(name: string, ringOctets: number): Captured | undefined {
    const state = readLinkInterface(name);
    if (state !== undefined && this.#captured.has(state.index)) return undefined; // given by two of its names
    if (!this.#budget.take(ringOctets)) {
      this.#warnThatItIsFull(name);
      return undefined;
    }
    const {filter, waitMs = WAIT_MS} = this.#options;
    try {
      const link = openLink({iface: name, filter, bufferBytes: ringOctets, waitMs});
      const captured = {link, ringOctets, name};
      this.#captured.set(link.index, captured);
      this.#options.opened?.(name);
      return captured;
    } catch (error) {
      this.#budget.giveBack(ringOctets);
      throw error;
    }
  }

  #warnOfSmallRings(count: number, ringOctets: number): void {
    const [ring, full, total] = [ringOctets, FULL_RING_OCTETS, this.#budget.total].map(formatRing);
    this.#options.warn?.(
      `${count} interfaces share ${total} for frames waiting to be read: ${ring} each instead of ${full}, so bursts are dropped sooner (select interfaces with --iface)`,
    );
  }

  #warnThatItIsFull(name: string): void {
    if (this.#isFull) return;
    this.#isFull = true;
    const total = formatRing(this.#budget.total);
    this.#options.warn?.(
      `${name} is not captured, nor are later ones: the ${total} for all interfaces are used up (select interfaces with --iface)`,
    );
  }

  #follow(captured: Captured, take: Take): void {
    const task = this.#readLink(captured, take)
      .catch(error => this.#finish(error))
      .finally(() => this.#reading.delete(task));
    this.#reading.add(task);
  }

  /** Reads one link to its end; if interfaces were not named, or are opened again, one that disappears does not end the others. */
  async #readLink(captured: Captured, take: Take): Promise<void> {
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
      await this.#forget(captured);
    }
  }

  async #forget({link, ringOctets}: Captured): Promise<void> {
    const {received, dropped} = link.statistics();
    this.#past.received += received;
    this.#past.dropped += dropped;
    this.#captured.delete(link.index);
    await link.close();
    this.#budget.giveBack(ringOctets);
    this.#isFull = false;
  }

  /** Whether it outlives its interfaces. */
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
        const known = this.#captured.get(index);
        if (known !== undefined) this.#rename(known, name);
        else this.#openLater(name, take);
      }
    } catch (error) {
      this.#tolerate(error);
    }
  }

  #openLater(name: string, take: Take): void {
    try {
      const captured = this.#open(name, this.#budget.laterShare());
      if (captured !== undefined) this.#follow(captured, take);
    } catch (error) {
      this.#tolerate(error);
    }
  }

  /** The kernel may grant next time what it refuses now; anything else is a bug of ours. */
  #tolerate(error: unknown): void {
    if (!(error instanceof VipError)) this.#finish(error);
  }

  #rename(captured: Captured, name: string): void {
    if (captured.name === name) return;
    this.#options.warn?.(`${captured.name} is now called ${name}`);
    captured.name = name;
  }
}
