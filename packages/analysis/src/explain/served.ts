/**
 * How much of what was asked was answered. Pure.
 *
 * @module
 */

import type {DarkStretch} from '../conversations/facts.js';
import {MAX_OUTAGES} from '../conversations/settlement.js';
import {counted} from '../count-text.js';
import type {AddressFacts} from './facts.js';
import type {Handover} from './handover.js';
import {DEFAULT_THRESHOLD} from './rules/outage.js';
import {loneStretches, wholeStretches} from './stretches.js';

/** One in so many questions that is lost is worth a word: a network that is well loses next to none, and TCP is slow long before this. */
const LOST_PART = 20;

/** Fewer are lost at any change of owner; so many in a row are an outage, and scattered ones are worth as much. */
const FEWEST_LOST = DEFAULT_THRESHOLD.questions;

interface Served {
  readonly answered: number;
  readonly lost: number;
}

type Asked = Pick<AddressFacts, 'questionsAnswered' | 'questionsUnanswered' | 'dark' | 'senders'>;

/** `200 questions`; how many it missed as well, where that is a part that is missed: `only 200 of 250 questions`. */
export function servedText(address: Asked): string {
  const served = servedOf(address, lostIn(address));
  const count = isMissed(served) ? `only ${partText(served)}` : counted(served.answered, 'question');
  return `${count}${isPingedAlone(address) ? ', nothing but pings' : ''}${assumedText(address)}`;
}

/** An answer over UDP may mean any of the requests before it. */
function assumedText({senders, questionsAnswered}: Asked): string {
  const assumed = senders.flatMap(sender => sender.asked).reduce((sum, {assumed: own}) => sum + own, 0);
  if (assumed < FEWEST_LOST || assumed * LOST_PART < questionsAnswered) return '';
  return `, ${assumed} of them over UDP by an answer that may mean another`;
}

/** That pings are answered says nothing of any port. */
function isPingedAlone({senders}: Asked): boolean {
  const asked = senders.flatMap(sender => sender.asked);
  return (
    asked.some(({protocol, answered}) => protocol === 'echo' && answered > 0) &&
    asked.every(({protocol}) => protocol === 'echo' || protocol === 'neighbour')
  );
}

/** `140 of 200 questions answered`, where a part that is missed was lost apart from what is told otherwise; undefined otherwise. */
export function scatteredLoss(
  address: Asked,
  handovers: readonly Pick<Handover, 'dark' | 'senders' | 'outlived'>[],
  told: DarkStretch | undefined,
): string | undefined {
  const explained = new Set([
    told,
    ...handovers.flatMap(({dark, senders, outlived}) => [
      dark,
      ...[...senders, ...outlived].map(one => one.dark),
    ]),
  ]);
  const all = lostIn(address);
  const scattered = servedOf(
    address,
    all.filter(dark => !explained.has(dark)),
  );
  if (scattered.lost < FEWEST_LOST || !isMissed(scattered)) return undefined;
  return `${partText(servedOf(address, all))} answered`;
}

/** What nobody was answered, and what one asker was not while others were. One that was never answered is told of otherwise. */
function lostIn(address: Asked): DarkStretch[] {
  const lone = loneStretches(address).map(({dark}) => dark);
  return [
    ...wholeStretches(address),
    ...lone.filter(({lastAnswer, firstAnswer}) => lastAnswer ?? firstAnswer),
  ];
}

function servedOf(address: Asked, stretches: readonly DarkStretch[]): Served {
  const {questionsAnswered: answered, questionsUnanswered, dark} = address;
  const lost = stretches.reduce((total, {questions}) => total + questions, 0);
  // The least of so many stretches are not kept, but counted.
  return {
    answered,
    lost: dark.length < MAX_OUTAGES ? lost : Math.max(lost, questionsUnanswered - toldOf(address, stretches)),
  };
}

/** Questions of those stretches that are not among these. */
function toldOf(address: Asked, stretches: readonly DarkStretch[]): number {
  return lostIn(address).reduce((total, one) => total + (stretches.includes(one) ? 0 : one.questions), 0);
}

function isMissed({answered, lost}: Served): boolean {
  return lost * LOST_PART >= answered + lost;
}

function partText({answered, lost}: Served): string {
  return `${answered} of ${counted(answered + lost, 'question')}`;
}
