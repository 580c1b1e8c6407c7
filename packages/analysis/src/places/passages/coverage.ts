/**
 * What is expected of a place: a missing frame shows something only if the place would have captured it. Pure.
 *
 * @module
 */

import type {ViewedKind} from '@vip/arp';
import {timeOriginOf} from '../clocks/place-time.js';
import type {Together} from '../together.js';

/** Times of a place in which something is expected of it, by the clock of all. Nanoseconds. */
interface Covered {
  readonly from: number;
  readonly to: number;
}

/** This shortly after a capture began, and before it ended, nothing is expected of it. Nanoseconds. */
const MARGIN_NS = 10_000_000;

export class Coverage {
  /** By place. */
  readonly #covered: readonly (readonly Covered[])[];
  /** The segments of its interfaces, by place. */
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
    this.#segments = surveys.map(
      ({ifaces}, place) => new Set([...ifaces.keys()].map(iface => segments.numberOf(place, iface))),
    );
    this.#kinds = surveys.map(({kinds}) => kinds);
  }

  /** Whether it captured at this time. Nanoseconds. */
  covers(place: number, at: number): boolean {
    for (const {from, to} of this.#covered[place] ?? []) if (at >= from && at <= to) return true;
    return false;
  }

  /** Whether it has such frames at all: no filter keeps them out, nor does a switch. */
  hears(place: number, kind: ViewedKind, segment: number): boolean {
    return this.#kinds[place]?.has(kind) === true && this.#segments[place]?.has(segment) === true;
  }
}
