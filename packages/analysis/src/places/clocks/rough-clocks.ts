/**
 * Chains of linked parts, and the approximate clock of each part relative to its chain's reference, by the links with the most frames.
 * Pure.
 *
 * @module
 */

import type {Link} from '../links.js';
import type {ClockPart} from './clocks.js';

/** Converts a part's times to its reference's: `offset + rate * ns`, in nanoseconds from the reference's first frame. */
interface RoughClock {
  readonly reference: number;
  readonly offset: number;
  readonly rate: number;
}

/** A link that adds a part to a chain. */
interface Growth {
  readonly from: number;
  readonly to: number;
  readonly link: Link;
}

export class RoughClocks {
  /** Numbers of the linked parts, the reference first; each other part is linked to one before it. */
  readonly chains: readonly (readonly number[])[];
  readonly #clocks: (RoughClock | undefined)[];

  constructor(
    readonly parts: readonly ClockPart[],
    readonly links: readonly Link[],
  ) {
    this.#clocks = parts.map(() => undefined);
    this.chains = this.#grow();
  }

  of(part: number): RoughClock {
    return this.#clocks[part] as RoughClock;
  }

  /** A time of a part by the reference. Microseconds. */
  us(part: number, ns: number): number {
    const {offset, rate} = this.of(part);
    return (offset + rate * ns) / 1000;
  }

  #grow(): number[][] {
    const chains: number[][] = [];
    for (const [part, {place}] of this.parts.entries()) {
      if (this.#clocks[part] !== undefined) continue;
      this.#clocks[part] = {reference: place, offset: 0, rate: 1};
      const chain = [part];
      for (let next = this.#nextLink(chain); next !== undefined; next = this.#nextLink(chain)) {
        this.#relate(next);
        chain.push(next.to);
      }
      chains.push(chain);
    }
    return chains;
  }

  #nextLink(chain: readonly number[]): Growth | undefined {
    let best: Growth | undefined;
    for (const link of this.links) {
      const hasA = chain.includes(link.a);
      if (hasA === chain.includes(link.b)) continue;
      if (best !== undefined && link.frames.length <= best.link.frames.length) continue;
      best = hasA ? {from: link.a, to: link.b, link} : {from: link.b, to: link.a, link};
    }
    return best;
  }

  #relate({from, to, link: {a, line}}: Growth): void {
    const {reference, offset, rate} = this.of(from);
    // The second clock of a link is ahead: `b = line.offset + (1 + line.drift) * a`.
    const [shift, factor] =
      from === a ? [-line.offset / (1 + line.drift), 1 / (1 + line.drift)] : [line.offset, 1 + line.drift];
    this.#clocks[to] = {reference, offset: offset + rate * shift, rate: rate * factor};
  }
}
