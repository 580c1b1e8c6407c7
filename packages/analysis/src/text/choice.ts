/**
 * The message for a word that is not one of those accepted, with the word that was probably meant. Pure.
 *
 * @module
 */

import {editDistance} from './edit-distance.js';

/** A list longer than this is only counted if there is a suggestion. */
const MOST_LISTED = 20;

/** Maximum number of edits in a typing mistake. */
const MOST_EDITS = 2;

/** `driver: expected one of vip, keepalived, got "keepalive"; did you mean keepalived?` */
export function notAmong(what: string, words: readonly string[], got: string): string {
  const meant = nearest(got, words);
  const isLong = words.length > MOST_LISTED && meant.length > 0;
  const expected = isLong ? `${words.length} names` : words.join(', ');
  return `${what}: expected one of ${expected}, got ${JSON.stringify(got)}${suggestion(meant)}`;
}

/** `; did you mean fault?`, or nothing. */
export function suggestion(meant: readonly string[]): string {
  return meant.length === 0 ? '' : `; did you mean ${meant.join(' or ')}?`;
}

/** The words that differ the least from what was typed, by at most two edits, and by less than half of it. */
export function nearest(typed: string, words: readonly string[]): string[] {
  const near = words
    .filter(word => Math.abs(word.length - typed.length) <= MOST_EDITS)
    .map(word => ({word, edits: editDistance(typed, word)}))
    .filter(({word, edits}) => edits <= MOST_EDITS && edits < Math.max(typed.length, word.length) / 2)
    .sort((one, other) => one.edits - other.edits);
  return near.filter(({edits}) => edits === near[0]?.edits).map(({word}) => word);
}
