/**
 * The findings that fail a trial, as the user lists them.
 *
 * @module
 */

import {nearest, suggestion} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {FINDINGS, type FindingCode} from './finding.js';

/** Findings that fail a build which sets a limit: the outage may have been short because the wrong machine answered. */
export const FAILS_WITH_LIMIT: readonly FindingCode[] = ['two-owners', 'wrong-answerer', 'silent-failback'];

/**
 * `two-owners,wrong-belief`, `none` or `all`.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function parseFailOn(text: string): FindingCode[] {
  const all = Object.keys(FINDINGS) as FindingCode[];
  if (text === 'none') return [];
  if (text === 'all') return all;
  const words = text.split(',');
  const stray = words.find(word => !Object.hasOwn(FINDINGS, word));
  if (stray === undefined) return words as FindingCode[];
  // `none` and `all` stand alone, so they are not suggested for a word in a list.
  const meant = nearest(stray, all);
  const names = meant.length > 0 ? `${all.length} codes` : all.join(', ');
  throw new VipError(
    'BAD_ARGUMENT',
    `fail on: expected none, all, or some of ${names}, got ${JSON.stringify(stray)}${suggestion(meant)}`,
  );
}
