/**
 * The outages of an address and those of single askers: while one asks in vain, others may be answered, and an unanswered question of
 * one asker between two answers to others is not an outage of the address. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import {LATE_NS} from '../../outages/outage.js';
import {isBefore, overlaps} from '../scope.js';

/** An outage, of one asker or of all. */
export interface Stretch {
  readonly dark: DarkStretch;
  readonly sender?: Sender;
}

/** Factor by which a single asker's outage must exceed the common one to be reported instead. */
const LONGER_TIMES = 2n;

/** Something that several askers ask: an address, or one of its services. */
interface AskedBy<D extends DarkStretch, S extends {readonly dark: readonly D[]}> {
  readonly dark: readonly D[];
  readonly senders: readonly S[];
}

/** Stretches in which no asker was answered, but for those between two answers to others of askers that get none for longer. */
export function wholeStretches<D extends DarkStretch, S extends {readonly dark: readonly D[]}>({
  dark,
  senders,
}: AskedBy<D, S>): D[] {
  const longer = senders.flatMap(sender => sender.dark).filter(({bounds}) => bounds.leastNs >= LATE_NS);
  return dark.filter(whole => {
    const own = longer.filter(one => one.questions > whole.questions && overlaps(one, whole));
    return whole.bounds.leastNs < LATE_NS ? own.length === 0 : !isOfThese(own, senders, whole);
  });
}

/** Whether only they asked then, and others were answered while they asked in vain. */
function isOfThese(
  own: readonly DarkStretch[],
  senders: readonly {readonly dark: readonly DarkStretch[]}[],
  whole: DarkStretch,
): boolean {
  const {lastAnswer, firstAnswer} = whole;
  const isBeyond = ({firstUnanswered, lastUnanswered}: DarkStretch) =>
    (lastAnswer !== undefined && isBefore(firstUnanswered, lastAnswer)) ||
    (firstAnswer !== undefined && isBefore(firstAnswer, lastUnanswered));
  const asking = senders.flatMap(sender => sender.dark).filter(one => overlaps(one, whole));
  return own.length > 0 && asking.every(one => own.includes(one) && isBeyond(one));
}

/** Stretches in which one asker was not answered while others were, or for much longer than the others. */
export function loneStretches<D extends DarkStretch, S extends {readonly dark: readonly D[]}>(
  address: AskedBy<D, S>,
): {readonly dark: D; readonly sender: S}[] {
  const whole = wholeStretches(address);
  return address.senders.flatMap(sender =>
    sender.dark
      .filter(dark => !whole.some(one => overlaps(one, dark) && !isMuchLonger(dark, one)))
      .map(dark => ({dark, sender})),
  );
}

/** The longest stretch: the common one, unless a single asker's is much longer. */
export function worstStretch(
  whole: readonly DarkStretch[],
  lone: readonly Required<Stretch>[],
): Stretch | undefined {
  const ofAll = longest(whole.map(dark => ({dark})));
  const ofOne = longest(lone);
  if (ofAll === undefined) return ofOne;
  return ofOne !== undefined && isMuchLonger(ofOne.dark, ofAll.dark) ? ofOne : ofAll;
}

function longest<T extends Stretch>(all: readonly T[]): T | undefined {
  return all.reduce<T | undefined>(
    (worst, one) =>
      worst === undefined || one.dark.bounds.leastNs > worst.dark.bounds.leastNs ? one : worst,
    undefined,
  );
}

function isMuchLonger(one: DarkStretch, other: DarkStretch): boolean {
  return one.bounds.leastNs > LONGER_TIMES * other.bounds.leastNs + LATE_NS;
}
