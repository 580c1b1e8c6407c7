/**
 * The frames of a link as passages from one place to the other, there and back. Pure.
 *
 * @module
 */

import {UNKNOWN_MAC} from '@vip/arp';
import type {PairOfClocks, TimedPassage} from '../clocks/clock-bounds.js';
import type {PartSpans} from '../clocks/part-spans.js';
import type {RoughClocks} from '../clocks/rough-clocks.js';
import type {Link} from '../links.js';
import type {SameFrame} from '../same-frames.js';

/** @param ownA the MACs of the place of `a` */
export function linkPassages(
  {a, b, frames}: Link,
  [ownA, ownB]: readonly [ownA: ReadonlySet<number>, ownB: ReadonlySet<number>],
  spans: PartSpans,
  rough: RoughClocks,
): Pick<PairOfClocks, 'there' | 'back' | 'either'> {
  const [there, back, either]: [TimedPassage[], TimedPassage[], TimedPassage[]] = [[], [], []];
  for (const frame of [...frames].sort((x, y) => x.a.ns - y.a.ns)) {
    const way = directionOf(frame, ownA, ownB);
    const [atA, atB] = [spans.placeIn(a, frame.a.ns), spans.placeIn(b, frame.b.ns)];
    const x = frame.a.ns / 1000;
    const y = rough.us(b, frame.b.ns) - rough.us(a, frame.a.ns);
    if (way > 0) there.push({atFrom: atA, atTo: atB, x, y});
    else if (way < 0) back.push({atFrom: atB, atTo: atA, x, y: -y});
    else either.push({atFrom: atA, atTo: atB, x, y});
  }
  return {there, back, either};
}

/**
 * 1 for a frame from the first place to the second, -1 for the other direction, 0 if unknown. Only numbered frames show it: others may not be
 * the same frame at both places.
 */
function directionOf({a, b}: SameFrame, ownA: ReadonlySet<number>, ownB: ReadonlySet<number>): number {
  if (!a.isNumbered) return 0;
  if (a.hops !== b.hops) return a.hops > b.hops ? 1 : -1;
  // A device in between forwards without decrementing hops: the direction is known only if one place sent the frame and the other received it.
  if (a.sourceMac !== b.sourceMac && a.sourceMac !== UNKNOWN_MAC && b.sourceMac !== UNKNOWN_MAC) {
    const isThere = ownA.has(a.sourceMac) && ownB.has(b.destinationMac);
    const isBack = ownB.has(b.sourceMac) && ownA.has(a.destinationMac);
    return isThere === isBack ? 0 : isThere ? 1 : -1;
  }
  const [isOfA, isOfB] = [a.isOwn || ownA.has(a.sourceMac), b.isOwn || ownB.has(b.sourceMac)];
  return isOfA === isOfB ? 0 : isOfA ? 1 : -1;
}
