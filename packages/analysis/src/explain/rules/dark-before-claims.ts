/**
 * A capture without destination MACs that begins in an outage: whose silence it was does not show. Pure.
 *
 * @module
 */

import type {DarkStretch} from '../../conversations/facts.js';
import {isBefore} from '../scope.js';
import {LONG_NS} from '../significance.js';
import {cannotTell, type Draft} from '../verdict.js';
import {areDestinationsUnseen, COOKED, NO_DESTINATIONS, toUnseenMac} from './asked-alone.js';
import type {Steady} from './steady-case.js';

/** @param words what was missed, and when */
export function beforeAnyClaim(
  {address, first, handovers}: Steady,
  dark: DarkStretch,
  words: string,
): Draft | undefined {
  const {lastAnswer, firstUnanswered, lastUnanswered} = dark;
  if (first === undefined || handovers.length > 0 || lastAnswer !== undefined) return undefined;
  if (!areDestinationsUnseen(address) || !isBefore(firstUnanswered, first)) return undefined;
  const frames = [firstUnanswered, first, dark.firstAnswer];
  // Long after the claim, the takeover that it may have been is no excuse.
  if (lastUnanswered.at - first.at >= LONG_NS)
    return toUnseenMac(`${words}; ${first.mac} claimed the address in frame ${first.frame}`, dark, frames);
  const text = `${words}. ${first.mac} then claimed the address (frame ${first.frame}): whether it took it over from another machine, or was silent itself, does not show, as a cooked capture has no destination MACs`;
  return cannotTell(NO_DESTINATIONS, `${text}.`, frames, COOKED);
}
