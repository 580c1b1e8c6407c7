/**
 * Reading a value of a course's file: each mistake is reported with its line and column.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {describe, type Entry, type Located, wrongAt} from '../document/located.js';
import {parseDuration} from '../values/duration.js';

type Entries = ReadonlyMap<string, Entry>;

export function durationOf(node: Located, what: string): number {
  return duration(textOfEntry(node, what), what, node.place);
}

export function duration(text: string, what: string, place: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof VipError)) throw error;
    throw wrongAt(place, `${what}: ${error.message}`);
  }
}

export function neededEntry(entries: Entries, key: string, {place}: Located, what: string): Located {
  const entry = entries.get(key);
  if (entry !== undefined) return entry.value;
  throw wrongAt(place, `${what}: expected ${key}, got none`);
}

export function optionalText(entries: Entries, key: string, standard: string): string {
  const entry = entries.get(key);
  return entry === undefined ? standard : textOfEntry(entry.value, key);
}

export function placeOfEntry(entries: Entries, key: string, otherwise: Located): string {
  return entries.get(key)?.value.place ?? otherwise.place;
}

export function textOfEntry(node: Located, what: string): string {
  if (node.kind === 'value' && (node.type === 'text' || node.type === 'number') && node.text !== '')
    return node.text;
  throw wrongAt(node.place, `${what}: expected text, got ${describe(node)}`);
}

export function matching(node: Located, what: string, pattern: RegExp, expected: string): string {
  const text = textOfEntry(node, what);
  if (pattern.test(text)) return text;
  throw wrongAt(node.place, `${what}: expected ${expected}, got ${JSON.stringify(text)}`);
}

export function word(text: string, what: string, words: readonly string[], place: string): string {
  if (words.includes(text)) return text;
  throw wrongAt(place, notAmong(what, words, text));
}
