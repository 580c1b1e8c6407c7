/**
 * Keepalived's objections to a file: where, and how it proceeds.
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

/** What is wrong, without where it is. */
export interface Objection {
  readonly kind: ConfigFaultKind;
  /** The word it is about. */
  readonly word: string;
  /** `expected <what>, got <what>`, or the problem in words; no full stop. */
  readonly text: string;
}

export interface ConfigFault extends Objection {
  readonly place: Place;
  /** The block it is in, `vrrp_instance VI_1`; empty at root. */
  readonly block: string;
  /** Where it shows, when that is another line: the block that comes while another is open. */
  readonly shows?: Place;
  /** It follows from an earlier one: a misspelt block, a brace that is not there. */
  readonly follows?: boolean;
  /** The daemon ends because of it. */
  readonly ends?: boolean;
  /** An unknown word that opens a block. */
  readonly opensBlock?: boolean;
}

/** The word of a fault about a brace that is not meant as one. */
export const QUOTED_BRACE = '"{"';

/** Maximum number of faults kept for one file. */
export const MOST_FAULTS = 1000;
