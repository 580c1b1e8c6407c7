/**
 * The sending half of a link: its socket, the carrier, and the MACs that frames were sent from.
 *
 * @module
 */

import {type MacAddress, writeMac} from '../wire/address/mac.js';
import {ETHERNET_HEADER_LENGTH} from '../wire/frame/ethernet.js';
import {sourceNumber} from './captured-frame.js';
import {linkError, noCarrier} from './link-error.js';
import {type LinkInterface, readLinkInterface} from './link-interface.js';
import {type Cap, loadCap} from './native.js';

/** Maximum number of frames per sendmmsg(2). */
const SEND_FRAMES = 64;

export class LinkSender {
  /** The MACs that frames were sent from, and the interface's own, as `sourceNumber` has them. */
  readonly sources = new Set<number>();
  readonly #iface: string;
  readonly #index: number;
  #socket: Cap | undefined;
  #lastSource = -1;
  /** Milliseconds since the epoch. */
  #carrierSeenAt = 0;

  /**
   * @param state of the interface, as it is now
   * @param socket that is open already; by default, one is opened for the first frame. The kernel hides from a socket what the
   *   same socket sends, so a link that captures sends through a second one
   */
  constructor(
    iface: string,
    {index, mac, hasCarrier}: Pick<LinkInterface, 'index' | 'mac' | 'hasCarrier'>,
    socket?: Cap,
  ) {
    this.#iface = iface;
    this.#index = index;
    this.#socket = socket;
    if (hasCarrier) this.#carrierSeenAt = Date.now();
    this.sources.add(numberOf(mac));
  }

  /** @throws the error of `cap` */
  open(): Cap {
    if (this.#socket === undefined) {
      const socket = new (loadCap())();
      socket.open(this.#iface, '', 0, NO_OCTETS, {receive: false});
      this.#socket = socket;
    }
    return this.#socket;
  }

  /** @throws VipError as `FrameLink.send` */
  send(frame: Uint8Array): void {
    this.#checkCarrier();
    this.#try(frame, socket => socket.send(frame));
    this.#addSource(frame);
  }

  /** @throws VipError as `FrameLink.sendAll` */
  sendAll(frames: readonly Uint8Array[]): void {
    for (let first = 0; first < frames.length; ) {
      const some = frames.slice(first, first + SEND_FRAMES);
      this.#checkCarrier();
      first += this.#try(some[0] as Uint8Array, socket => socket.sendBatch(some));
    }
    for (const frame of frames) this.#addSource(frame);
  }

  /** Does not wait. */
  close(): void {
    this.#socket?.close();
  }

  #try<T>(frame: Uint8Array, attempt: (socket: Cap) => T): T {
    try {
      return attempt(this.open());
    } catch (error) {
      throw linkError({operation: 'send', iface: this.#iface, frameLength: frame.length}, error);
    }
  }

  /**
   * Without a carrier, the kernel accepts a frame, drops it and reports success. Checking takes ten times as long as
   * sending a frame, so it is done once per millisecond. (IFF_RUNNING would cost little, but lags by up to a second.)
   */
  #checkCarrier(): void {
    const now = Date.now(); // setting the clock only causes one more check
    if (now === this.#carrierSeenAt) return;
    const state = readLinkInterface(this.#index);
    // If the interface is down or gone, the kernel refuses by itself, with the reason.
    if (state?.isUp === true && !state.hasCarrier) throw noCarrier(this.#iface);
    this.#carrierSeenAt = now;
  }

  #addSource(frame: Uint8Array): void {
    const source = sourceNumber(frame) as number;
    if (source !== this.#lastSource) this.sources.add(source);
    this.#lastSource = source;
  }
}

const NO_OCTETS = new Uint8Array(0);

function numberOf(mac: MacAddress): number {
  const frame = new Uint8Array(ETHERNET_HEADER_LENGTH);
  writeMac(frame, 6, mac);
  return sourceNumber(frame) as number;
}
