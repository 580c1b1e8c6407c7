/**
 * Durations as values of options.
 *
 * @module
 */

import {type Syntax, withSyntax} from '../options/syntax.js';
import {refuseValue} from './refuse.js';

/** Timers of Node, and of most systems, count milliseconds in 31 bits: 24.8 days. */
const MAX_DURATION_MS = 2 ** 31 - 1;

const UNITS_MS: Readonly<Record<string, number>> = {us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000};

/** A regular expression. */
export const DURATION_PATTERN = '(?:(\\d+(?:\\.\\d+)?)(us|ms|s|m|h)|0)';

const IS_DURATION = new RegExp(`^${DURATION_PATTERN}$`);

/** Zero is the only duration without a unit. */
const DURATION_SYNTAX: Syntax = {pattern: IS_DURATION.source, minimum: 0, maximum: 0};

/** `200ms`, `1.1s`, `2m`; `0` needs no unit. In milliseconds. */
export const parseDuration = withSyntax(DURATION_SYNTAX, (text: string): number => {
  if (text === '0') return 0;
  const [, digits, unit] = IS_DURATION.exec(text) ?? [];
  if (digits === undefined || unit === undefined) {
    refuseValue('a number with us, ms, s, m or h, such as 200ms', text);
  }
  const ms = Number(digits) * (UNITS_MS[unit] as number);
  return ms <= MAX_DURATION_MS ? ms : refuseValue('596h or less', text);
});

/** A duration of at least `leastMs`. */
export function durationFrom(leastMs: number, least: string): (text: string) => number {
  return withSyntax(DURATION_SYNTAX, text => {
    const ms = parseDuration(text);
    return ms >= leastMs ? ms : refuseValue(`${least} or more`, text);
  });
}
