/**
 * Moments as text, in UTC. Pure.
 *
 * @module
 */

const SECOND_NS = 1_000_000_000n;

/** The last second that an ECMAScript date can represent (ECMA-262, Time Values and Time Range), in either direction. */
const LAST_SECOND = 8_640_000_000_000n;

/**
 * `2026-11-23T05:24:21.234567890Z`. A moment beyond that range, which a file may contain, is printed as seconds since the
 * epoch, as date(1) writes it: `@18446744073709.551615000`.
 *
 * @param at nanoseconds since the epoch, possibly negative
 */
export function utcTime(at: bigint): string {
  const rest = ((at % SECOND_NS) + SECOND_NS) % SECOND_NS;
  const second = (at - rest) / SECOND_NS;
  const fraction = String(rest).padStart(9, '0');
  if (second < -LAST_SECOND || second > LAST_SECOND) return `@${second}.${fraction}`;
  const [whole = ''] = new Date(Number(second) * 1000).toISOString().split('.');
  return `${whole}.${fraction}Z`;
}
