/**
 * Trying inputs, keeping those with a new outcome, and minimising a failing one. Pure, apart from `step`.
 *
 * @module
 */

import type {Random} from '../../test/dist/helpers/random.js';
import {mutate} from './mutate.js';
import type {Target} from './target.js';

/** How many inputs are kept besides the seeds. */
const MAX_KEPT = 2000;

export interface Exploration {
  readonly tried: number;
  readonly outcomes: number;
  readonly failure?: {readonly input: Uint8Array; readonly message: string};
}

export interface ExploreOptions {
  readonly random: Random;
  /** Called with every input before it is tried; false ends the exploration. */
  readonly step: (input: Uint8Array, tried: number) => boolean;
}

/** Tries the seeds, then mutations of them; the same random numbers give the same inputs. */
export function explore(target: Target, {random, step}: ExploreOptions): Exploration {
  const kept: Uint8Array[] = [...target.seeds, new Uint8Array()];
  const outcomes = new Set<string>();
  let tried = 0;
  for (let input = kept[0]; input !== undefined; input = next()) {
    if (!step(input, tried)) break;
    tried += 1;
    const message = failureOf(target, input, outcome => {
      if (tried > target.seeds.length && !outcomes.has(outcome) && kept.length < MAX_KEPT)
        kept.push(input.slice());
      outcomes.add(outcome);
    });
    if (message !== undefined)
      return {tried, outcomes: outcomes.size, failure: {input: input.slice(), message}};
  }
  return {tried, outcomes: outcomes.size};

  function next(): Uint8Array | undefined {
    if (tried <= target.seeds.length) return kept[tried];
    return mutate(kept[random.below(kept.length)] ?? new Uint8Array(), kept, random);
  }
}

/** Why the target fails on an input; undefined if it does not. */
export function failureOf(
  target: Target,
  input: Uint8Array,
  onOutcome: (outcome: string) => void = () => {},
): string | undefined {
  try {
    onOutcome(target.run(input));
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/**
 * A smaller input that still fails: parts are left out, from halves down to single octets, and then octets become zero.
 *
 * @param fails whether an input fails; may be called some thousand times
 */
export function minimise(input: Uint8Array, fails: (input: Uint8Array) => boolean): Uint8Array {
  let smallest = input;
  for (let size = Math.ceil(input.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < smallest.length; ) {
      const without = Uint8Array.from([...smallest.subarray(0, from), ...smallest.subarray(from + size)]);
      if (fails(without)) smallest = without;
      else from += size;
    }
  }
  for (let index = 0; index < smallest.length; index++) {
    const zeroed = smallest.map((octet, place) => (place === index ? 0 : octet));
    if (smallest[index] !== 0 && fails(zeroed)) smallest = zeroed;
  }
  return smallest;
}
