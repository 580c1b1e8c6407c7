/**
 * Wider bounds for measurements that span two clocks. Pure.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {DarkStretch} from '../../conversations/facts.js';
import {withStretches} from '../../explain/collect/stretches/each-stretch.js';
import type {AddressFacts} from '../../explain/facts.js';
import type {Together} from '../together.js';

/** Uncertainty of an interval that spans two places. Nanoseconds; 0 within one place. */
export function boundBetween({clocks}: Together, a: number, b: number): bigint {
  const [one, other] = a < b ? [a, b] : [b, a];
  const bounds = clocks.pairs.filter(pair => pair.a === one && pair.b === other).map(({boundNs}) => boundNs);
  return BigInt(Math.ceil(bounds.reduce((most, bound) => Math.max(most, bound), 0)));
}

/** The outages of an address, with wider bounds where they begin at one place and end at another. */
export function acrossClocks(
  address: AddressFacts,
  together: Together,
  placeOf: (frame: number) => number,
): AddressFacts {
  const between = (a: Mark | undefined, b: Mark | undefined) =>
    a === undefined || b === undefined ? 0n : boundBetween(together, placeOf(a.frame), placeOf(b.frame));
  const widened = <T extends DarkStretch>(dark: T): T => {
    const {firstUnanswered, lastUnanswered, lastAsked, nextAsked, bounds} = dark;
    const least = bounds.leastNs - between(firstUnanswered, lastUnanswered);
    const mostNs = bounds.mostNs;
    return {
      ...dark,
      bounds: {
        leastNs: least > 0n ? least : 0n,
        ...(mostNs === undefined ? {} : {mostNs: mostNs + between(lastAsked, nextAsked)}),
      },
    };
  };
  return withStretches(address, all => all.map(widened));
}
