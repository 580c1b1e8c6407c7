/**
 * Durations as text, with their measurement error.
 *
 * @module
 */

import type {Bounds} from './outage.js';

/** `812 ms`, `10.213 s`; at most three decimals, so that a millisecond is never rounded away. */
export function formatDuration(ns: bigint): string {
  const ms = Number(ns) / 1e6;
  if (ms < 10) return `${Number(ms.toFixed(ms < 1 ? 2 : 1))} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(3))} s`;
}

/**
 * `812 ms ± 5 ms`: the middle of the bounds and half their width; `< 5 ms` if nothing was lost.
 *
 * @param plusMinus replacement where the sign cannot be printed
 */
export function formatBounds({leastNs, mostNs}: Bounds, plusMinus = '±'): string {
  if (mostNs === undefined) return `> ${formatDuration(leastNs)}`;
  if (leastNs === 0n) return `< ${formatDuration(mostNs)}`;
  return `${formatDuration((leastNs + mostNs) / 2n)} ${plusMinus} ${formatDuration((mostNs - leastNs) / 2n)}`;
}

/** `300ms`, `1.1s`, `10s`: as on the command line. */
export function durationWord(ms: number): string {
  return ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
}
