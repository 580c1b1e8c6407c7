/**
 * The latest page in each format, as handed over by the watch: regular readers get one at most a second old, however busy the watch is.
 *
 * @module
 */

import type {FromThread, FromWatch, SentPage} from './protocol.js';

/** A watch that has been silent for this long is not running: its last page is out of date, and is not served. Milliseconds. */
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
  /** How long a reader waits for a fresh page if there is one from the last second, and if there is none. */
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

  /** How long the watch has been silent. Milliseconds; undefined while that is nothing unusual. */
  get silentMs(): number | undefined {
    const silentMs = Number(this.#clock() - this.#heardAt) / 1e6;
    return silentMs > MOST_AGE_MS ? silentMs : undefined;
  }

  /** The current page if the watch answers soon, otherwise its latest one. Undefined if it is not running. */
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

  /** Returns a page's memory, into which the watch writes a later page. */
  #returnUnread(held: Held): void {
    const {isOpenMetrics, memory} = held.page;
    if (held.readers === 0 && this.#latest.get(isOpenMetrics) !== held)
      this.#tell({kind: 'returned', memory});
  }

  /** Resolves when a page has arrived for which the condition holds, and after that time in any case. */
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
