/**
 * Whether, of two routers that both advertise, one has merely not yielded yet.
 *
 * @module
 */

import type {Rivalry} from './router-facts.js';

/** A rival that advertised this often did not merely yield late. */
export const RIVAL_ADVERTS = 3;

/** Whether a rivalry lasted longer than the weaker router needs to yield. */
export function isLasting({at, last, count, isMutual}: Rivalry, intervalNs: bigint): boolean {
  return isMutual && count >= RIVAL_ADVERTS && last.at - at > intervalNs;
}
