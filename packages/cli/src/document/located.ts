/**
 * A document of maps, lists and values, each with its place in the file, so that an error can say where it is.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';

/** `failover.yaml:3:8`: the file, a line and a column, from 1. */
export type TextPlace = string;

export type Located = LocatedValue | LocatedList | LocatedMap;

export interface LocatedValue {
  readonly kind: 'value';
  readonly type: 'text' | 'number' | 'true' | 'false' | 'nothing';
  /** As it is written, without quotes: `0.10` and `1e3` are unchanged. */
  readonly text: string;
  readonly place: TextPlace;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly items: readonly Located[];
  readonly place: TextPlace;
}

export interface LocatedMap {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly place: TextPlace;
}

export interface Entry {
  readonly key: string;
  readonly place: TextPlace;
  readonly value: Located;
}

/** An error about the value at a position in the file. */
export function wrongAt(place: TextPlace, problem: string): VipError {
  return new VipError('BAD_ARGUMENT', `${place}: ${problem}`);
}

/** The entries of a map with these keys, each at most once. @throws VipError `BAD_ARGUMENT` for anything else */
export function entriesOf(node: Located, what: string, keys: readonly string[]): ReadonlyMap<string, Entry> {
  const entries = anyEntriesOf(node, what);
  const stray = entries.find(({key}) => !keys.includes(key));
  if (stray !== undefined) throw wrongAt(stray.place, notAmong(what, keys, stray.key));
  return new Map(entries.map(entry => [entry.key, entry]));
}

/** The same with any keys, one or more. */
export function anyEntriesOf(node: Located, what: string): readonly Entry[] {
  if (node.kind !== 'map') throw wrongAt(node.place, `${what}: expected a map, got ${describe(node)}`);
  if (node.entries.length === 0) throw wrongAt(node.place, `${what}: expected an entry or more, got none`);
  return node.entries;
}

/** One item or more. @throws VipError `BAD_ARGUMENT` */
export function itemsOf(node: Located, what: string): readonly Located[] {
  if (node.kind !== 'list') throw wrongAt(node.place, `${what}: expected a list, got ${describe(node)}`);
  if (node.items.length === 0) throw wrongAt(node.place, `${what}: expected an item or more, got none`);
  return node.items;
}

/** A value as errors name it. */
export function describe(node: Located): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  return node.type === 'nothing' ? 'nothing' : JSON.stringify(node.text);
}
