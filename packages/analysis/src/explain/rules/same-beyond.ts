/**
 * The stretch in which a router's forwarded questions were not answered in the address's own network either. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {overlaps} from '../scope.js';
import {NEAR_NS, translatedIn} from './router-fault.js';

/** A stretch on this side, as it is beyond the router. */
export interface Same {
  /** Absent where the router translates the addresses of its clients. */
  readonly sender?: Sender;
  readonly dark: DarkStretch;
}

/** The stretch in which the forwarded questions were not answered. */
export function sameThere(
  address: AddressFacts,
  there: AddressFacts,
  askers: readonly Sender[],
  dark: DarkStretch,
): Same | undefined {
  let isKnown = false;
  for (const asker of askers) {
    const sender = there.senders.find(({ip, mac}) => ip === asker.ip && mac !== asker.mac);
    if (sender === undefined) continue;
    isKnown = true;
    const missed = longest(darkOf(asker).filter(one => overlaps(one, dark)));
    const same = darkOf(sender).find(
      one => missed !== undefined && overlaps(one, missed) && 2 * one.questions > missed.questions,
    );
    if (same !== undefined) return {sender, dark: same};
  }
  return isKnown ? undefined : sameOfTranslated(address, there, dark);
}

/** The router asks in its own name, so that nothing but the time shows which of its questions are the same. */
function sameOfTranslated(address: AddressFacts, there: AddressFacts, dark: DarkStretch): Same | undefined {
  const whole = there.dark.find(one => isCovered(dark, one));
  if (whole !== undefined) return {dark: whole};
  const all = translatedIn(address, there).flatMap(sender =>
    darkOf(sender).map(own => ({sender, dark: own})),
  );
  return all.find(one => isCovered(dark, one.dark) && 2 * one.dark.questions > dark.questions);
}

/** Whether all of it lies between the answers before and after the other one. */
function isCovered({firstUnanswered, lastUnanswered}: DarkStretch, {lastAnswer, firstAnswer}: DarkStretch) {
  return (
    (lastAnswer === undefined || lastAnswer.at <= firstUnanswered.at + NEAR_NS) &&
    (firstAnswer === undefined || lastUnanswered.at <= firstAnswer.at + NEAR_NS)
  );
}

/** Those of all its questions first. */
export function darkOf({dark, asked}: Sender): DarkStretch[] {
  return [...dark, ...asked.flatMap(one => one.dark)];
}

function longest(all: readonly DarkStretch[]): DarkStretch | undefined {
  return all.reduce<DarkStretch | undefined>(
    (most, one) => (most === undefined || one.questions > most.questions ? one : most),
    undefined,
  );
}
