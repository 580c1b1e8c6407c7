/**
 * Sets of announcements: programs send several in a row, and many repeat the set seconds later.
 *
 * @module
 */

/** A pause longer than this begins a new set. The frames of a set are milliseconds apart. Nanoseconds. */
export const SET_GAP_NS = 200_000_000n;

/**
 * Announcements of one sender without a longer pause form a set.
 *
 * @param announcements oldest first
 * @param atOf nanoseconds, from any origin
 * @param senderOf identifies the sender: a MAC, a node
 */
export function inSets<T>(
  announcements: readonly T[],
  atOf: (one: T) => bigint,
  senderOf: (one: T) => string,
): T[][] {
  const sets: T[][] = [];
  for (const announcement of announcements) {
    const set = sets.at(-1);
    const former = set?.at(-1);
    const goesOn =
      former !== undefined &&
      senderOf(former) === senderOf(announcement) &&
      atOf(announcement) - atOf(former) <= SET_GAP_NS;
    if (goesOn) set?.push(announcement);
    else sets.push([announcement]);
  }
  return sets;
}
