/**
 * Durations as text, with their measurement error.
 *
 * @module
 */

import type {Bounds} from '../outages/outage.js';

/** A time shorter than this, but not zero, is shown as this. Milliseconds. */
const LEAST_MS = 0.01;

/** `812 ms`, `10.213 s`; at most three decimals. A millisecond is never rounded away, and a microsecond not to zero. */
export function formatDuration(ns: bigint): string {
  const ms = ns > 0n ? Math.max(LEAST_MS, Number(ns) / 1e6) : Number(ns) / 1e6;
  if (ms < 10) return `${Number(ms.toFixed(ms < 1 ? 2 : 1))} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(3))} s`;
}

/** `312 ms to 1204 ms`, `9.361 s to 10.252 s`: both in the unit of the larger. */
export function formatRange(leastNs: bigint, mostNs: bigint): string {
  const least = formatDuration(leastNs);
  const most = formatDuration(mostNs);
  if (least === most) return least;
  const isMixed = most.endsWith(' s') && least.endsWith(' ms') && leastNs > 0n;
  return `${isMixed ? `${Number((Number(leastNs) / 1e9).toFixed(3))} s` : least} to ${most}`;
}

const UNITS = [
  [86_400n, 'd'],
  [3600n, 'h'],
  [60n, 'min'],
  [1n, 's'],
] as const;

/** `6 d 23 h`, `1 min 20 s`: the two largest units; below a minute as `formatDuration`. */
export function formatSpan(ns: bigint): string {
  const seconds = ns / 1_000_000_000n;
  const first = UNITS.findIndex(([unit]) => seconds >= unit);
  const [large, small] = [UNITS[first], UNITS[first + 1]];
  if (large === undefined || small === undefined) return formatDuration(ns);
  const rest = (seconds % large[0]) / small[0];
  const whole = `${seconds / large[0]} ${large[1]}`;
  return rest === 0n ? whole : `${whole} ${rest} ${small[1]}`;
}

/**
 * `812 ms ± 5 ms`: the middle of the bounds and half their width; `< 5 ms` if nothing was lost.
 *
 * @param plusMinus replacement where the sign cannot be printed
 */
export function formatBounds(bounds: Bounds, plusMinus = '±'): string {
  const {leastNs, mostNs} = bounds;
  if (mostNs === undefined) return `> ${formatDuration(leastNs)}`;
  if (leastNs === 0n) return `< ${formatDuration(mostNs)}`;
  return `${formatDuration((leastNs + mostNs) / 2n)} ${plusMinus} ${formatDuration((mostNs - leastNs) / 2n)}`;
}

/** `300ms`, `1.1s`, `10s`: as written on the command line. */
export function durationWord(ms: number): string {
  return ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
}
