/**
 * A link: an interface on which Ethernet frames are sent and captured.
 *
 * ```ts
 * await using link = openLink({iface: 'mcv1', filter: 'arp'});
 * for (const frame of announcementFrames({ip, mac: link.mac})) link.send(frame);
 * for await (const {at, bytes} of link.frames()) console.log(at, formatFrame(bytes));
 * ```
 *
 * @module
 */

import {type MacAddress, writeMac} from '../wire/address/mac.js';
import {checkRange} from '../wire/check.js';
import {VipError} from '../wire/errors.js';
import {ETHERNET_HEADER_LENGTH} from '../wire/frame/ethernet.js';
import {BatchQueue} from './batch-queue.js';
import {type CapturedFrame, RECORD_HEADER_LENGTH, readRecords, sourceNumber} from './captured-frame.js';
import {checkSendable, type FrameLink, type LinkStatistics, type WaitOptions} from './frame-link.js';
import {interfaceGone, linkError, noCarrier, noInterface, notEthernet} from './link-error.js';
import {isEthernet, type LinkInterface, readLinkInterface} from './link-interface.js';
import type {LinkOperation} from './link-words.js';
import {type Cap, loadCap} from './native.js';

/** Direction in which frames pass an interface. */
export type LinkSide = 'leaving' | 'arriving';

/** How a link is opened. */
export interface LinkOptions {
  readonly iface: string;
  /** A pcap filter expression (pcap-filter(7)); all frames without it. */
  readonly filter?: string;
  /** Maximum number of octets kept of a frame, 65535 by default. */
  readonly snapLength?: number;
  /** Whether to capture frames addressed to others, true by default. */
  readonly promiscuous?: boolean;
  /** Size of the kernel's ring, in octets. */
  readonly bufferBytes?: number;
  /**
   * Maximum time in milliseconds that a frame waits in the kernel, so that many are delivered at once: 1 to 1000, 4 by
   * default. Timestamps are taken before the wait. A longer wait uses less processor time.
   */
  readonly waitMs?: number;
  /**
   * Only outgoing or only incoming frames. Then `own` is what the kernel says, whatever MAC a
   * frame is from, and the statistics count both directions.
   */
  readonly side?: LinkSide;
  /** False for a link that only sends, which opens and closes in a fraction of the time. */
  readonly receive?: boolean;
  /**
   * True to open the sending socket at once, for a process that then gives up the right to; by default, the first frame
   * sent opens it.
   */
  readonly sends?: boolean;
}

/**
 * Default size of the kernel's ring in octets: half a second of 100,000 ARP frames per second.
 *
 * libpcap delivers frames one by one ("immediate", TPACKET_V2), or a block at a time (TPACKET_V3), where a
 * block waits at most its timeout. Measured on a veth pair with two processors (Linux 6.18, libpcap 1.10.3, Node
 * 20.20) with a sender of 100,000 ARP frames per second, each decoded: one by one lost 17 % with this ring, because a
 * slot is as large as the snap length, and 4 % with four times the ring; blocks lost none, nor at 300,000, in a third of
 * the processor time. Opening costs the same from 1 to 16 MiB.
 */
export const DEFAULT_BUFFER_BYTES = 8 * 1024 * 1024;

const DEFAULT_SNAP_LENGTH = 65_535;
const MAX_SNAP_LENGTH = 262_144;

/** A tenth of what a person perceives as instantaneous, and short compared with any outage worth measuring. */
const DEFAULT_WAIT_MS = 4;
const MAX_WAIT_MS = 1000;

const BATCH_FRAMES = 1024;
const BATCH_OCTETS = 512 * 1024;
/** Frames that may wait in JavaScript before the rest is left in the kernel. */
const QUEUE_FRAMES = 8 * BATCH_FRAMES;

/** Maximum number of frames per sendmmsg(2). */
const SEND_FRAMES = 64;

/** How long `close` waits for the next frame still due, as a multiple of the maximum time that a frame waits. */
const DRAIN_WAITS = 5;

const NOTHING_YET: LinkStatistics = {received: 0, dropped: 0, interfaceDropped: 0};

/**
 * Opens an interface of this machine.
 *
 * @throws VipError `NO_INTERFACE`, `NOT_ETHERNET`, `NO_PERMISSION`, `INTERFACE_DOWN`, `BAD_FILTER`,
 *   `BAD_ARGUMENT`, or `NOT_POSSIBLE` where libpcap is missing
 */
export function openLink(options: LinkOptions): FrameLink {
  const {iface, receive = true} = options;
  const operation: LinkOperation = receive ? 'capture' : 'send';
  const state = readLinkInterface(iface);
  if (state === undefined) throw noInterface(operation, iface);
  if (!isEthernet(state)) {
    throw notEthernet(operation, iface, `hardware type ${state.hardwareType}`);
  }
  return new CapLink(options, operation, state);
}

/** Nanoseconds since the epoch on the clock of the frames' timestamps, so that other events can be dated on it. */
export function kernelTime(): bigint {
  return loadCap().now();
}

class CapLink implements FrameLink {
  readonly iface: string;
  readonly index: number;
  readonly mac: MacAddress;
  readonly #missedBefore: number;
  readonly precision: 'ns' | 'us';
  readonly #cap: Cap;
  /** The kernel hides from a socket what the same socket sends, so a capture sends through a second one. */
  #sender: Cap | undefined;
  readonly #buffer: Uint8Array;
  readonly #waitMs: number;
  readonly #queue: BatchQueue<CapturedFrame>;
  readonly #side: LinkSide | undefined;
  readonly #ownSources = new Set<number>();
  #lastSource = -1;
  /** Milliseconds since the epoch. */
  #carrierSeenAt = 0;
  #isOpen = true;
  #hasFailed = false;
  #closing: Promise<void> | undefined;
  #statistics = NOTHING_YET;
  /** Frames delivered so far. */
  #read = 0;
  /** While closing: frames that were counted before and are still to be delivered. */
  #due = Number.POSITIVE_INFINITY;
  #onBatch: (() => void) | undefined;

  constructor(options: LinkOptions, operation: LinkOperation, {index, mac, missed}: LinkInterface) {
    const {
      iface,
      filter = '',
      receive = true,
      sends = false,
      side,
      promiscuous = true,
      bufferBytes = DEFAULT_BUFFER_BYTES,
    } = options;
    const {snapLength = DEFAULT_SNAP_LENGTH, waitMs = DEFAULT_WAIT_MS} = options;
    checkRange('snap length', snapLength, 1, MAX_SNAP_LENGTH);
    checkRange('buffer', bufferBytes, 1, 0x7fffffff);
    checkRange('wait', waitMs, 1, MAX_WAIT_MS);
    this.#waitMs = waitMs;
    this.iface = iface;
    this.index = index;
    this.mac = mac;
    this.#missedBefore = missed;
    this.#side = side;
    this.#ownSources.add(numberOf(mac));
    this.#buffer = new Uint8Array(receive ? BATCH_OCTETS + RECORD_HEADER_LENGTH + snapLength : 0);
    this.#cap = new (loadCap())();
    if (!receive) this.#sender = this.#cap;
    this.#queue = new BatchQueue({
      limit: QUEUE_FRAMES,
      // Closing delivers everything that has arrived.
      pause: () => this.#isOpen && this.#cap.pause(),
      resume: () => this.#cap.resume(),
    });
    this.#cap.on('batch', count => this.#receive(count));
    this.#cap.on('error', error => this.#fail(error));
    try {
      const linkType = this.#cap.open(iface, filter, bufferBytes, this.#buffer, {
        snapLength,
        promiscuous,
        immediate: false,
        timeout: waitMs,
        batch: BATCH_FRAMES,
        receive,
        incoming: side !== 'leaving',
        outgoing: side !== 'arriving',
      });
      if (linkType !== 'ETHERNET') throw notEthernet(operation, iface, linkType);
      this.precision = this.#cap.precision();
      if (sends) this.#sender ??= this.#openSender();
    } catch (error) {
      this.#cap.close();
      throw error instanceof VipError ? error : linkError({operation, iface, filter}, error);
    }
  }

  send(frame: Uint8Array): void {
    checkSendable(frame, this.iface, this.#isOpen);
    this.#checkCarrier();
    this.#trySend(frame, sender => sender.send(frame));
    this.#addSource(frame);
  }

  sendAll(frames: readonly Uint8Array[]): void {
    for (const frame of frames) checkSendable(frame, this.iface, this.#isOpen);
    for (let first = 0; first < frames.length; ) {
      const some = frames.slice(first, first + SEND_FRAMES);
      this.#checkCarrier();
      first += this.#trySend(some[0] as Uint8Array, sender => sender.sendBatch(some));
    }
    for (const frame of frames) this.#addSource(frame);
  }

  #trySend<T>(frame: Uint8Array, attempt: (sender: Cap) => T): T {
    try {
      this.#sender ??= this.#openSender();
      return attempt(this.#sender);
    } catch (error) {
      throw linkError({operation: 'send', iface: this.iface, frameLength: frame.length}, error);
    }
  }

  /**
   * Without a carrier, the kernel accepts a frame, drops it and reports success. Checking takes ten times as long as
   * sending a frame, so it is done once per millisecond. (IFF_RUNNING would cost little, but lags by up to a second.)
   */
  #checkCarrier(): void {
    const now = Date.now(); // setting the clock only causes one more check
    if (now === this.#carrierSeenAt) return;
    const state = readLinkInterface(this.index);
    // If the interface is down or gone, the kernel refuses by itself, with the reason.
    if (state?.isUp === true && !state.hasCarrier) throw noCarrier(this.iface);
    this.#carrierSeenAt = now;
  }

  #addSource(frame: Uint8Array): void {
    const source = sourceNumber(frame) as number;
    if (source !== this.#lastSource) this.#ownSources.add(source);
    this.#lastSource = source;
  }

  #openSender(): Cap {
    const sender = new (loadCap())();
    sender.open(this.iface, '', 0, this.#buffer, {receive: false});
    return sender;
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
      if (this.#sender !== this.#cap) await this.#handOver(this.statistics());
    } finally {
      this.#queue.end();
      this.#sender?.close(); // takes no time
      if (this.#sender !== this.#cap) await new Promise<void>(resolve => this.#cap.close(resolve));
    }
  }

  async #handOver({received, dropped}: LinkStatistics): Promise<void> {
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
    const own = this.#side === undefined ? this.#ownSources : this.#side === 'leaving';
    const frames = readRecords(this.#buffer, Math.min(count, this.#due), own);
    this.#read += frames.length;
    this.#due -= frames.length;
    if (frames.length > 0) this.#queue.push(frames);
    this.#onBatch?.();
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

function numberOf(mac: MacAddress): number {
  const frame = new Uint8Array(ETHERNET_HEADER_LENGTH);
  writeMac(frame, 6, mac);
  return sourceNumber(frame) as number;
}
