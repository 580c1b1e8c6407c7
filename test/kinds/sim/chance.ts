/**
 * Random choices of a story, from its seed.
 *
 * @module
 */

import type {Random} from '../../helpers/random.js';

/** A number between the two, uniformly distributed. */
export function between(random: Random, least: number, most: number): number {
  return least + ((most - least) * random.below(1e6)) / 1e6;
}

/** An integer between the two, inclusive. */
export function whole(random: Random, least: number, most: number): number {
  return least + random.below(most - least + 1);
}

/** A number between the two, with every power of ten equally likely. */
export function magnitude(random: Random, least: number, most: number): number {
  return least * (most / least) ** (random.below(1e6) / 1e6);
}
