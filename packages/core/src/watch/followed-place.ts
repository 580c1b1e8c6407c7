/**
 * One of the watched places. It delivers frames for months, across any loss of the connection.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {SeenFrames} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {LIFETIME_S} from '../cluster/guard.js';
import type {Vantage} from '../cluster/target.js';
import type {OpenVantage, Vantages} from '../cluster/vantages.js';

/** The delay between attempts to reach it: the first and the longest. Each is twice the one before. Milliseconds. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Shorter than the time after which programs there end by themselves. Milliseconds. */
const RENEWED_AFTER_MS = (LIFETIME_S - 600) * 1000;

/** The largest clock error that changes no event. A clock that is off by more was set. Nanoseconds. */
const SET_NS = 1_000_000_000n;

export interface FollowedPlaceOptions {
  readonly vantage: Vantage;
  /** Connects to it, in turn with the others. @throws VipError that names it */
  readonly open: (signal: AbortSignal) => Promise<Vantages>;
  readonly take: (frames: SeenFrames) => Promise<void> | void;
  /** Called when it starts or stops delivering frames, with a sentence without a full stop. */
  readonly changed: (isUp: boolean, text: string) => void;
}

export class FollowedPlace {
  readonly #options: FollowedPlaceOptions;
  readonly #past = {received: 0, dropped: 0};
  #vantages: Vantages | undefined;
  #aheadNs = 0n;
  /** By the clock there. Nanoseconds. */
  #reachedAt = 0n;
  #droppedSince: bigint | undefined;
  /** How often the connection was lost. */
  losses = 0;

  constructor(options: FollowedPlaceOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.vantage.name;
  }

  get isUp(): boolean {
    return this.#vantages !== undefined;
  }

  /** The time there, as far as it is known. Nanoseconds. */
  now(): bigint {
    return kernelTime() - this.#offsetNs();
  }

  /** By how much the clock there is ahead of ours, to the second; events dated by it stay in order. Nanoseconds. */
  get aheadNs(): bigint {
    const lately = -this.#offsetNs();
    const change = lately - this.#aheadNs;
    if (change >= SET_NS || change <= -SET_NS) this.#aheadNs = lately;
    return this.#aheadNs;
  }

  /** How many frames arrived, and how many the kernel there is known to have dropped. */
  counts() {
    const {received = 0, dropped = 0} = this.#vantages?.places[0]?.source.counts() ?? {};
    return {received: this.#past.received + received, dropped: this.#past.dropped + dropped};
  }

  /**
   * Since when, by the clock there, the kernel may have dropped the frames that `counts` last reported. Nanoseconds; undefined if drops are
   * reported as they happen, or if there are none yet.
   */
  get droppedSince(): bigint | undefined {
    const place = this.#vantages?.places[0];
    return place === undefined ? this.#droppedSince : this.#sinceOf(place);
  }

  /** @throws VipError when it cannot be reached */
  async reach(signal: AbortSignal): Promise<void> {
    const vantages = await this.#options.open(signal);
    this.#vantages = vantages;
    this.#aheadNs = -this.#offsetNs();
    this.#reachedAt = this.now();
  }

  /** Reads its frames until the signal, and reconnects whenever the connection is lost. */
  async follow(signal: AbortSignal): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const since = performance.now();
      if (this.#vantages !== undefined) await this.#read(signal);
      // A place that is lost again at once does not count as reached.
      if (performance.now() - since >= LONGEST_PAUSE_MS) pauseMs = FIRST_PAUSE_MS;
      if (signal.aborted) break;
      await sleep(pauseMs, undefined, {signal}).catch(() => {});
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      await this.#again(signal);
    }
    await this.#vantages?.[Symbol.asyncDispose]();
  }

  /** Ends the reading. */
  async close(): Promise<void> {
    await this.#vantages?.close();
  }

  async #read(signal: AbortSignal): Promise<void> {
    const {take, changed} = this.#options;
    const vantages = this.#vantages;
    const place = vantages?.places[0];
    if (vantages === undefined || place === undefined) return;
    const {source} = place;
    const close = () => {
      source.close().catch(() => {}); // reported to the reader
    };
    const renewal = place.machine === undefined ? undefined : setTimeout(close, RENEWED_AFTER_MS);
    let reason: string | undefined;
    try {
      await source.read(take);
    } catch (error) {
      if (!(error instanceof VipError)) throw error;
      reason = reasonOf(error, this.name);
    } finally {
      clearTimeout(renewal);
      this.#droppedSince = this.#sinceOf(place);
      this.#vantages = undefined;
      await vantages[Symbol.asyncDispose]();
    }
    const {received, dropped} = source.counts();
    this.#past.received += received;
    this.#past.dropped += dropped;
    if (signal.aborted) return;
    if (reason !== undefined) this.losses++;
    changed(false, reason === undefined ? 'connecting anew' : `lost: ${reason}; trying again`);
  }

  async #again(signal: AbortSignal): Promise<void> {
    try {
      await this.reach(signal);
      this.#options.changed(true, 'watched again');
    } catch (error) {
      // Its absence has been reported already.
      if (!(error instanceof VipError) && !signal.aborted) throw error;
    }
  }

  #sinceOf({source, machine}: OpenVantage): bigint | undefined {
    if (machine === undefined || source.counts().dropped === 0) return this.#droppedSince;
    const since = source.droppedSince;
    return since === undefined ? this.#reachedAt : since - this.#offsetNs();
  }

  /** The offset to add to times of that place, from the latest round trips. */
  #offsetNs(): bigint {
    const machine = this.#vantages?.places[0]?.machine;
    return machine === undefined ? -this.#aheadNs : machine.clock.bounds.latestNs;
  }
}

/** The reason without the name of the place, which is printed beside it. */
export function reasonOf(error: unknown, place: string): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.startsWith(`${place}: `) ? text.slice(place.length + 2) : text;
}
