/**
 * The places at which a frame should have arrived, and whether it did.
 *
 * @module
 */

import type {WireFrame} from '../wire-frame.js';
import type {Coverage} from './coverage.js';
import type {Passages} from './passages.js';

export class Arrivals {
  constructor(
    readonly places: number,
    readonly coverage: Coverage,
    readonly passages: Passages,
  ) {}

  /** Counts a frame once it can no longer arrive anywhere. */
  settle(wire: WireFrame): void {
    const {at, by, to, first, seen, kind} = wire;
    if (by >= 0 && this.coverage.covers(by, at) && (by !== first || seen !== 1 << by))
      this.passages.checked(by, (seen & (1 << by)) !== 0);
    for (let place = 0; place < this.places; place++) {
      const isMeant = wire.isToAll ? this.coverage.hears(place, kind, wire.segment) : place === to;
      if (!isMeant || place === first || place === by || !this.coverage.covers(place, at)) continue;
      this.passages.settle(wire, place, (seen & (1 << place)) !== 0);
    }
  }
}
