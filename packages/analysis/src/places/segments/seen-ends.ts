/**
 * Counts of frames between machines, by the interface where they were seen. Bounded.
 *
 * @module
 */

import {type FrameView, UNKNOWN_MAC} from '@vip/arp';
import {pairHash} from '../../collections/pair-hash.js';

/** Maximum number of sources counted at an interface, and of destinations of each. */
const MOST_MACS = 256;

/** A number that grows. */
export interface Count {
  frames: number;
}

/** Number of unicast frames at an interface, by source and destination. */
export type PortEnds = Map<number, Map<number, Count>>;

/** Number of ends cached in front of the maps, a power of two. */
const RECENT_ENDS = 1024;

/** The ends of a frame, with their count. */
interface CountedEnds {
  readonly iface: number;
  readonly source: number;
  readonly destination: number;
  readonly count: Count;
}

export class SeenEnds {
  readonly byIface: PortEnds[] = [];
  readonly #recent = new Array<CountedEnds | undefined>(RECENT_ENDS).fill(undefined);

  /** Counts a unicast frame at an interface. */
  note({sourceMac, destinationMac}: FrameView, iface: number): void {
    if (sourceMac === UNKNOWN_MAC || destinationMac === UNKNOWN_MAC) return;
    const place = pairHash(sourceMac, destinationMac) & (RECENT_ENDS - 1);
    const recent = this.#recent[place];
    if (recent?.iface === iface && recent.source === sourceMac && recent.destination === destinationMac) {
      recent.count.frames++;
      return;
    }
    const count = this.#countOf(iface, sourceMac, destinationMac);
    if (count === undefined) return;
    count.frames++;
    this.#recent[place] = {iface, source: sourceMac, destination: destinationMac, count};
  }

  /** Undefined if there are too many. */
  #countOf(iface: number, source: number, destination: number): Count | undefined {
    const ends: PortEnds = this.byIface[iface] ?? new Map();
    this.byIface[iface] = ends;
    let from = ends.get(source);
    if (from === undefined) {
      if (ends.size >= MOST_MACS) return undefined;
      from = new Map();
      ends.set(source, from);
    }
    const known = from.get(destination);
    if (known !== undefined || from.size >= MOST_MACS) return known;
    const made = {frames: 0};
    from.set(destination, made);
    return made;
  }
}
