/**
 * Durations in words, with the error they were measured with.
 *
 * @module
 */

import type {Bounds} from './outage.js';

/** `812 ms`, `10.213 s`; three digits after the point at the most, so that a millisecond is never rounded away. */
export function formatDuration(ns: bigint): string {
  const ms = Number(ns) / 1e6;
  if (ms < 10) return `${Number(ms.toFixed(ms < 1 ? 2 : 1))} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(3))} s`;
}

/**
 * `812 ms ± 5 ms`: the middle of the bounds and half their width; `< 5 ms` when nothing was lost.
 *
 * @param plusMinus for where the sign cannot be written
 */
export function formatBounds({leastNs, mostNs}: Bounds, plusMinus = '±'): string {
  if (mostNs === undefined) return `> ${formatDuration(leastNs)}`;
  if (leastNs === 0n) return `< ${formatDuration(mostNs)}`;
  return `${formatDuration((leastNs + mostNs) / 2n)} ${plusMinus} ${formatDuration((mostNs - leastNs) / 2n)}`;
}

/** `300ms`, `10s`: as the command line takes a duration. */
export function durationWord(ms: number): string {
  return ms > 0 && ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
