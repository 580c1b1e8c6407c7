/**
 * The latest page in each format, as the watch hands them over: who reads regularly gets one of the last second, however busy the watch is.
 *
 * @module
 */

import type {FromThread, FromWatch, SentPage} from './protocol.js';

/** A watch that was not heard of for so long does not run: its page shows what was, and nothing of it is told. Milliseconds. */
const MOST_AGE_MS = 10_000;

/** A page that can be read until it is released. */
export interface HeldPage {
  readonly type: string;
  readonly octets: Uint8Array;
  release(): void;
}

interface Held {
  readonly page: SentPage;
  readers: number;
}

export interface HeldPagesOptions {
  readonly tell: (message: FromThread) => void;
  /** As `process.hrtime.bigint`. */
  readonly clock?: () => bigint;
  /** How long a reader waits for a page of the moment when there is one of the last second, and when there is none. */
  readonly patienceMs?: number;
  readonly longestMs?: number;
}

export class HeldPages {
  readonly #latest = new Map<boolean, Held>();
  readonly #waiting = new Set<() => void>();
  readonly #tell: (message: FromThread) => void;
  readonly #clock: () => bigint;
  readonly #patienceMs: number;
  readonly #longestMs: number;
  #heardAt: bigint;
  #isShown = false;

  constructor({tell, clock = process.hrtime.bigint, patienceMs = 10, longestMs = 5000}: HeldPagesOptions) {
    this.#tell = tell;
    this.#clock = clock;
    this.#patienceMs = patienceMs;
    this.#longestMs = longestMs;
    this.#heardAt = clock();
  }

  take(message: FromWatch): void {
    this.#heardAt = message.at;
    if (message.kind === 'shown') this.#isShown = true;
    if (message.kind === 'page') this.#replace(message.page);
  }

  /** Whether there are metrics at all. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** For how long nothing was heard of the watch. Milliseconds; undefined while that is nothing unusual. */
  get silentMs(): number | undefined {
    const silentMs = Number(this.#clock() - this.#heardAt) / 1e6;
    return silentMs > MOST_AGE_MS ? silentMs : undefined;
  }

  /** As the watch is now, if it answers soon, and otherwise as it lately was. Undefined if it does not run. */
  async read(isOpenMetrics: boolean): Promise<HeldPage | undefined> {
    const askedAt = this.#clock();
    this.#tell({kind: 'asked', isOpenMetrics});
    const isNewerThan = (at: bigint) => (this.#latest.get(isOpenMetrics)?.page.takenAt ?? -1n) >= at;
    await this.#until(() => isNewerThan(askedAt), this.#patienceMs);
    const oldest = () => this.#clock() - BigInt(MOST_AGE_MS) * 1_000_000n;
    await this.#until(() => isNewerThan(oldest()), this.#longestMs);
    const held = this.#latest.get(isOpenMetrics);
    return held !== undefined && isNewerThan(oldest()) ? this.#lent(held) : undefined;
  }

  #lent(held: Held): HeldPage {
    const {type, memory, octets} = held.page;
    held.readers++;
    const release = () => {
      held.readers--;
      this.#returnUnread(held);
    };
    return {type, octets: new Uint8Array(memory, 0, octets), release};
  }

  #replace(page: SentPage): void {
    const former = this.#latest.get(page.isOpenMetrics);
    this.#latest.set(page.isOpenMetrics, {page, readers: 0});
    if (former !== undefined) this.#returnUnread(former);
    for (const wake of [...this.#waiting]) wake();
  }

  /** The watch writes a later page into its memory. */
  #returnUnread(held: Held): void {
    const {isOpenMetrics, memory} = held.page;
    if (held.readers === 0 && this.#latest.get(isOpenMetrics) !== held)
      this.#tell({kind: 'returned', memory});
  }

  /** Resolves when a page came with which that is so, and after that time in any case. */
  #until(isSo: () => boolean, ms: number): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise(resolve => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const wake = () => {
        if (isSo()) end();
      };
      const timer = setTimeout(end, ms);
      this.#waiting.add(wake);
    });
  }
}
