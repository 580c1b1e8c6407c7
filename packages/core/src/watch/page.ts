/**
 * The metrics page, over HTTP, by default for a scraper on this machine. A separate thread answers with pages that
 * are written here.
 *
 * @module
 */

import {once} from 'node:events';
import type {Worker} from 'node:worker_threads';
import {VipError} from '@vip/arp';
import type {FromThread, FromWatch, ListenAddress, SentPage} from '../page/protocol.js';
import {startPageThread} from '../page-thread.js';
import {type Metrics, MOST_PAGE_OCTETS} from './metrics.js';

export type PageOptions = ListenAddress;

export interface Page {
  /** Its address, with the actual port even if any free one was requested. */
  readonly url: string;
  /** Shows these metrics from now on. */
  show(metrics: Metrics): void;
  close(): void;
}

/** How often the thread is told that we are running. Milliseconds. */
const BEAT_MS = 500;
/** The maximum age of a page before the next is written, with a reader and without one. Milliseconds. */
const READ_AGE_MS = 1000;
const UNREAD_AGE_MS = 5000;
/** A client that has not asked for this long is no longer a scraper: Prometheus considers a series gone after five minutes. Milliseconds. */
const READ_MS = 300_000;

/** @throws VipError `NOT_POSSIBLE` when it cannot listen there */
export async function openPage({host, port}: PageOptions): Promise<Page> {
  const thread = startPageThread({host, port});
  const [said] = (await once(thread, 'message')) as [FromThread];
  const at = (own: number) => `${host.includes(':') ? `[${host}]` : host}:${own}`;
  if (said.kind === 'listening') return new ServedPage(thread, `http://${at(said.port)}/metrics`);
  await thread.terminate();
  const reason = said.kind === 'refused' ? said.message : said.kind;
  throw new VipError('NOT_POSSIBLE', `--listen ${at(port)}: cannot listen there: ${reason}`);
}

/** A format of the page. */
interface Format {
  readonly isOpenMetrics: boolean;
  /** When a page of it was begun, and when one was asked for. Milliseconds. */
  begunAt: number;
  askedAt: number;
}

class ServedPage implements Page {
  readonly url: string;
  readonly #thread: Worker;
  readonly #beats: NodeJS.Timeout;
  #metrics: Metrics | undefined;
  readonly #formats: readonly Format[] = [false, true].map(isOpenMetrics => ({
    ...{isOpenMetrics, begunAt: Number.NEGATIVE_INFINITY, askedAt: Number.NEGATIVE_INFINITY},
  }));
  /** The formats in which pages are to be written. */
  readonly #due = new Set<Format>();
  /** Memory of pages that are no longer read. */
  readonly #free: ArrayBuffer[] = [];
  #isWriting = false;

  constructor(thread: Worker, url: string) {
    this.#thread = thread;
    this.url = url;
    thread.on('message', (message: FromThread) => this.#hear(message));
    thread.unref();
    this.#beats = setInterval(() => this.#beat(), BEAT_MS).unref();
  }

  show(metrics: Metrics): void {
    this.#metrics = metrics;
    this.#tell({kind: 'shown', at: process.hrtime.bigint()});
    this.#renew();
  }

  close(): void {
    clearInterval(this.#beats);
    this.#thread.terminate().catch(() => {});
  }

  #beat(): void {
    this.#tell({kind: 'alive', at: process.hrtime.bigint()});
    this.#renew();
  }

  #hear(message: FromThread): void {
    if (message.kind === 'returned') this.#free.push(message.memory);
    if (message.kind !== 'asked') return;
    const asked = this.#formats.filter(({isOpenMetrics}) => isOpenMetrics === message.isOpenMetrics);
    for (const format of asked) format.askedAt = performance.now();
    this.#write(asked);
  }

  /** The first client finds a page, too, because writing one may take longer than a client should wait. */
  #renew(): void {
    const now = performance.now();
    this.#write(
      this.#formats.filter(({begunAt, askedAt}) => {
        const isRead = now - askedAt < READ_MS;
        return now - begunAt >= (isRead ? READ_AGE_MS : UNREAD_AGE_MS);
      }),
    );
  }

  #write(formats: readonly Format[]): void {
    for (const format of formats) this.#due.add(format);
    if (this.#metrics === undefined || this.#isWriting) return;
    this.#writeDue(this.#metrics).catch(error =>
      queueMicrotask(() => {
        throw error;
      }),
    );
  }

  async #writeDue(metrics: Metrics): Promise<void> {
    this.#isWriting = true;
    for (const format of this.#due) {
      this.#due.delete(format);
      format.begunAt = performance.now();
      const page = await this.#written(metrics, format.isOpenMetrics);
      this.#tell({kind: 'page', at: process.hrtime.bigint(), page});
    }
    this.#isWriting = false;
  }

  async #written(metrics: Metrics, isOpenMetrics: boolean): Promise<SentPage> {
    const takenAt = process.hrtime.bigint();
    const {type, texts} = await metrics.page(isOpenMetrics);
    const memory = this.#free.pop() ?? new ArrayBuffer(MOST_PAGE_OCTETS);
    const into = Buffer.from(memory);
    let octets = 0;
    for (const text of texts) octets += into.write(text, octets);
    return {isOpenMetrics, type, memory, octets, takenAt};
  }

  #tell(message: FromWatch): void {
    this.#thread.postMessage(message, message.kind === 'page' ? [message.page.memory] : []);
  }
}
