/**
 * Arrays with no more room than they need.
 *
 * @module
 */

const NOTHING: readonly never[] = Object.freeze([]);

/** The same items. V8 gives what `filter` and `flatMap` make room for 17, and a flood makes tens of thousands with one or none. */
export function trimmed<Item>(items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? NOTHING : items.slice();
}
