/**
 * The words of a line, and their values. Pure.
 *
 * @module
 */

import {VipError} from '@vip/arp';

/** @throws VipError `BAD_ARGUMENT` */
export function refuse(where: string, expected: string, got: string): never {
  throw new VipError('BAD_ARGUMENT', `${where}: expected ${expected}, got ${got}`);
}

/** `key=value` words by their keys, each once. */
export function settingsOf(words: readonly string[], known: readonly string[]): Map<string, string> {
  const settings = new Map<string, string>();
  for (const word of words) {
    const [, key = '', value = ''] =
      /^([a-z-]+)=(.+)$/.exec(word) ?? refuse('word', 'KEY=VALUE', quoted(word));
    if (!known.includes(key)) refuse('word', known.join('=, ').concat('='), quoted(word));
    if (settings.has(key)) refuse(key, 'it once', 'it twice');
    settings.set(key, value);
  }
  return settings;
}

/** An integer within bounds. */
export function integer(where: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : refuse(where, `${least} to ${most}`, quoted(text));
}

const UNIT_MS = {ms: 1, s: 1000} as const;
const MAX_MS = 24 * 60 * 60 * 1000;

/** A duration such as `100ms` or `1.5s`, up to a day; in milliseconds. */
export function duration(where: string, text: string | undefined): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text ?? '') ?? [];
  const ms = Math.round(Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS]);
  return ms > 0 && ms <= MAX_MS ? ms : refuse(where, 'a time such as 100ms or 1s, up to a day', quoted(text));
}

export function quoted(text: string | undefined): string {
  return text === undefined ? 'nothing' : JSON.stringify(text.slice(0, 80));
}
