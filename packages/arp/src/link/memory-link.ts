/**
 * Links without a network: a frame sent on one of them arrives on all. For testing code that takes a `FrameLink`, without a
 * privilege, an interface or libpcap.
 *
 * ```ts
 * const [node, neighbour] = memoryLinks();
 * node.send(frame);
 * for await (const {bytes, own} of neighbour) console.log(formatFrame(bytes), own);
 * ```
 *
 * @module
 */

import type {MacAddress} from '../wire/address/mac.js';
import {macOfNumber} from '../wire/address/mac-number.js';
import {checkRange} from '../wire/check.js';
import {BatchQueue} from './batch-queue.js';
import type {CapturedFrame} from './captured-frame.js';
import {checkSendable, type FrameLink, type LinkStatistics, type WaitOptions} from './frame-link.js';

/** Properties of the segment. */
export interface MemoryLinkOptions {
  /** Number of links, 1 to 1000; two by default. */
  readonly count?: number;
  /** The time of a frame, in nanoseconds since the epoch; the machine's clock by default. */
  readonly now?: () => bigint;
}

/** First of the locally administered MACs: `02:00:00:00:00:01`, and so on. */
const FIRST_MAC = 0x02_00_00_00_00_01;
const MAX_LINKS = 1000;
/** A sender in memory is never paused; frames wait until they are read. */
const UNBOUNDED = {limit: Number.POSITIVE_INFINITY, pause: () => {}, resume: () => {}};

/**
 * Links on one segment of their own, named `memory0`, `memory1` and so on. As on an interface, a link receives what it sends itself, with
 * `own` set.
 *
 * @throws VipError `BAD_ARGUMENT` for a count outside its range
 */
export function memoryLinks(options: MemoryLinkOptions & {readonly count: number}): FrameLink[];
export function memoryLinks(options?: Omit<MemoryLinkOptions, 'count'>): [FrameLink, FrameLink];
export function memoryLinks({count = 2, now = machineTime}: MemoryLinkOptions = {}): FrameLink[] {
  checkRange('memory links count', count, 1, MAX_LINKS);
  const links: MemoryLink[] = [];
  for (let index = 0; index < count; index++) links.push(new MemoryLink(index, links, now));
  return links;
}

function machineTime(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

class MemoryLink implements FrameLink {
  readonly iface: string;
  readonly index: number;
  readonly mac: MacAddress;
  readonly precision = 'ns';
  readonly #segment: readonly MemoryLink[];
  readonly #now: () => bigint;
  readonly #queue = new BatchQueue<CapturedFrame>(UNBOUNDED);
  #isOpen = true;
  #received = 0;

  constructor(number: number, segment: readonly MemoryLink[], now: () => bigint) {
    this.iface = `memory${number}`;
    this.index = number + 1;
    this.mac = macOfNumber(FIRST_MAC + number) as MacAddress;
    this.#segment = segment;
    this.#now = now;
  }

  send(frame: Uint8Array): void {
    this.sendAll([frame]);
  }

  sendAll(frames: readonly Uint8Array[]): void {
    for (const frame of frames) checkSendable(frame, this.iface, this.#isOpen);
    const at = this.#now();
    for (const link of this.#segment) link.#hear(frames, at, link === this);
  }

  #hear(frames: readonly Uint8Array[], at: bigint, own: boolean): void {
    if (!this.#isOpen) return;
    this.#received += frames.length;
    this.#queue.push(frames.map(frame => ({at, bytes: frame.slice(), length: frame.length, own})));
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
    return {received: this.#received, dropped: 0, interfaceDropped: 0};
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#queue.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
