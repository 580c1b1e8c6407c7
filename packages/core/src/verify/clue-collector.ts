/**
 * Collects clues from the frames of a link: which stations asked for a VIP, where the neighbours are, to which MAC they send.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {CapturedFrame} from '@vip/arp/link';
import {type Clue, type ClueOptions, cluesOf, type DeliveryClue} from './clue.js';

/** The part of a link that is needed; `FrameLink` has it. */
export interface WitnessLink {
  batches(): AsyncIterable<readonly CapturedFrame[]>;
}

export interface WitnessOptions extends ClueOptions {
  readonly vips: readonly IpAddress[];
  /** Whether an address is on this link: through a router, packets come from anywhere. */
  readonly isOnLink: (ip: IpAddress) => boolean;
}

/** A neighbour and an address that it should believe. Both are of one family. */
export interface NeighbourOfVip {
  readonly vip: IpAddress;
  readonly neighbour: IpAddress;
}

/** Maximum number of addresses kept: any station can put any number of them on the wire. */
const MAX_KEPT = 1024;

export class ClueCollector {
  readonly #options: WitnessOptions;
  readonly #macs = new Map<IpAddress, MacAddress>();
  readonly #answers = new Map<number, DeliveryClue>();
  readonly #asked = new Map<string, bigint>();
  readonly #sent = new Map<string, {at: bigint; delivery: DeliveryClue}>();
  readonly #seen = new Map<string, NeighbourOfVip>();
  readonly #listening: Promise<void>;
  readonly #wake = new Set<() => void>();

  constructor(link: WitnessLink, options: WitnessOptions) {
    this.#options = options;
    this.#listening = this.#listen(link);
    this.#listening.catch(() => {}); // reported to whoever waits
  }

  /** Stations that showed an interest in a VIP, in order of appearance. */
  seen(): NeighbourOfVip[] {
    return [...this.#seen.values()];
  }

  macOf(neighbour: IpAddress): MacAddress | undefined {
    return this.#macs.get(neighbour);
  }

  /** The answer to our question of this number. */
  answerTo(sequence: number): DeliveryClue | undefined {
    return this.#answers.get(sequence);
  }

  /** Whether the neighbour itself asked for the VIP, at this time or later. */
  hasAskedSince(pair: NeighbourOfVip, since: bigint): boolean {
    return (this.#asked.get(keyOf(pair)) ?? -1n) >= since;
  }

  /** What the neighbour sent to the VIP last, at this time or later. */
  sentSince(pair: NeighbourOfVip, since: bigint): DeliveryClue | undefined {
    const last = this.#sent.get(keyOf(pair));
    return last !== undefined && last.at >= since ? last.delivery : undefined;
  }

  /**
   * Resolves when the condition holds, or after this many milliseconds.
   *
   * @throws VipError when the link ended with one
   */
  async until(isSo: () => boolean, ms: number, signal?: AbortSignal): Promise<void> {
    if (isSo()) return;
    let check = () => {};
    let timer: NodeJS.Timeout | undefined;
    const stop = () => check();
    try {
      const waiting = new Promise<void>((resolve, reject) => {
        check = () => {
          if (signal?.aborted === true) reject(signal.reason);
          else if (isSo()) resolve();
        };
        // setImmediate, so that frames that had arrived by then are examined first.
        timer = setTimeout(() => setImmediate(resolve), ms);
        this.#wake.add(check);
        signal?.addEventListener('abort', stop);
        check();
      });
      await Promise.race([waiting, this.#failure()]);
    } finally {
      clearTimeout(timer);
      this.#wake.delete(check);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Rejects when listening does, and never resolves: an end without an error means that the link was closed. */
  #failure(): Promise<never> {
    return new Promise((_, reject) => {
      this.#listening.catch(reject);
    });
  }

  async #listen(link: WitnessLink): Promise<void> {
    for await (const batch of link.batches()) {
      for (const {at, bytes, own} of batch) {
        if (own) continue;
        for (const clue of cluesOf(bytes, this.#options)) this.#note(clue, at);
      }
      for (const check of this.#wake) check();
    }
  }

  #note(clue: Clue, at: bigint): void {
    const {vips} = this.#options;
    switch (clue.kind) {
      case 'whereabouts':
        keep(this.#macs, clue.ip, clue.mac);
        return;
      case 'interest': {
        if (!vips.includes(clue.ip)) return;
        const pair = {vip: clue.ip, neighbour: clue.from};
        this.#see(pair);
        if (clue.asks) keep(this.#asked, keyOf(pair), at);
        return;
      }
      case 'delivery': {
        if (clue.sequence !== undefined && !this.#answers.has(clue.sequence))
          this.#answers.set(clue.sequence, clue);
        if (!vips.includes(clue.to)) return;
        const pair = {vip: clue.to, neighbour: clue.from};
        if (!this.#seen.has(keyOf(pair)) && this.#options.isOnLink(clue.from)) this.#see(pair);
        keep(this.#sent, keyOf(pair), {at, delivery: clue});
      }
    }
  }

  #see(pair: NeighbourOfVip): void {
    if (!this.#options.vips.includes(pair.neighbour)) keep(this.#seen, keyOf(pair), pair);
  }
}

function keyOf({vip, neighbour}: NeighbourOfVip): string {
  return `${vip} ${neighbour}`;
}

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (map.has(key) || map.size < MAX_KEPT) map.set(key, value);
}
