/**
 * An address that flaps: too many changes of owner within a few minutes, never with two owners at once.
 *
 * @module
 */

/** This many changes within `FLAP_NS`, never with two owners at once, are a flap. */
export const FLAP_CHANGES = 4;

/** The time of a flap, in nanoseconds. */
export const FLAP_NS = 300_000_000_000n;

/**
 * Whether two changes of an address's owner are near enough to each other to belong to one flap.
 *
 * @param one time of a change in nanoseconds, on any clock
 * @param other time of another change in nanoseconds, on the same clock
 */
export function areOfOneFlap(one: bigint, other: bigint): boolean {
  return one - other < FLAP_NS && other - one < FLAP_NS;
}

/**
 * The largest group of changes of an address's owner within the time of a flap; empty if they are too few for one.
 *
 * @param changes in the order of their time, none of them a conflict
 */
export function flappingAmong<Change extends {readonly at: bigint}>(
  changes: readonly Change[],
): readonly Change[] {
  let most: readonly Change[] = [];
  changes.forEach((start, index) => {
    const within = changes.slice(index).filter(({at}) => at - start.at < FLAP_NS);
    if (within.length > most.length) most = within;
  });
  return most.length < FLAP_CHANGES ? [] : most;
}
