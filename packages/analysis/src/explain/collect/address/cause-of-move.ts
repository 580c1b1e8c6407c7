/**
 * Why a station sends to a different MAC than before: what it heard since its last frame to the old one.
 *
 * @module
 */

import type {Mark} from '../../../capture/mark.js';
import type {RunCause} from '../../../conversations/facts.js';
import type {Saying} from './sayings.js';
import type {Telling} from './told-stations.js';

/** A router may need this long until it sends to a MAC that it has learned. Nanoseconds. */
const PROGRAMMED_WITHIN_NS = 1_000_000_000n;

/**
 * The first claim for the new MAC since the last frame to the old one; where there is none, the last just before that, which is then only
 * probable. An announcement without Override, or the second answer to one question, counts if nothing else was said: an entry that has a MAC
 * keeps it.
 *
 * @param sayings what the new MAC said to all, or to this station
 */
export function causeOfMove(
  to: number,
  since: bigint,
  sayings: readonly Saying[],
  told: Telling | undefined,
): RunCause | undefined {
  const strong = sayings.filter(({isWeak}) => !isWeak);
  const weak = sayings.filter(({isWeak}) => isWeak);
  const answer = told?.mac === to ? told : undefined;
  const [first, second] = answer?.isSecond === true ? [undefined, answer] : [answer, undefined];
  return (
    firstAfter(since, strong, first) ??
    firstAfter(since, weak, second) ??
    lastJustBefore(since, strong, first) ??
    lastJustBefore(since, weak, second)
  );
}

function firstAfter(
  since: bigint,
  sayings: readonly Saying[],
  told: Telling | undefined,
): RunCause | undefined {
  const said = sayings.map(saying => causeSaid(saying, saying.first.at > since ? saying.first : saying.last));
  const causes = [...said, ...causesTold(told)].filter(({at}) => at > since);
  return causes.sort((a, b) => a.frame - b.frame)[0];
}

function lastJustBefore(
  since: bigint,
  sayings: readonly Saying[],
  told: Telling | undefined,
): RunCause | undefined {
  const said = sayings.map(saying => causeSaid(saying, saying.last));
  const causes = [...said, ...causesTold(told)].filter(({at}) => at > since - PROGRAMMED_WITHIN_NS);
  const last = causes.sort((a, b) => b.frame - a.frame)[0];
  return last === undefined ? undefined : {...last, isCertain: false};
}

function causeSaid({what}: Saying, {at, frame}: Mark): RunCause {
  return {at, frame, what: what === 'announcement' ? what : 'side-traffic', isCertain: false};
}

function causesTold(told: Telling | undefined): RunCause[] {
  if (told === undefined) return [];
  const {mark, wasAsked, isSecond} = told;
  const what = wasAsked ? 'own-question' : 'unasked-answer';
  return [{...mark, what, isCertain: wasAsked && !isSecond}];
}
