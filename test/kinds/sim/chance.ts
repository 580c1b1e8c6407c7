/**
 * Choices of a story, from its seed.
 *
 * @module
 */

import type {Random} from '../../helpers/random.js';

/** Evenly between the two. */
export function between(random: Random, least: number, most: number): number {
  return least + ((most - least) * random.below(1e6)) / 1e6;
}

/** A whole number, both ends included. */
export function whole(random: Random, least: number, most: number): number {
  return least + random.below(most - least + 1);
}

/** Between the two, so that each power of ten is as likely as another. */
export function magnitude(random: Random, least: number, most: number): number {
  return least * (most / least) ** (random.below(1e6) / 1e6);
}
