/**
 * What standard output is connected to: whether a picture can be drawn there, and with which characters.
 *
 * @module
 */

import {ASCII, type Glyphs, UNICODE} from '@vip/core/paint';

/**
 * Whether to draw: on a terminal that can be drawn on, with somebody before it. Whoever sets NO_COLOR
 * (no-color.org: to anything but the empty string) gets plain lines.
 */
export function canDraw(env: NodeJS.ProcessEnv = process.env): boolean {
  const isSet = (value: string | undefined) => value !== undefined && value !== '';
  const isCi = isSet(env.CI) && env.CI !== 'false' && env.CI !== '0';
  return (
    process.stdout.isTTY === true && env.TERM !== 'dumb' && isSet(env.TERM) && !isCi && !isSet(env.NO_COLOR)
  );
}

/** Box drawing where the locale (locale(7): the first that is set decides) and the terminal have it. */
export function glyphs(env: NodeJS.ProcessEnv = process.env): Glyphs {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale) && env.TERM !== 'linux' ? UNICODE : ASCII;
}
