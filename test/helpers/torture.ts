/**
 * How often the tests that only time can tell go round: enough for every run of the tests, and as often as
 * docs/reliability.md reports with `npm run torture`.
 *
 * @module
 */

export const isTorture = process.env.VIP_TORTURE === '1';

export function rounds(usually: number, tortured: number): number {
  return isTorture ? tortured : usually;
}
