/**
 * An address that comes and goes on one machine: each time, nothing answers until that machine announces it
 * again. A single gap may be too short to be a fault.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import {sum} from '../../collections/sum.js';
import type {DarkStretch} from '../../conversations/facts.js';
import {counted, times} from '../../text/count-text.js';
import {formatDuration, formatRange} from '../../text/duration-text.js';
import type {AddressFacts} from '../facts.js';
import {type AnnouncementSet, setsOf} from '../handovers/announcement-sets.js';
import type {OutageThreshold} from '../outages/outage-threshold.js';
import {wholeStretches} from '../outages/stretches.js';
import {MANY} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import {boundsText, darkNs} from '../words/dark-text.js';
import {framesSpoken} from '../words/frame-naming.js';

/** An announcement may be captured this long after the first answer, which it made possible. Nanoseconds. */
const SOON_NS = 2_000_000n;

/** A stretch that an answer ended. */
type Gap = DarkStretch & Required<Pick<DarkStretch, 'firstAnswer'>>;

export interface Flicker {
  readonly draft: Draft;
  readonly stretches: readonly DarkStretch[];
}

export function flicker(
  address: AddressFacts,
  owner: MacAddress | undefined,
  threshold: OutageThreshold,
): Flicker | undefined {
  // The machine behind a virtual MAC may be a different one each time.
  if (owner === undefined || isVirtualRouterMac(owner)) return undefined;
  const sets = setsOf(address.announcements.filter(({mac}) => mac === owner));
  if (sets.length < MANY) return undefined;
  const stretches = wholeStretches(address)
    .filter(isGap)
    .filter(dark => sets.some(set => returnsIn(dark, set)));
  const [first] = stretches;
  const last = stretches.at(-1);
  const lost = sum(stretches, ({questions}) => questions);
  if (first === undefined || last === undefined || stretches.length < MANY || lost < threshold.questions)
    return undefined;
  // If it is announced all the time, some announcements coincide with a loss by chance.
  const others = sets.filter(
    set =>
      set.first.at > first.firstUnanswered.at &&
      set.first.at < endOf(last) &&
      !stretches.some(dark => returnsIn(dark, set)),
  );
  if (others.length * MANY > stretches.length) return undefined;
  return {draft: draftOf(owner, stretches, first, last, lost), stretches};
}

function isGap(dark: DarkStretch): dark is Gap {
  return dark.firstAnswer !== undefined;
}

/** Whether the announcements precede the first answer; the client may not have asked again at once. */
function returnsIn(dark: Gap, {first, last}: AnnouncementSet): boolean {
  return last.at > dark.firstUnanswered.at && first.at < endOf(dark);
}

function endOf({firstAnswer}: Gap): bigint {
  return firstAnswer.at + SOON_NS;
}

function draftOf(owner: MacAddress, stretches: readonly Gap[], first: Gap, last: Gap, lost: number): Draft {
  const sorted = stretches.toSorted((a, b) => Number(darkNs(a) - darkNs(b)));
  const longest = sorted.at(-1) ?? first;
  const each = formatRange(darkNs(sorted[0] ?? first), darkNs(longest));
  const frames = framesSpoken(first.firstUnanswered, last.lastUnanswered);
  const within = formatDuration(endOf(last) - first.firstUnanswered.at);
  const words = `No answer ${times(stretches.length)} within ${within}, for ${each} each (${lost} questions in ${frames}), and each time ${owner} announced the address again before it answered: the address comes and goes on that machine`;
  return {
    ...finding(
      'OUTAGE',
      `${words}.`,
      [first.lastAnswer, first.firstUnanswered, last.lastUnanswered, last.firstAnswer],
      REMEDY,
    ),
    brief: `${counted(stretches.length, 'outage')} within ${within}, the longest ${boundsText(longest)}`,
    consequence: 'it recovered by itself, and may disappear again for the same reason',
  };
}

const REMEDY =
  'Find out on that machine what removes the address and adds it again (ip monitor address, the journal): two programs that manage it, such as keepalived ' +
  'and NetworkManager, a script that fails and is run again, or a link that flaps.';
