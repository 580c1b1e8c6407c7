/**
 * The share of questions that were answered. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {sum} from '../../collections/sum.js';
import type {DarkStretch} from '../../conversations/facts.js';
import {MAX_OUTAGES} from '../../conversations/gaps/settlement.js';
import type {Protocol} from '../../conversations/protocol.js';
import {counted, listed} from '../../text/count-text.js';
import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {servicesText} from '../words/service-text.js';
import {DEFAULT_THRESHOLD} from './outage-threshold.js';
import {loneStretches, wholeStretches} from './stretches.js';

/** The loss of one question in this many is worth mentioning: a healthy network loses almost none, and TCP slows down well before this. */
export const LOST_PART = 20;

/** A change of owner loses fewer than this. As many in a row are an outage, so scattered losses of as many count, too. */
const FEWEST_LOST = DEFAULT_THRESHOLD.questions;

interface Served {
  readonly answered: number;
  readonly lost: number;
}

type Asked = Pick<
  AddressFacts,
  'questionsAnswered' | 'questionsUnanswered' | 'dark' | 'senders' | 'services' | 'questions'
>;

/** `200 questions`; if a noticeable share was lost, out of how many: `only 200 of 250 questions`. */
export function servedText(address: Asked): string {
  const served = servedOf(address, lostIn(address));
  const count = isMissed(served)
    ? `only ${partText(served)}${inTime(address)}`
    : counted(served.answered, 'question');
  return `${count}${kindsText(address)}${assumedText(address)}`;
}

/** Whether the owner answers, others do, or both: forwarders that share the load, or real servers behind a director. */
export function whoAnswers({answers}: Pick<AddressFacts, 'answers'>, owner: MacAddress): string {
  const answering = answers.filter(run => run.answers > 0);
  if (!answering.some(({mac}) => mac === owner)) return 'and what was asked was answered from elsewhere';
  return answering.every(({mac}) => mac === owner) ? 'and answers' : 'and answers, as do other MACs';
}

/** An answer over UDP, or a packet of a tunnel, may belong to any of those before it. */
function assumedText({senders, questionsAnswered}: Asked): string {
  const kinds = senders.flatMap(({asked}) => asked.filter(kind => kind.assumed > 0));
  const assumed = sum(kinds, kind => kind.assumed);
  if (assumed < FEWEST_LOST || assumed * LOST_PART < questionsAnswered) return '';
  const over = kinds.map(kind => (kind.protocol === 'tunnel' ? servicesText([kind]) : 'UDP'));
  return `, ${assumed} of them over ${listed([...new Set(over)])} by an answer that may mean another`;
}

/** If no port was asked, what was: answers to pings, and to requests for the MAC, say nothing about any port. */
function kindsText({senders, services, questions}: Asked): string {
  const asked = senders.flatMap(sender => sender.asked);
  const isPinged = asked.some(({protocol, answered}) => protocol === 'echo' && answered > 0);
  const isPort = ({protocol}: {readonly protocol: Protocol}) =>
    protocol !== 'echo' && protocol !== 'neighbour';
  if (!isPinged || services.some(isPort) || asked.some(isPort)) return '';
  const isResolved =
    questions.length > 0 || asked.some(({protocol, settled}) => protocol === 'neighbour' && settled > 0);
  return isResolved ? ', nothing but pings and requests for its MAC' : ', nothing but pings';
}

/** `140 of 200 questions answered`, if a noticeable share was lost outside the outages that are reported anyway; otherwise undefined. */
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
  return `${partText(servedOf(address, all))} answered${inTime(address)}`;
}

/** Answers too late to count are still answers here. */
export function inTime({senders}: Pick<Asked, 'senders'>): string {
  return senders.some(({asked}) => asked.some(({late}) => late > 0)) ? ' in time' : '';
}

/** Outages of all askers or of a single one. Askers that were never answered are reported elsewhere. */
function lostIn(address: Asked): DarkStretch[] {
  const lone = loneStretches(address).map(({dark}) => dark);
  return [
    ...wholeStretches(address),
    ...lone.filter(({lastAnswer, firstAnswer}) => lastAnswer ?? firstAnswer),
  ];
}

function servedOf(address: Asked, stretches: readonly DarkStretch[]): Served {
  const {questionsAnswered: answered, questionsUnanswered, dark} = address;
  const lost = sum(stretches, ({questions}) => questions);
  // If there are very many, the shortest stretches are counted but not kept.
  return {
    answered,
    lost: dark.length < MAX_OUTAGES ? lost : Math.max(lost, questionsUnanswered - toldOf(address, stretches)),
  };
}

/** Number of questions in other stretches. */
function toldOf(address: Asked, stretches: readonly DarkStretch[]): number {
  return lostIn(address).reduce((total, one) => total + (stretches.includes(one) ? 0 : one.questions), 0);
}

function isMissed({answered, lost}: Served): boolean {
  return lost * LOST_PART >= answered + lost;
}

function partText({answered, lost}: Served): string {
  return `${answered} of ${counted(answered + lost, 'question')}`;
}
