/**
 * A share of the questions that is lost in many places, a few in a row each time, as on a path that loses packets. Pure.
 *
 * @module
 */

import type {Interval} from '../../collections/intervals.js';
import {sum} from '../../collections/sum.js';
import type {DarkStretch} from '../../conversations/facts.js';
import type {SessionFacts} from '../../sessions/facts.js';
import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {overlaps} from '../scope.js';
import {IN_A_ROW} from '../significance.js';
import {LOST_PART} from './served.js';
import {wholeStretches} from './stretches.js';

/** In fewer places, each may have a cause of its own. */
const FEWEST_PLACES = IN_A_ROW;

/** Added to the longest row that is to be expected, which chance exceeds only now and then. */
const MORE_IN_A_ROW = 3;

export interface PacketLoss {
  readonly answered: number;
  /** All questions that were lost, elsewhere as well. */
  readonly unanswered: number;
  /** Those lost in a few at a time. */
  readonly lost: number;
  /** The stretches in which they were. */
  readonly places: readonly DarkStretch[];
  /** The most of them in a row. */
  readonly row: number;
  /** More in a row than this are not lost by chance. */
  readonly most: number;
}

type Asked = Pick<
  AddressFacts,
  'questionsAnswered' | 'questionsUnanswered' | 'dark' | 'senders' | 'services'
>;

/** Undefined where hardly any is lost, or all of them in few places. */
export function packetLoss(address: Asked, handovers: readonly Handover[]): PacketLoss | undefined {
  const {questionsAnswered: answered, questionsUnanswered, senders, services} = address;
  const asking = senders.flatMap(sender => sender.asked);
  // What never answers is not lost on the way. Most requests for a MAC are sent to all, and count nowhere.
  const unserved = sum(asking, ({protocol, answered: served, settled}) =>
    served === 0 && protocol !== 'neighbour' ? settled : 0,
  );
  const unanswered = Math.max(0, questionsUnanswered - unserved);
  const asked = answered + unanswered;
  if (unanswered * LOST_PART < asked || answered === 0) return undefined;
  const most = rowByChance(asked, unanswered);
  const long = [...senders, ...services].flatMap(({dark}) => dark.filter(one => one.questions > most));
  const stalled = senders.flatMap(({sessions}) => sessions.flatMap(session => stallsOf(session, most)));
  const places = wholeStretches(address).filter(
    dark =>
      dark.lastAnswer !== undefined &&
      dark.firstAnswer !== undefined &&
      dark.questions <= most &&
      !handovers.some(handover => isAround(handover, dark)) &&
      !long.some(one => overlaps(one, dark)) &&
      !stalled.some(({from, to}) => dark.lastUnanswered.at >= from && dark.firstUnanswered.at <= to),
  );
  const lost = sum(places, ({questions}) => questions);
  if (places.length < FEWEST_PLACES || lost * LOST_PART < asked) return undefined;
  const row = places.reduce((longest, {questions}) => Math.max(longest, questions), 0);
  return {answered, unanswered, lost, places, row, most};
}

/** The longest row among so many questions of which this share is lost independently (Schilling, The Longest Run of Heads, 1990). */
function rowByChance(asked: number, lost: number): number {
  const share = Math.min(lost / asked, 1 / 2);
  return Math.log(asked) / Math.log(1 / share) + MORE_IN_A_ROW;
}

/** When a session sent the same again more often than that: others are answered in between, and that is no loss in many places. */
function stallsOf({unacknowledged, longestSilence}: SessionFacts, most: number): Interval[] {
  const again = unacknowledged === undefined ? 0 : unacknowledged.rungsNs.length;
  return [
    ...(unacknowledged !== undefined && again >= most ? [unacknowledged] : []),
    ...(longestSilence !== undefined && longestSilence.unanswered > most ? [longestSilence] : []),
  ].map(({first, last}) => ({from: first.at, to: last.at}));
}

function isAround({dark, senders, outlived}: Handover, own: DarkStretch): boolean {
  return [dark, ...[...senders, ...outlived].map(one => one.dark)].some(
    one => one !== undefined && overlaps(one, own),
  );
}
