/**
 * A collector keeps what it saw until it is full; a watch goes on for months. So collectors take turns: the next begins, knowing which machine
 * has what, while the present one goes on for as long as anything that happened before may still matter. What is examined is
 * always the last five to fifteen minutes, in the memory of two collectors; the first has its turn after ten minutes, as each has later,
 * so that a watch needs from then on no more than it did until then.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {SeenFrame} from '../capture/seen-frame.js';
import {type Collector, createCollector} from '../explain/collect/collector.js';
import type {Twins} from '../explain/frames/twins.js';
import type {KnownAddress} from './state.js';

/** How long they take turns after. Nanoseconds. */
export interface Turns {
  /** When the next begins. */
  readonly afterNs: bigint;
  /** How long both go on: five minutes, the longest that a verdict looks back (flapping). */
  readonly overlapNs: bigint;
  /** The most that one goes on while something has not ended. */
  readonly mostNs: bigint;
}

export const TURNS: Turns = {
  afterNs: 600_000_000_000n,
  overlapNs: 310_000_000_000n,
  mostNs: 3_600_000_000_000n,
};

/** Announcements, questions and the like that one keeps for each named address, for a quarter of an hour. */
const NOTES_EACH = 160;

export interface GenerationOptions {
  readonly keys?: readonly Uint8Array[] | undefined;
  readonly turns?: Turns | undefined;
  /** Networks that are seen with their tag and without it: what one collector learns holds for the next. */
  readonly twins: Twins;
  /** Which machine has which address, when the next begins. */
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
  /** When the next begins. Nanoseconds. */
  #nextAt = 0n;

  constructor(
    ips: readonly IpAddress[] | undefined,
    readonly options: GenerationOptions,
  ) {
    this.#ips = ips;
    this.#turns = options.turns ?? TURNS;
  }

  /** In order. */
  take(seen: SeenFrame, frame: number, at: bigint): void {
    this.#current ??= this.#first(at);
    this.#current.collector.takeInOrder(seen, frame, at);
    this.#next?.collector.takeInOrder(seen, frame, at);
  }

  get current(): Generation | undefined {
    return this.#current;
  }

  /** Other addresses from now on. */
  ask(ips: readonly IpAddress[] | undefined): void {
    this.#ips = ips;
    this.#current?.collector.request(ips);
    this.#next?.collector.request(ips);
  }

  /** @param isBusy whether something has not ended. @returns whether the next has taken its turn */
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

  /** As if one before it had begun as long ago as both go on. */
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
