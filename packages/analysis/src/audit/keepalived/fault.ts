/**
 * Keepalived's objections to a file: where each is, and its effect.
 *
 * @module
 */

import type {Place} from './source.js';

/** Lines that end a process of 2.2.7, whichever version they are written for. */
export const CRASHES = [
  'unnamed-bfd',
  'check-without-url',
  'open-quote-in-check',
  'open-quote-in-script',
  'condition-by-definition',
  'comment-read-twice',
  'escaped-bang',
] as const;

export const FAULT_KINDS = [
  'unknown-keyword',
  'unexpected-brace',
  'missing-brace',
  'extra-brace',
  'unclosed-block',
  'quote',
  'definition',
  'include',
  'too-large',
  'value',
  'missing-value',
  'missing-user',
  'incomplete-instance',
  'no-address',
  'reference',
  'undefined-track',
  /** Without effect; reported by rules of their own, or harmless. */
  'ignored',
  /** A repeated name, or a word where another is expected: logged and left out. */
  'rejected',
  'deprecated',
  'built',
  ...CRASHES,
] as const;

export type ConfigFaultKind = (typeof FAULT_KINDS)[number];

export type Crash = (typeof CRASHES)[number];

export function isCrash(kind: ConfigFaultKind): kind is Crash {
  return CRASHES.some(crash => crash === kind);
}

/** A problem, without its place. */
export interface Objection {
  readonly kind: ConfigFaultKind;
  /** The offending word. */
  readonly word: string;
  /** `expected <what>, got <what>`, or the problem in words; no full stop. It begins with the keyword, if there is one. */
  readonly text: string;
  /** The keyword whose line it is about; absent where that is none, such as a line of a list. */
  readonly keyword?: string;
}

/** The text of an objection, or a keyword and its problem. */
export type Wording = string | readonly [keyword: string, problem: string];

/** `priority: expected 1 to 255, got 300`. */
export function worded(wording: Wording): Pick<Objection, 'text' | 'keyword'> {
  if (typeof wording === 'string') return {text: wording};
  const [keyword, problem] = wording;
  return {text: `${keyword}: ${problem}`, keyword};
}

export interface ConfigFault extends Objection {
  readonly place: Place;
  /** The block it is in, `vrrp_instance VI_1`; empty at root. */
  readonly block: string;
  /** The line where it becomes visible, if that is another one: the block that begins while another is open. */
  readonly shows?: Place;
  /** Whether it is a consequence of an earlier fault, such as a misspelt block or a missing brace. */
  readonly follows?: boolean;
  /** Whether it makes the daemon exit. */
  readonly ends?: boolean;
  /** An unknown word that opens a block. */
  readonly opensBlock?: boolean;
}

/** The word of a fault about a brace that is not meant as a delimiter. */
export const QUOTED_BRACE = '"{"';

/** Maximum number of faults kept for one file. */
export const MOST_FAULTS = 1000;
