/**
 * The networks of the places, each with its segment. Pure.
 *
 * @module
 */

import {IfaceNames, type SeenNetwork} from '../../explain/frames/networks.js';
import {PortCopies} from './port-copies.js';
import type {Segment, Segments} from './segments.js';

/** A network of a place. */
export interface Port extends SeenNetwork {
  /** By `ifaceName`. */
  readonly iface: string;
  readonly segment: Segment;
  /** Frames that its place sees at other interfaces of the segment as well; undefined if it has none. */
  readonly copies: PortCopies | undefined;
}

export class Ports {
  /** The last network of each place: the next frame is usually of the same. */
  readonly #last: Port[] = [];
  readonly #copies: PortCopies[] = [];
  readonly #names = new IfaceNames();

  constructor(readonly segments: Segments) {}

  /** @param index of the interface in a cooked packet; negative for others */
  of(place: number, iface: string, index: number, vlans: string): Port {
    const last = this.#last[place];
    const name = this.#names.of(iface, index);
    if (last?.iface === name && last.vlans === vlans) return last;
    const segment = this.segments.of(place, name, vlans);
    const copies = this.segments.isSeenAtSeveral(place, segment) ? this.#copiesAt(place) : undefined;
    const port = {iface: name, vlans, segment, copies};
    this.#last[place] = port;
    return port;
  }

  #copiesAt(place: number): PortCopies {
    const copies = this.#copies[place] ?? new PortCopies();
    this.#copies[place] = copies;
    return copies;
  }
}
