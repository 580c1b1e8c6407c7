/**
 * Frames that one place sees at several interfaces of a segment, as at a bridge and at its ports: they passed once. Bounded.
 *
 * @module
 */

import {forgetOldest} from '../../collections/forget-oldest.js';
import {networkText, type SeenNetwork} from '../../explain/frames/networks.js';

/** Longest time from one sighting of a frame to the next. Nanoseconds. */
const TOGETHER_NS = 1_000_000;
const MOST = 4096;

/** A frame, or several equal ones, and how often each interface has seen it. */
interface Sighted {
  ns: number;
  /** The largest of these counts. */
  most: number;
  readonly sourceMac: number;
  readonly counts: Map<string, number>;
}

export class PortCopies {
  readonly #recent = new Map<number, Sighted>();

  /** Whether a frame was seen at another interface. One that is sent several times is seen several times at each. */
  isCopy(key: number, sourceMac: number, network: SeenNetwork, ns: number): boolean {
    if (Number.isNaN(key)) return false;
    const at = networkText(network.iface, network.vlans);
    const known = this.#recent.get(key);
    if (known === undefined || ns - known.ns > TOGETHER_NS || known.sourceMac !== sourceMac) {
      this.#recent.delete(key);
      this.#recent.set(key, {ns, most: 1, sourceMac, counts: new Map([[at, 1]])});
      forgetOldest(this.#recent, MOST);
      return false;
    }
    const count = (known.counts.get(at) ?? 0) + 1;
    known.counts.set(at, count);
    known.ns = ns;
    const isCopy = count <= known.most;
    known.most = Math.max(known.most, count);
    return isCopy;
  }
}
