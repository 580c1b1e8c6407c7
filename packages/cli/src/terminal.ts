/**
 * Properties of standard output: whether a picture can be drawn there, in colour, and with which characters.
 *
 * @module
 */

import {ASCII, colourLine, type Glyphs, plainLine, type StyledLine, UNICODE} from '@vip/core/internal/paint';
import {isUtf8, withLocale} from './locale.js';

/** Whether to draw: on a capable, interactive terminal. */
export function canDraw(env: NodeJS.ProcessEnv = process.env): boolean {
  const isCi = isSet(env.CI) && env.CI !== 'false' && env.CI !== '0';
  return process.stdout.isTTY === true && env.TERM !== 'dumb' && isSet(env.TERM) && !isCi;
}

/** Box drawing if the locale and the terminal support it. */
export function glyphs(env: NodeJS.ProcessEnv = process.env): Glyphs {
  return isUtf8(env) && env.TERM !== 'linux' ? UNICODE : ASCII;
}

/** A line of a picture for the terminal: without colours if NO_COLOR is set (no-color.org) to anything but the empty string. */
export function terminalLine(line: StyledLine, env: NodeJS.ProcessEnv = process.env): string {
  return withLocale(isSet(env.NO_COLOR) ? plainLine(line) : colourLine(line));
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
