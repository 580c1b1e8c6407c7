/**
 * Why a station sends to a different MAC than before: what it heard since its last frame to the old one.
 *
 * @module
 */

import type {RunCause} from '../../../conversations/facts.js';
import type {Sayings} from './claimants.js';
import type {Telling} from './told-stations.js';

/** A router may need this long until it sends to a MAC that it has learned. Nanoseconds. */
const PROGRAMMED_WITHIN_NS = 1_000_000_000n;

/**
 * The first claim for the new MAC since the last frame to the old one; where there is none, the last just before that, which is then only
 * probable.
 */
export function causeOfMove(
  to: number,
  since: bigint,
  {announced, asked}: Sayings = {},
  told: Telling | undefined,
): RunCause | undefined {
  const causes: RunCause[] = [];
  if (announced !== undefined) causes.push({...announced, what: 'announcement', isCertain: false});
  if (told?.mac === to) {
    const what = told.wasAsked ? 'own-question' : 'unasked-answer';
    causes.push({...told.mark, what, isCertain: told.wasAsked});
  }
  if (asked !== undefined) causes.push({...asked, what: 'side-traffic', isCertain: false});
  const later = causes.filter(({at}) => at > since).sort((a, b) => a.frame - b.frame);
  if (later[0] !== undefined) return later[0];
  const just = causes.filter(({at}) => at > since - PROGRAMMED_WITHIN_NS).sort((a, b) => b.frame - a.frame);
  return just[0] === undefined ? undefined : {...just[0], isCertain: false};
}
