/**
 * The interface of a machine that is reached as a source of frames, by its own clock.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis';
import type {VipError} from '@vip/arp';
import type {CaptureRecord} from '@vip/arp/capture-file';
import type {CaptureEnding, CaptureSource} from '../capture/source.js';
import {openCapture} from './capture-source.js';
import type {Machine} from './machine.js';

type Take = (frames: readonly SeenFrame[]) => Promise<void> | void;

export class RemoteCapture implements CaptureSource {
  readonly kind = 'live';
  readonly #source: Awaited<ReturnType<typeof openCapture>>;
  readonly #begin: (take: Take) => void;
  readonly #counts: {received: number; dropped: number};

  /** Resolves when it captures. @throws VipError with the machine's name and what tcpdump said */
  static async open(
    {node, reach, iface}: Machine,
    filter: string,
    signal?: AbortSignal,
  ): Promise<RemoteCapture> {
    let begin: (take: Take) => void = () => {};
    // Until somebody reads, nothing is read there either.
    const reader = new Promise<Take>(resolve => {
      begin = resolve;
    });
    const counts = {received: 0, dropped: 0};
    const take = async (records: readonly CaptureRecord[]) => {
      counts.received += records.length;
      const hand = await reader;
      await hand(records.map(({at = 0n, bytes, length, linkType}) => ({iface, at, bytes, length, linkType})));
    };
    const source = await openCapture({node, reach, signal, iface, side: 'both', filter, take});
    return new RemoteCapture(source, begin, counts);
  }

  private constructor(
    source: Awaited<ReturnType<typeof openCapture>>,
    begin: (take: Take) => void,
    counts: {received: number; dropped: number},
  ) {
    this.#source = source;
    this.#begin = begin;
    this.#counts = counts;
  }

  /** @throws VipError that names the machine, when its capture ends by itself */
  async read(take: Take): Promise<CaptureEnding> {
    this.#begin(take);
    const reason: VipError | undefined = await this.#source.ended;
    await this.#source.stop();
    if (reason !== undefined) throw reason;
    this.#counts.dropped = (await this.#source.counts()).dropped;
    const contents = this.#counts.received === 0 ? 'no packets' : 'packets';
    return {damage: undefined, foreign: new Map(), contents};
  }

  /** What it has dropped is known at its end. */
  counts() {
    return this.#counts;
  }

  async close(): Promise<void> {
    this.#begin(() => {});
    await this.#source.stop();
  }
}
