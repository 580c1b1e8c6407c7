/**
 * The interfaces of the places, each with its segment. Pure.
 *
 * @module
 */

import type {Segments} from './segments.js';

/** An interface of a place, and its segment. */
interface Port {
  readonly iface: string;
  readonly segment: number;
  readonly name: string;
}

export class Ports {
  /** The last interface of each place: the next frame is usually of the same. */
  readonly #last: Port[] = [];

  constructor(readonly segments: Segments) {}

  of(place: number, iface: string): Port {
    const last = this.#last[place];
    if (last?.iface === iface) return last;
    const segment = this.segments.numberOf(place, iface);
    const port = {iface, segment, name: this.segments.nameOf(segment)};
    this.#last[place] = port;
    return port;
  }
}
