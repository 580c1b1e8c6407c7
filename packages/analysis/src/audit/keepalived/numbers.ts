/**
 * Numbers as keepalived parses them. `checked` is the form required by `keepalived -t` and strict keywords; where the daemon is lenient, it
 * reads the digits and ignores characters after them.
 *
 * @module
 */

export const MOST_UNSIGNED = 4_294_967_295;
export const MOST_INTEGER = 2_147_483_647;

export interface NumberRead {
  /** Undefined if keepalived ignores the line, or uses the default. */
  readonly value?: number;
  /** Its complaint; undefined if there is none. */
  readonly problem?: string;
}

const PLAIN = /^\d{1,9}$/;

export function readNumber(text: string, least: number, most: number, lenient: boolean): NumberRead {
  // The common case.
  if (PLAIN.test(text)) {
    const plain = Number(text);
    if (plain >= least && plain <= most) return {value: plain};
  }
  const [, sign = '', digits, rest = ''] = /^[ \t\n\v\f\r]*([+-]?)(\d+)?(.*)$/s.exec(text) ?? [];
  if (sign === '-' && least >= 0) return {problem: `a negative number`};
  const value = Number(`${sign}${digits ?? 0}`);
  const inRange = value >= least && value <= most;
  const isWhole = rest === '' && (digits !== undefined || sign === '');
  if (isWhole && inRange) return {value};
  const problem = isWhole ? `outside ${least} to ${most}` : 'no number';
  return lenient && inRange ? {value, problem} : {problem};
}

/** Seconds, in microseconds. More than six decimal places are rejected by the check, and rounded by the daemon. */
export function readSeconds(text: string, least: number, most: number): NumberRead {
  if (text.startsWith('-')) return {problem: 'a negative number'};
  const [, digits = '', point, places = '', rest = ''] = /^(\d*)(?:(\.)(\d*))?(.*)$/s.exec(text) ?? [];
  const isNumber = rest === '' && (digits !== '' || places !== '' || point !== undefined || text === '');
  // Zeros are appended to the whole text, so that only the digits before a stray sign count.
  const value = isNumber
    ? Number(`${digits === '' ? 0 : digits}`) * 1e6 + Math.round(Number(`0.${places || 0}`) * 1e6)
    : Number(`${digits}${places}` || 0);
  const inRange = value >= Math.round(least * 1e6) && value <= Math.round(most * 1e6);
  if (!isNumber) return inRange ? {value, problem: 'no number'} : {problem: 'no number'};
  if (!inRange) return {problem: `outside ${least} to ${most}`};
  return places.length > 6 ? {value, problem: 'more than six decimal places'} : {value};
}

const TRUE = ['true', 'on', 'yes'];
const FALSE = ['false', 'off', 'no'];

/** Without an argument it is on. */
export function readSwitch(text: string | undefined): boolean | undefined {
  if (text === undefined || TRUE.includes(text)) return true;
  return FALSE.includes(text) ? false : undefined;
}
