/**
 * Checks whether a value has a given shape. Pure.
 *
 * @module
 */

import {parseIp, parseIpv4, parseMac} from '@vip/arp';
import type {NanosecondsShape, NumberShape, ObjectShape, Shape, TextForm, TextShape} from './shape.js';

/** What is wrong with a value, and at which path: `settings.vip.prefixLength: expected a number, got "8"`. */
export type Problem = string | undefined;

export interface CheckOptions {
  /** Whether a field that is not described is a problem. */
  readonly isStrict?: boolean | undefined;
  /** Called for every field encountered, with the name of its object. */
  readonly onField?: (object: string, field: string) => void;
}

/** @param where name of the value, with which the message begins */
export function problemWith(
  value: unknown,
  shape: Shape,
  where: string,
  options: CheckOptions = {},
): Problem {
  switch (shape.type) {
    case 'text':
      return problemWithText(value, shape, where);
    case 'number':
      return problemWithNumber(value, shape, where);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : expected('true or false', value, where);
    case 'null':
      return value === null ? undefined : expected('null', value, where);
    case 'nanoseconds':
      return problemWithNanoseconds(value, shape, where);
    case 'octets':
      return typeof value === 'string' && /^(?:[0-9a-f]{2})*$/.test(value)
        ? undefined
        : expected('octets in hex', value, where);
    case 'list':
      return Array.isArray(value)
        ? firstProblem(value.entries(), ([index, item]) =>
            problemWith(item, shape.of, `${where}[${index}]`, options),
          )
        : expected('a list', value, where);
    case 'map':
      return isObject(value)
        ? firstProblem(Object.entries(value), ([key, item]) =>
            problemWith(item, shape.of, `${where}.${key}`, options),
          )
        : expected('an object', value, where);
    case 'either':
      return problemWithAll(value, shape.of, where, options);
    case 'object':
      return problemWithObject(value, shape, where, options);
  }
}

function problemWithObject(
  value: unknown,
  {name, fields}: ObjectShape,
  where: string,
  options: CheckOptions,
): Problem {
  if (!isObject(value)) return expected('an object', value, where);
  const unknown = Object.keys(value).find(key => !Object.hasOwn(fields, key));
  if (options.isStrict === true && unknown !== undefined)
    return `${where}: expected no field ${JSON.stringify(unknown)}`;
  return firstProblem(Object.entries(fields), ([key, {shape, isOptional}]) => {
    const item = value[key];
    if (item === undefined) return isOptional ? undefined : `${where}: expected ${key}, got none`;
    options.onField?.(name, key);
    return problemWith(item, shape, `${where}.${key}`, options);
  });
}

/** If the value fits none of the shapes, the problem with the last one is returned. */
function problemWithAll(
  value: unknown,
  shapes: readonly Shape[],
  where: string,
  options: CheckOptions,
): Problem {
  let problem: Problem = `${where}: expected nothing`;
  for (const shape of shapes) {
    problem = problemWith(value, shape, where, {isStrict: options.isStrict});
    if (problem === undefined) return problemWith(value, shape, where, options);
  }
  return problem;
}

function problemWithText(value: unknown, {words, form}: TextShape, where: string): Problem {
  if (typeof value !== 'string') return expected('text', value, where);
  if (form !== undefined)
    return isWrittenAs(form, value) ? undefined : expected(FORM_NAMES[form], value, where);
  if (words === undefined || words.includes(value)) return undefined;
  return expected(words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`, value, where);
}

const FORM_NAMES: Readonly<Record<TextForm, string>> = {
  MAC: 'a MAC address',
  IPv4: 'an IPv4 address',
  IP: 'an IP address',
};

const PARSERS: Readonly<Record<TextForm, (text: string) => string>> = {
  MAC: parseMac,
  IPv4: parseIpv4,
  IP: parseIp,
};

/** Whether a text is written in canonical form. */
function isWrittenAs(form: TextForm, text: string): boolean {
  try {
    return PARSERS[form](text) === text;
  } catch {
    return false;
  }
}

function problemWithNumber(value: unknown, {least, most, isWhole}: NumberShape, where: string): Problem {
  const what = isWhole ? 'a whole number' : 'a number';
  if (typeof value !== 'number' || (isWhole && !Number.isInteger(value))) return expected(what, value, where);
  return value >= least && value <= most
    ? undefined
    : expected(`${what} of ${least} to ${most}`, value, where);
}

/** The last moment of a date (ECMA-262, time values), in nanoseconds. */
const LAST_MOMENT = 8_640_000_000_000_000n * 1_000_000n;

/** Longer strings cannot be moments, and would be slow to convert. */
const MOST_DIGITS = 24;

function problemWithNanoseconds(value: unknown, {isMoment}: NanosecondsShape, where: string): Problem {
  const what = isMoment ? 'nanoseconds since the epoch' : 'nanoseconds';
  if (typeof value !== 'string' || value.length > MOST_DIGITS || !/^-?\d+$/.test(value))
    return expected(`${what}, as a string of digits`, value, where);
  const isTooFar = isMoment && (BigInt(value) > LAST_MOMENT || BigInt(value) < -LAST_MOMENT);
  return isTooFar ? expected(what, value, where) : undefined;
}

function firstProblem<T>(items: Iterable<T>, problemOf: (item: T) => Problem): Problem {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Quotes enough of the value to recognise it. */
function expected(what: string, value: unknown, where: string): string {
  const text = JSON.stringify(value) ?? String(value);
  return `${where}: expected ${what}, got ${text.length > 40 ? `${text.slice(0, 40)}...` : text}`;
}
