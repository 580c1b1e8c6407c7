/**
 * What a link is, whatever is behind it: an interface of this machine, or a segment in memory.
 *
 * @module
 */

import type {MacAddress} from '../wire/address/mac.js';
import {VipError} from '../wire/errors.js';
import {ETHERNET_HEADER_LENGTH} from '../wire/frame/ethernet.js';
import type {CapturedFrame} from './captured-frame.js';
import {closed} from './link-words.js';

/** What was counted since the link was opened. */
export interface LinkStatistics {
  /** Frames that passed the filter, the dropped ones included: those handed over and `dropped` add up to it. */
  readonly received: number;
  /** Frames for which there was no room in the kernel's ring. */
  readonly dropped: number;
  /** Frames the hardware had no room for, where it counts them. */
  readonly interfaceDropped: number;
}

/** How long one waits for frames. */
export interface WaitOptions {
  /** Ends the loop with its reason when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A link on which Ethernet frames are sent and captured. Code that takes one can be tested with one in memory. */
export interface FrameLink extends AsyncDisposable {
  readonly iface: string;
  /** The interface's index, which stays when it is renamed. */
  readonly index: number;
  /** The interface's own MAC when the link was opened. */
  readonly mac: MacAddress;
  /** How fine the frames' timestamps are; they are given in nanoseconds either way. */
  readonly precision: 'ns' | 'us';
  /** @throws VipError `INTERFACE_DOWN`, `NO_INTERFACE`, `SEND_FAILED` or `CLOSED`: then nothing left */
  send(frame: Uint8Array): void;
  /**
   * Sends frames in this order, 64 with one call of the kernel: a quarter more a second than `send` one by one.
   *
   * @throws VipError as `send`, about the first that could not be sent; those before it may have left
   */
  sendAll(frames: readonly Uint8Array[]): void;
  /** As `frames`: `for await (const frame of link)`. */
  [Symbol.asyncIterator](): AsyncIterator<CapturedFrame>;
  /**
   * The frames as they come, many at a time. A slow consumer leaves them in the kernel's ring, where those that
   * find no room are counted as dropped. Ends when the link is closed; throws a VipError when the interface
   * disappears, and the signal's reason when that is aborted: the frames that waited are there for a further loop. An interface that
   * goes down and up again goes on. Several loops share the frames.
   */
  batches(options?: WaitOptions): AsyncIterable<readonly CapturedFrame[]>;
  /** As `batches`, one by one. */
  frames(options?: WaitOptions): AsyncIterable<CapturedFrame>;
  /** After `close` the last values. */
  statistics(): LinkStatistics;
  /** Hands over what the kernel had counted until now, then ends. A second call waits for the first. */
  close(): Promise<void>;
}

/** @throws VipError `CLOSED` for a link that is, `SEND_FAILED` for fewer octets than an Ethernet header has */
export function checkSendable({length}: Uint8Array, iface: string, isOpen: boolean): void {
  if (!isOpen) throw closed('send', iface);
  if (length >= ETHERNET_HEADER_LENGTH) return;
  const problem = `expected at least ${ETHERNET_HEADER_LENGTH} octets, got ${length}`;
  throw new VipError('SEND_FAILED', `send ${iface}: ${problem}`);
}
