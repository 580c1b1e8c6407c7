/**
 * What differs from run to run of a series. Pure.
 *
 * @module
 */

/**
 * When the fault falls within the driver's period: drawn from the seed, anew for each run.
 *
 * @returns 0 to 1, 1 excluded (mulberry32)
 */
export function drawPhase(seed: number, run: number): number {
  let state = (seed + Math.imul(run, 0x9e3779b9)) | 0;
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** A random seed of 31 bits. */
export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
