/**
 * Every keyword at the root of a file, and those that open a block anywhere in the VRRP part.
 *
 * @module
 */

import {type Grammar, grammar} from './grammar.js';
import {root24} from './grammar-2-4.js';
import {GLOBAL_WORDS} from './grammar-global.js';
import {SERVER_WORDS} from './grammar-servers.js';
import {VRRP_WORDS} from './grammar-vrrp.js';
import {keywordOf, type Statement} from './statement.js';

/** The release whose grammar is used. */
export type Release = '2.2' | '2.4';

export const ROOT: Grammar = grammar({...GLOBAL_WORDS, ...SERVER_WORDS, ...VRRP_WORDS});

export function rootOf(release: Release): Grammar {
  return release === '2.4' ? root24() : ROOT;
}

const BLOCK_WORDS: ReadonlySet<string> = blockWords(ROOT, new Set());

/** Such a line before a { among values shows that their block was not closed. */
export function opensBlock(line: Statement | undefined): line is Statement {
  return line !== undefined && BLOCK_WORDS.has(keywordOf(line));
}

function blockWords(words: Grammar, into: Set<string>): ReadonlySet<string> {
  for (const [word, keyword] of words) {
    if (keyword.is === 'line') continue;
    into.add(word);
    if (keyword.is === 'block') blockWords(keyword.words, into);
  }
  return into;
}

/** A keyword, and its enclosing blocks from the outermost. */
export interface GrammarWord {
  readonly path: readonly string[];
  readonly word: string;
  /** Whether values in braces follow it. */
  readonly isBlock: boolean;
}

/** Every keyword with an argument or values; those that open a block of keywords occur in the paths of others. */
export function grammarWords(words: Grammar = ROOT, path: readonly string[] = []): GrammarWord[] {
  return [...words].flatMap(([word, keyword]) =>
    keyword.is === 'block'
      ? grammarWords(keyword.words, [...path, word])
      : [{path, word, isBlock: keyword.is === 'values'}],
  );
}

/** Every keyword in this block or, without one, anywhere. */
export function keywordsIn(words: Grammar = ROOT): string[] {
  return [...words].flatMap(([word, keyword]) =>
    keyword.is === 'block' ? [word, ...keywordsIn(keyword.words)] : [word],
  );
}
