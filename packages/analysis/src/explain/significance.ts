/**
 * Thresholds from which something is evidence rather than an accident.
 *
 * @module
 */

/** Frames in flight when something changes arrive within this time; later ones show what a sender believes. Nanoseconds. */
export const GRACE_NS = 100_000_000n;

/** This many frames without an answer are not an accident. */
export const MANY = 3;

/** Nor is silence of this length while somebody asks. Nanoseconds. */
export const LONG_NS = 1_000_000_000n;

/** This many questions in a row, over more time than an answer takes, are an outage; fewer may have been under way. */
export const IN_A_ROW = 5;

/** Claims of an old owner this soon after a takeover were in flight. Nanoseconds. */
export const UNDER_WAY_NS = 1_000_000_000n;

/** A probe waits this long for an objection (RFC 4862 §5.4; RFC 5227 §2.1.1 has it wait 1 to 2 s for each of three). Nanoseconds. */
export const PROBE_WAIT_NS = 1_000_000_000n;
