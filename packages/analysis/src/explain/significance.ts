/**
 * From when on something is no accident.
 *
 * @module
 */

/** What is under way when something changes arrives by this time; later it shows what a sender believes. Nanoseconds. */
export const GRACE_NS = 100_000_000n;

/** So many frames without an answer are no accident. */
export const MANY = 3;

/** Silence of this length, while somebody asks, is no accident either. Nanoseconds. */
export const LONG_NS = 1_000_000_000n;
