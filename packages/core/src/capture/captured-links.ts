/**
 * The interfaces that a live capture has open, within one budget of kernel memory.
 *
 * @module
 */

import {type FrameLink, openLink, readLinkInterface} from '@vip/arp/link';
import {FULL_RING_OCTETS, formatRing, RingBudget} from './ring-budget.js';
import type {CaptureNotices} from './source.js';

export interface CapturedLink {
  readonly link: FrameLink;
  readonly ringOctets: number;
  /** Its current name. */
  name: string;
}

interface CapturedLinksOptions extends CaptureNotices {
  /** For pcap-filter(7). */
  readonly filter: string;
  readonly ringsOctets?: number;
  readonly waitMs: number;
}

export class CapturedLinks {
  readonly #options: CapturedLinksOptions;
  readonly #budget: RingBudget;
  /** The open links by index, which an interface keeps when it is renamed. */
  readonly #open = new Map<number, CapturedLink>();
  /** Counters of links that are gone. */
  readonly #past = {received: 0, dropped: 0};
  #isFull = false;

  constructor(options: CapturedLinksOptions) {
    this.#options = options;
    this.#budget = new RingBudget(options.ringsOctets);
  }

  get all(): Iterable<CapturedLink> {
    return this.#open.values();
  }

  get count(): number {
    return this.#open.size;
  }

  /**
   * Opens the links that are captured from the beginning; they share the budget equally.
   *
   * @param othersMayCome whether part of the budget is kept for links that appear later
   * @throws VipError when one cannot be opened; nothing is left open then
   */
  openAll(names: readonly string[], othersMayCome: boolean): void {
    const ringOctets = this.#budget.share(names.length, othersMayCome);
    try {
      for (const name of names) this.#openLink(name, ringOctets);
    } catch (error) {
      // The first failure is the one to report.
      for (const {link} of this.all) link.close().catch(() => {});
      throw error;
    }
    if (this.count > 0 && ringOctets < FULL_RING_OCTETS) this.#warnOfSmallRings(ringOctets);
  }

  /** Undefined if it is captured already, or if the budget has no room for its ring. @throws VipError */
  openLater(name: string): CapturedLink | undefined {
    return this.#openLink(name, this.#budget.laterShare());
  }

  /** False if no interface with that index is captured. */
  rename(index: number, name: string): boolean {
    const captured = this.#open.get(index);
    if (captured === undefined) return false;
    if (captured.name !== name) this.#options.warn?.(`${captured.name} is now called ${name}`);
    captured.name = name;
    return true;
  }

  async forget({link, ringOctets}: CapturedLink): Promise<void> {
    const {received, dropped} = link.statistics();
    this.#past.received += received;
    this.#past.dropped += dropped;
    this.#open.delete(link.index);
    await link.close();
    this.#budget.giveBack(ringOctets);
    this.#isFull = false;
  }

  /** The counts of all links, including those that are gone. */
  counts() {
    let {received, dropped} = this.#past;
    for (const {link} of this.all) {
      const counted = link.statistics();
      received += counted.received;
      dropped += counted.dropped;
    }
    return {received, dropped};
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map(({link}) => link.close()));
  }

  #openLink(name: string, ringOctets: number): CapturedLink | undefined {
    const state = readLinkInterface(name);
    if (state !== undefined && this.#open.has(state.index)) return undefined; // given by two of its names
    if (!this.#budget.take(ringOctets)) {
      this.#warnThatItIsFull(name);
      return undefined;
    }
    const {filter, waitMs} = this.#options;
    try {
      const link = openLink({iface: name, filter, bufferBytes: ringOctets, waitMs});
      const captured = {link, ringOctets, name};
      this.#open.set(link.index, captured);
      this.#options.opened?.(name);
      return captured;
    } catch (error) {
      this.#budget.giveBack(ringOctets);
      throw error;
    }
  }

  #warnOfSmallRings(ringOctets: number): void {
    const [ring, full, total] = [ringOctets, FULL_RING_OCTETS, this.#budget.total].map(formatRing);
    this.#options.warn?.(
      `${this.count} interfaces share ${total} for frames waiting to be read: ${ring} each instead of ${full}, so bursts are dropped sooner (select interfaces with --iface)`,
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
}
