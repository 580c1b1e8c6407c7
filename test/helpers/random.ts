/**
 * Pseudo-random numbers that depend only on the seed, and are generated much faster than fast-check's values.
 *
 * @module
 */

export interface Random {
  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number;
  /** True once in this many times. */
  oneIn(times: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  octets(length: number): Uint8Array;
}

/** Mulberry32 by Tommy Ettinger, in the public domain, with 32 bits of state that take each value once. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    oneIn: times => below(times) === 0,
    pick: choices => choices[below(choices.length)] ?? choices[0],
    octets: length => {
      const octets = new Uint8Array(length);
      for (let index = 0; index < length; index++) octets[index] = below(256);
      return octets;
    },
  };
}
