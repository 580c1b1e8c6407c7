/**
 * The frames that a place would have captured: only a missing one of these shows anything. Pure.
 *
 * @module
 */

import type {ViewedKind} from '@vip/arp';
import {timeOriginOf} from '../clocks/place-time.js';
import type {Together} from '../together.js';

/** An interval in which a place is expected to capture, by the common clock. Nanoseconds. */
interface Covered {
  readonly from: number;
  readonly to: number;
}

/** Margin after the beginning of a capture, and before its end, in which it may lack frames. Nanoseconds. */
const MARGIN_NS = 10_000_000;

export class Coverage {
  /** The intervals of each place. */
  readonly #covered: readonly (readonly Covered[])[];
  /** The segments of each place. */
  readonly #segments: readonly ReadonlySet<number>[];
  readonly #kinds: readonly ReadonlyMap<ViewedKind, unknown>[];

  constructor({surveys, clocks: {parts}, segments}: Together) {
    const base = timeOriginOf(parts);
    this.#covered = surveys.map((_, place) =>
      parts
        .filter(part => part.place === place)
        .map(({from, to, boundNs}) => ({
          from: Number(from - base) + boundNs + MARGIN_NS,
          to: Number(to - base) - boundNs - MARGIN_NS,
        })),
    );
    this.#segments = surveys.map((_, place) => segments.at(place));
    this.#kinds = surveys.map(({kinds}) => kinds);
  }

  /** Whether the place was capturing at this time, in nanoseconds. */
  covers(place: number, at: number): boolean {
    for (const {from, to} of this.#covered[place] ?? []) if (at >= from && at <= to) return true;
    return false;
  }

  /**
   * Whether the place has frames of this kind at all, so that neither a filter nor a switch keeps them out.
   */
  hears(place: number, kind: ViewedKind, segment: number): boolean {
    return this.#kinds[place]?.has(kind) === true && this.#segments[place]?.has(segment) === true;
  }
}
