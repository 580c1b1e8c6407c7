/**
 * The places at which packets from one address to another usually arrive, for captures that do not show to which MAC they were sent. Bounded.
 *
 * @module
 */

import type {FrameView} from '@vip/arp';

type Ends = Pick<FrameView, 'source' | 'destination'>;

const MOST_PAIRS = 4096;

export class UsualPlaces {
  readonly #places = new Map<string, number>();

  /** The place to which the last of them was sent; -1 if that is not known. */
  of(ends: Ends): number {
    return this.#places.get(keyOf(ends)) ?? -1;
  }

  note(ends: Ends, place: number): void {
    const key = keyOf(ends);
    if (this.#places.size < MOST_PAIRS || this.#places.has(key)) this.#places.set(key, place);
  }
}

function keyOf({source, destination}: Ends): string {
  return `${source} ${destination}`;
}
