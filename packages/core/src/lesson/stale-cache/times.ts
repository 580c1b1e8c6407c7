/**
 * Times in words. Pure.
 *
 * @module
 */

/** `12.3 s`: times as people say them. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 1000 ? 2 : 1)} s`;
}

/** `+12.34 s`, seconds after the move; all of the same width. */
export function signed(ms: number): string {
  return `${ms < 0 ? '-' : '+'}${(Math.abs(ms) / 1000).toFixed(2)} s`.padStart(9);
}
