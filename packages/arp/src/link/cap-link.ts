/**
 * A link through libpcap: frames leave the kernel's ring in batches, and closing delivers those that it has counted.
 *
 * @module
 */

import type {MacAddress} from '../wire/address/mac.js';
import {VipError} from '../wire/errors.js';
import {BatchQueue} from './batch-queue.js';
import {type CapturedFrame, RECORD_HEADER_LENGTH, readRecords} from './captured-frame.js';
import {checkSendable, type FrameLink, type LinkStatistics, type WaitOptions} from './frame-link.js';
import {interfaceGone, linkError, notEthernet} from './link-error.js';
import {type LinkInterface, readLinkInterface} from './link-interface.js';
import type {CheckedLinkOptions, LinkSide} from './link-options.js';
import {LinkSender} from './link-sender.js';
import type {LinkOperation} from './link-words.js';
import {type Cap, loadCap} from './native.js';

const BATCH_FRAMES = 1024;
const BATCH_OCTETS = 512 * 1024;
/** Frames that may wait in JavaScript before the rest is left in the kernel. */
const QUEUE_FRAMES = 8 * BATCH_FRAMES;

/** How long `close` waits for the next frame still due, as a multiple of the maximum time that a frame waits. */
const DRAIN_WAITS = 5;

const NOTHING_YET: LinkStatistics = {received: 0, dropped: 0, interfaceDropped: 0};

export class CapLink implements FrameLink {
  readonly iface: string;
  readonly index: number;
  readonly mac: MacAddress;
  readonly #missedBefore: number;
  readonly precision: 'ns' | 'us';
  readonly #cap: Cap;
  readonly #sender: LinkSender;
  readonly #receives: boolean;
  readonly #buffer: Uint8Array;
  readonly #waitMs: number;
  readonly #queue: BatchQueue<CapturedFrame>;
  readonly #side: LinkSide | undefined;
  #isOpen = true;
  #hasFailed = false;
  #closing: Promise<void> | undefined;
  #statistics = NOTHING_YET;
  /** Frames delivered so far. */
  #read = 0;
  /** While closing: frames that were counted before and are still to be delivered. */
  #due = Number.POSITIVE_INFINITY;
  /** When they had been counted, by the clock of the frames; undefined before closing. Nanoseconds. */
  #countedAt: bigint | undefined;
  #onBatch: (() => void) | undefined;

  constructor(options: CheckedLinkOptions, operation: LinkOperation, state: LinkInterface) {
    const {iface, filter, snapLength, waitMs, receive, side} = options;
    this.#waitMs = waitMs;
    this.iface = iface;
    this.index = state.index;
    this.mac = state.mac;
    this.#missedBefore = state.missed;
    this.#side = side;
    this.#receives = receive;
    this.#buffer = new Uint8Array(receive ? BATCH_OCTETS + RECORD_HEADER_LENGTH + snapLength : 0);
    this.#cap = new (loadCap())();
    this.#sender = new LinkSender(iface, state, receive ? undefined : this.#cap);
    this.#queue = new BatchQueue({
      limit: QUEUE_FRAMES,
      // While it is closing, everything that has arrived is delivered.
      pause: () => this.#isOpen && this.#cap.pause(),
      resume: () => this.#cap.resume(),
    });
    this.#cap.on('batch', count => this.#receive(count));
    this.#cap.on('error', error => this.#fail(error));
    try {
      const linkType = this.#cap.open(iface, filter, options.bufferBytes, this.#buffer, {
        snapLength,
        promiscuous: options.promiscuous,
        immediate: false,
        timeout: waitMs,
        batch: BATCH_FRAMES,
        receive,
        incoming: side !== 'leaving',
        outgoing: side !== 'arriving',
      });
      if (linkType !== 'ETHERNET') throw notEthernet(operation, iface, linkType);
      this.precision = this.#cap.precision();
      if (options.sends) this.#sender.open();
    } catch (error) {
      this.#cap.close();
      throw error instanceof VipError ? error : linkError({operation, iface, filter}, error);
    }
  }

  send(frame: Uint8Array): void {
    checkSendable(frame, this.iface, this.#isOpen);
    this.#sender.send(frame);
  }

  sendAll(frames: readonly Uint8Array[]): void {
    for (const frame of frames) checkSendable(frame, this.iface, this.#isOpen);
    this.#sender.sendAll(frames);
  }

  batches({signal}: WaitOptions = {}): AsyncIterable<readonly CapturedFrame[]> {
    return this.#queue.batches(signal);
  }

  async *frames({signal}: WaitOptions = {}): AsyncGenerator<CapturedFrame, void> {
    for await (const batch of this.#queue.batches(signal)) yield* batch;
  }

  [Symbol.asyncIterator](): AsyncIterator<CapturedFrame> {
    return this.frames();
  }

  statistics(): LinkStatistics {
    if (this.#closing === undefined) {
      this.#statistics = this.#count();
    }
    return this.#statistics;
  }

  #count(): LinkStatistics {
    const {iface} = this;
    try {
      const {received, dropped} = this.#cap.stats();
      const {missed = this.#missedBefore} = readLinkInterface(this.index) ?? {};
      return {received, dropped, interfaceDropped: missed - this.#missedBefore};
    } catch (error) {
      throw error instanceof VipError ? error : linkError({operation: 'capture', iface}, error);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#isOpen = false;
    try {
      if (this.#receives) await this.#handOver(this.statistics());
    } finally {
      this.#queue.end();
      this.#sender.close();
      if (this.#receives) await new Promise<void>(resolve => this.#cap.close(resolve));
    }
  }

  async #handOver({received, dropped}: LinkStatistics): Promise<void> {
    this.#countedAt = loadCap().now();
    this.#due = this.#hasFailed ? 0 : received - dropped - this.#read;
    this.#cap.resume();
    while (this.#due > 0 && (await this.#nextBatch())) {
      // The kernel delivers block by block.
    }
  }

  /** False if none arrived for a while: frames that arrived before the filter was in force are counted, but not delivered. */
  #nextBatch(): Promise<boolean> {
    return new Promise(resolve => {
      // After polling for frames: if the event loop was busy, the timer fires before them.
      const timer = setTimeout(() => setImmediate(() => resolve(false)), DRAIN_WAITS * this.#waitMs);
      this.#onBatch = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  #receive(count: number): void {
    const own = this.#side === undefined ? this.#sender.sources : this.#side === 'leaving';
    const frames = this.#counted(readRecords(this.#buffer, Math.min(count, this.#due), own));
    this.#read += frames.length;
    this.#due -= frames.length;
    if (frames.length > 0) this.#queue.push(frames);
    this.#onBatch?.();
  }

  /**
   * Without those that came after the count. Once one has, nothing more is due: of a link for one direction, more frames are counted than will
   * ever come, and new ones might come for as long as it waits.
   */
  #counted(frames: CapturedFrame[]): CapturedFrame[] {
    const countedAt = this.#countedAt;
    const later = countedAt === undefined ? -1 : frames.findIndex(({at}) => at > countedAt);
    if (later < 0) return frames;
    this.#due = later;
    return frames.slice(0, later);
  }

  #fail(error: Error): void {
    const {iface} = this;
    const isGone = 'code' in error && error.code === 'ENODEV';
    this.#queue.end(
      isGone ? interfaceGone('capture', iface, error) : linkError({operation: 'capture', iface}, error),
    );
    this.#hasFailed = true;
    this.#due = 0;
    this.#onBatch?.();
  }
}
