/**
 * Recognises keywords and near misses.
 *
 * @module
 */

import {editDistance} from '../../text/edit-distance.js';
import {keywordsIn} from '../keepalived/root-grammar.js';

let keywords: ReadonlySet<string> | undefined;

/** Built on first use: most files have only known words. */
function known(): ReadonlySet<string> {
  keywords ??= new Set(keywordsIn());
  return keywords;
}

/** Without one of these in an instance the daemon exits, or has nothing to announce. */
export const NEEDED: ReadonlySet<string> = new Set(['interface', 'virtual_router_id', 'virtual_ipaddress']);

export function isKeyword(word: string): boolean {
  return known().has(word);
}

/** Shorter words resemble too many others. */
const SHORTEST = 4;

/** The keyword that was probably meant: the same except for case, or for one or two letters. */
export function nearKeyword(word: string): string | undefined {
  return nearWord(word, known());
}

/** The same for any set of words in lower case. */
export function nearWord(word: string, words: ReadonlySet<string>): string | undefined {
  const lower = word.toLowerCase();
  if (words.has(lower)) return lower;
  if (word.length < SHORTEST) return undefined;
  const most = word.length < 8 ? 1 : 2;
  let best: string | undefined;
  let least = most + 1;
  for (const other of words) {
    if (Math.abs(other.length - word.length) > most) continue;
    const distance = editDistance(lower, other);
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}
