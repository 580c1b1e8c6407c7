/**
 * A collector keeps everything it saw until it is full, but a watch runs for months. So collectors take turns: the next one begins, with
 * the known owners, while the current one continues for as long as earlier frames may matter. The examined period is always the last five
 * to fifteen minutes, in the memory of two collectors. The first turn is after ten minutes, like all later ones, so that a watch's memory
 * does not grow after that.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {FrameColumns} from '../capture/frame-columns.js';
import type {Collector} from '../explain/collect/collector.js';
import {createCollector} from '../explain/collect/frame-collector.js';
import type {Twins} from '../explain/frames/twins.js';
import type {KnownAddress} from './state.js';

/** The time between turns. Nanoseconds. */
export interface Turns {
  /** The time until the next one begins. */
  readonly afterNs: bigint;
  /** The overlap: five minutes, the longest that a verdict looks back (flapping). */
  readonly overlapNs: bigint;
  /** Maximum extension of a turn while something has not ended. */
  readonly mostNs: bigint;
}

export const TURNS: Turns = {
  afterNs: 600_000_000_000n,
  overlapNs: 310_000_000_000n,
  mostNs: 3_600_000_000_000n,
};

/** Number of announcements, questions etc. that a collector keeps for each named address in a quarter of an hour. */
const NOTES_EACH = 160;

export interface GenerationOptions {
  readonly keys?: readonly Uint8Array[] | undefined;
  readonly turns?: Turns | undefined;
  /** Networks seen both tagged and untagged: knowledge shared by successive collectors. */
  readonly twins: Twins;
  /** The known owners when the next one begins. */
  readonly known: () => readonly KnownAddress[];
}

interface Generation {
  readonly collector: Collector;
  /** Nanoseconds. */
  readonly since: bigint;
}

export class Generations {
  readonly #turns: Turns;
  #ips: readonly IpAddress[] | undefined;
  #current: Generation | undefined;
  #next: Generation | undefined;
  /** Time at which the next one begins. Nanoseconds. */
  #nextAt = 0n;

  constructor(
    ips: readonly IpAddress[] | undefined,
    readonly options: GenerationOptions,
  ) {
    this.#ips = ips;
    this.#turns = options.turns ?? TURNS;
  }

  /** In order. */
  take(frames: FrameColumns, index: number, frame: number, at: bigint): void {
    this.#current ??= this.#first(at);
    this.#current.collector.takeInOrder(frames, index, frame, at);
    this.#next?.collector.takeInOrder(frames, index, frame, at);
  }

  get current(): Generation | undefined {
    return this.#current;
  }

  /** Changes the addresses to report. */
  ask(ips: readonly IpAddress[] | undefined): void {
    this.#ips = ips;
    this.#current?.collector.request(ips);
    this.#next?.collector.request(ips);
  }

  /** @param isBusy whether something has not ended yet. @returns whether the next one has taken over */
  turn(now: bigint, isBusy: boolean): boolean {
    const {overlapNs, mostNs} = this.#turns;
    const current = this.#current;
    if (current === undefined) return false;
    if (this.#next === undefined && now >= this.#nextAt) this.#next = this.#begin(now);
    const next = this.#next;
    if (next === undefined || now - next.since < overlapNs) return false;
    if (isBusy && now - current.since < mostNs) return false;
    this.#current = next;
    this.#next = undefined;
    this.#nextAt = next.since + this.#turns.afterNs;
    return true;
  }

  /** As if a previous one had begun one overlap ago. */
  #first(since: bigint): Generation {
    const {afterNs, overlapNs} = this.#turns;
    this.#nextAt = since + (afterNs > overlapNs ? afterNs - overlapNs : 0n);
    return this.#begin(since);
  }

  #begin(since: bigint): Generation {
    const ips = this.#ips;
    const {keys, known, twins} = this.options;
    const notes = (ips?.length ?? 0) * NOTES_EACH;
    return {since, collector: createCollector({ips, keys, notes, twins, known: known()})};
  }
}
