/**
 * The interface of a remote machine as a source of frames, dated by its own clock.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis/internal';
import type {VipError} from '@vip/arp';
import type {CaptureRecord} from '@vip/arp/capture-file';
import type {CaptureEnding, CaptureSource} from '../capture/source.js';
import {openCapture, type RemoteCaptureCounts} from './capture-source.js';
import type {Machine} from './machine.js';

type Take = (frames: readonly SeenFrame[]) => Promise<void> | void;

export class RemoteCapture implements CaptureSource {
  readonly kind = 'live';
  readonly #source: Awaited<ReturnType<typeof openCapture>>;
  readonly #hand: Handing;
  #dropped = 0;
  #countedAt: bigint | undefined;
  #droppedSince: bigint | undefined;

  /** Resolves when it captures. @throws VipError with the machine's name and what tcpdump said */
  static async open(
    {node, reach, iface}: Machine,
    filter: string,
    signal?: AbortSignal,
  ): Promise<RemoteCapture> {
    const hand = new Handing(iface);
    const take = (records: readonly CaptureRecord[]) => hand.take(records);
    let capture: RemoteCapture | undefined;
    const counted = (counts: RemoteCaptureCounts) => {
      if (capture !== undefined) capture.#count(counts);
    };
    const source = await openCapture({node, reach, signal, iface, side: 'both', filter, take, counted});
    capture = new RemoteCapture(source, hand);
    return capture;
  }

  private constructor(source: Awaited<ReturnType<typeof openCapture>>, hand: Handing) {
    this.#source = source;
    this.#hand = hand;
  }

  /** @throws VipError that names the machine, if its capture ends unexpectedly */
  async read(take: Take): Promise<CaptureEnding> {
    await this.#hand.to(take);
    const reason: VipError | undefined = await this.#source.ended;
    await this.#source.stop();
    if (reason !== undefined) throw reason;
    this.#count(await this.#source.counts());
    const contents = this.#hand.count === 0 ? 'no packets' : 'packets';
    return {damage: undefined, foreign: new Map(), contents};
  }

  /** The count of dropped frames is a few seconds old, or known only at the end if tcpdump does not report it earlier. */
  counts() {
    return {received: this.#hand.count, dropped: this.#dropped};
  }

  /** Since when, by our clock, it may have dropped the frames counted last. Nanoseconds; undefined if since it began. */
  get droppedSince(): bigint | undefined {
    return this.#droppedSince;
  }

  #count({dropped, at}: RemoteCaptureCounts): void {
    if (dropped > this.#dropped) this.#droppedSince = this.#countedAt;
    this.#dropped = dropped;
    this.#countedAt = at;
  }

  close(): Promise<void> {
    return this.#source.stop();
  }
}

/** Hands frames on as they come, and keeps those that come before there is a taker, while other machines are still being opened. */
class Handing {
  #early: SeenFrame[] = [];
  #take: Take | undefined;
  count = 0;

  constructor(readonly iface: string) {}

  async take(records: readonly CaptureRecord[]): Promise<void> {
    const {iface} = this;
    this.count += records.length;
    const frames = records.map(({at = 0n, bytes, length, linkType}) => ({
      iface,
      at,
      bytes,
      length,
      linkType,
    }));
    if (this.#take === undefined) this.#early = this.#early.concat(frames);
    else await this.#take(frames);
  }

  async to(take: Take): Promise<void> {
    const early = this.#early;
    this.#early = [];
    this.#take = take;
    await take(early);
  }
}
