// Users' compilers know AsyncDisposable only if they are told to.
/// <reference lib="esnext.disposable" preserve="true" />

/**
 * The interface of a link, whether it is backed by an interface of this machine or by a segment in memory.
 *
 * @module
 */

import type {MacAddress} from '../wire/address/mac.js';
import {VipError} from '../wire/errors.js';
import {ETHERNET_HEADER_LENGTH} from '../wire/frame/ethernet.js';
import type {CapturedFrame} from './captured-frame.js';
import {closed} from './link-words.js';

/** Counters since the link was opened. */
export interface LinkStatistics {
  /** Frames that passed the filter, dropped ones included: the sum of those delivered and `dropped`. */
  readonly received: number;
  /** Frames dropped because the kernel's ring was full. */
  readonly dropped: number;
  /** Frames dropped by the hardware, if it counts them. */
  readonly interfaceDropped: number;
}

/** How long to wait for frames. */
export interface WaitOptions {
  /** Ends the loop with its reason when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A link on which Ethernet frames are sent and captured. Code that takes one can be tested with a link in memory. */
export interface FrameLink extends AsyncDisposable {
  readonly iface: string;
  /** The interface's index, which does not change when it is renamed. */
  readonly index: number;
  /** The interface's own MAC when the link was opened. */
  readonly mac: MacAddress;
  /** Resolution of the frames' timestamps, which are in nanoseconds either way. */
  readonly precision: 'ns' | 'us';
  /** @throws VipError `INTERFACE_DOWN`, `NO_INTERFACE`, `SEND_FAILED` or `CLOSED`: then nothing was sent */
  send(frame: Uint8Array): void;
  /**
   * Sends frames in this order, 64 per system call: 25 % more per second than with `send`.
   *
   * @throws VipError as `send`, for the first that could not be sent; those before it may have been sent
   */
  sendAll(frames: readonly Uint8Array[]): void;
  /** As `frames`: `for await (const frame of link)`. */
  [Symbol.asyncIterator](): AsyncIterator<CapturedFrame>;
  /**
   * The frames as they arrive, many at a time. A slow consumer leaves them in the kernel's ring, where those that
   * do not fit are counted as dropped. Ends when the link is closed; throws a VipError if the interface
   * disappears, and the signal's reason when that is aborted: waiting frames remain available to another loop. An interface that
   * goes down and up again continues. Concurrent loops share the frames.
   */
  batches(options?: WaitOptions): AsyncIterable<readonly CapturedFrame[]>;
  /** Like `batches`, one by one. */
  frames(options?: WaitOptions): AsyncIterable<CapturedFrame>;
  /** After `close`, the final values. */
  statistics(): LinkStatistics;
  /** Delivers the frames that the kernel has counted so far, then ends. A second call waits for the first. */
  close(): Promise<void>;
}

/** @throws VipError `CLOSED` if the link is closed, `SEND_FAILED` for fewer octets than an Ethernet header */
export function checkSendable({length}: Uint8Array, iface: string, isOpen: boolean): void {
  if (!isOpen) throw closed('send', iface);
  if (length >= ETHERNET_HEADER_LENGTH) return;
  const problem = `expected at least ${ETHERNET_HEADER_LENGTH} octets, got ${length}`;
  throw new VipError('SEND_FAILED', `send ${iface}: ${problem}`);
}
