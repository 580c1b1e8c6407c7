/**
 * Keepalived's objections to a file: where each is, and its effect.
 *
 * @module
 */

import type {Place} from './source.js';

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
  'reference',
  'ignored',
  'deprecated',
  'built',
  'crash',
] as const;

export type ConfigFaultKind = (typeof FAULT_KINDS)[number];

/** A problem, without its place. */
export interface Objection {
  readonly kind: ConfigFaultKind;
  /** The offending word. */
  readonly word: string;
  /** `expected <what>, got <what>`, or the problem in words; no full stop. */
  readonly text: string;
}

export interface ConfigFault extends Objection {
  readonly place: Place;
  /** The block it is in, `vrrp_instance VI_1`; empty at root. */
  readonly block: string;
  /** The line where it becomes visible, if that is another one: the block that begins while another is open. */
  readonly shows?: Place;
  /** It follows from an earlier fault: a misspelt block, a missing brace. */
  readonly follows?: boolean;
  /** It makes the daemon exit. */
  readonly ends?: boolean;
  /** An unknown word that opens a block. */
  readonly opensBlock?: boolean;
}

/** The word of a fault about a brace that is not meant as a delimiter. */
export const QUOTED_BRACE = '"{"';

/** Maximum number of faults kept for one file. */
export const MOST_FAULTS = 1000;
