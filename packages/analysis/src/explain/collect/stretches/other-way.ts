/**
 * Silence where answers take a path that the capture does not see (one port of a bond, asymmetric routing): it is no evidence. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {sum} from '../../../collections/sum.js';
import type {DarkStretch} from '../../../conversations/facts.js';
import type {HalfSeenRun} from '../../../conversations/half-seen.js';
import type {AddressFacts} from '../../facts.js';
import {overlaps} from '../../scope.js';
import {MANY} from '../../significance.js';

/** A machine that has died certainly sends nothing after this long. Nanoseconds. */
const AT_ONCE_NS = 1_000_000_000n;

/** A capture that drops frames also has halves of conversations, but at most one in this many. */
const DROPPED_PART = 20;

/** The address with the stretches that are no evidence set apart; unchanged if whole conversations are seen. */
export function withoutUnseen(address: AddressFacts, end: bigint): AddressFacts {
  const {otherWay, ...seen} = address;
  if (otherWay === undefined || countOf(otherWay.halves) < MANY) return seen;
  const {halves} = otherWay;
  const keep = <T extends DarkStretch>(all: readonly T[], isNone: (dark: T) => boolean): readonly T[] =>
    all.some(isNone) ? all.filter(dark => !isNone(dark)) : all;
  const shownIn = (dark: DarkStretch, asker?: IpAddress) =>
    halves.some(half => isOf(half, asker) && isIn(half, dark, end));
  const dark = keep(seen.dark, one => shownIn(one));
  // While nobody is answered at all, the path of a single asker is not the reason.
  const isUnseen = (asker?: IpAddress) => (one: DarkStretch) =>
    !dark.some(whole => isMostOf(whole, one)) && (shownIn(one, asker) || isUsual(address, halves));
  const each = <T extends DarkStretch, O extends {readonly dark: readonly T[]}>(
    owner: O,
    asker?: IpAddress,
  ): O => ({...owner, dark: keep<T>(owner.dark, isUnseen(asker))});
  // The stretches of services are parts of these.
  const silences = [
    ...seen.dark.filter(one => !dark.includes(one)),
    ...seen.senders.flatMap(sender => sender.dark.filter(isUnseen(sender.ip))),
  ];
  return {
    ...seen,
    dark,
    services: seen.services.map(one => each(one)),
    senders: seen.senders.map(sender =>
      each({...sender, asked: sender.asked.map(one => each(one, sender.ip))}, sender.ip),
    ),
    otherWay: {halves, silences},
  };
}

/** Whether there are more halves than a capture that drops frames would have. */
function isUsual({questionsAnswered}: AddressFacts, halves: readonly HalfSeenRun[]): boolean {
  return DROPPED_PART * countOf(halves) > questionsAnswered;
}

function countOf(halves: readonly HalfSeenRun[]): number {
  return sum(halves, ({count}) => count);
}

/**
 * Whether a half-seen run is evidence about an asker or, if that is undefined, about the address. Any such
 * run shows that the address is alive, but only an asker's own shows that it is served.
 */
function isOf({asker: own}: HalfSeenRun, asker: IpAddress | undefined): boolean {
  return asker === undefined || own === asker;
}

/**
 * Whether a run reaches well into the stretch. A sign at its very beginning may be the last before the
 * machine died.
 */
function isIn({first, last}: HalfSeenRun, {firstUnanswered, firstAnswer}: DarkStretch, end: bigint): boolean {
  const until = firstAnswer?.at ?? end;
  const lasts = last.at - firstUnanswered.at;
  return first.at < until && (lasts > AT_ONCE_NS || 2n * lasts > until - firstUnanswered.at);
}

function isMostOf(whole: DarkStretch, one: DarkStretch): boolean {
  return overlaps(whole, one) && 2n * lengthOf(whole) >= lengthOf(one);
}

/** The time from its first question to its last. */
function lengthOf({firstUnanswered, lastUnanswered}: DarkStretch): bigint {
  return lastUnanswered.at - firstUnanswered.at;
}
