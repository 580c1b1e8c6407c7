/**
 * The facts in the record of an address. Pure.
 *
 * @module
 */

import {addressOfKey} from '@vip/arp';
import type {Mark} from '../../../capture/mark.js';
import {sum} from '../../../collections/sum.js';
import type {SentRun} from '../../../conversations/facts.js';
import {type Answering, darkOfAll} from '../../../conversations/gaps/dark-stretches.js';
import type {Asker} from '../../../conversations/senders/asker.js';
import {senderFacts} from '../../../conversations/senders/sender-facts.js';
import type {ClaimRun, WhoHasQuestion} from '../../claim-facts.js';
import type {AddressFacts, AnswerRun, Interest} from '../../facts.js';
import type {AddressRecord} from './address-record.js';

/** Why an address is examined, besides claims to it. */
export type Why = 'asked-for' | 'advertised' | 'elsewhere' | 'unanswered' | 'stayed';

export function recordFacts(record: AddressRecord, why?: Why): AddressFacts {
  const {control, network, clock, spoken, settlement} = record;
  const answers = spoken?.facts(clock) ?? [];
  const askers = [...record.senders.values()];
  const answering = answeringOf(record);
  const senders = askers.map(asker =>
    senderFacts(asker, {
      isRouted: control.whoHas.isAskedForOthers(asker.mac, asker.key),
      answering,
    }),
  );
  const counts = senders.flatMap(({runs}) => runs);
  const first = {at: record.firstAt, frame: record.firstFrame};
  const told = control.facts();
  return {
    ip: addressOfKey(record.key),
    network: network.text,
    iface: network.iface,
    vlans: network.vlans,
    interests: [...interestsOf(record, answers, why)],
    first,
    last: latest(first, [...answers, ...counts], control.last),
    answers,
    senders,
    ...told,
    dark: darkOfAll(settlement?.outages, clock, answering),
    services: settlement?.services.facts(clock) ?? [],
    requests: record.requests?.facts(clock) ?? [],
    ...questionCounts(record, counts, told.questions),
    refusals: [...(record.refusals?.values() ?? [])],
    ...(record.tickles === undefined ? {} : {tickled: record.tickles.facts(clock)}),
    ...(settlement?.openAtEnd === undefined ? {} : {openAtEnd: settlement.openAtEnd}),
    ...(record.halfSeen === undefined
      ? {}
      : {otherWay: {halves: record.halfSeen.facts(clock), silences: []}}),
    beyond: {...control.beyond, ...beyondOf(record, askers)},
  };
}

/** Whether there is any reason to report it: most addresses are clients, whose other facts need not be collected. */
export function hasInterest(record: AddressRecord, why?: Why): boolean {
  if (why !== undefined || record.interests.size > 0) return true;
  return interestsOf(record, record.spoken?.facts(record.clock) ?? []).size > 0;
}

function interestsOf(
  {interests, claimRuns}: AddressRecord,
  answers: readonly AnswerRun[],
  why?: Why,
): Set<Interest> {
  const all = new Set<Interest>([...(why === undefined ? [] : [why]), ...interests]);
  if (isContested(answers, claimRuns)) all.add('conflict');
  if (isAnsweredElsewhere(answers, claimRuns)) all.add('answered-elsewhere');
  return all;
}

/** What an address answered, anybody. */
export function answeringOf({settlement}: AddressRecord): Answering {
  if (settlement?.services.isAny === true) return 'services';
  return settlement?.outages.lastAnswered === undefined ? 'nothing' : 'requests for its MAC';
}

function questionCounts(
  {senders, answersToOthers}: AddressRecord,
  runs: readonly SentRun[],
  whoHas: readonly WhoHasQuestion[],
): Pick<AddressFacts, 'questionsAnswered' | 'questionsUnanswered'> {
  const {settledBefore} = senders;
  const resolved = whoHas.filter(({answer}) => answer !== undefined).length;
  const answered = runs.reduce((total, run) => total + run.answered, settledBefore.answered);
  return {
    questionsAnswered: answered + answersToOthers + resolved,
    questionsUnanswered: runs.reduce((total, {unanswered}) => total + unanswered, settledBefore.unanswered),
  };
}

function latest(first: Mark, runs: readonly {readonly last: Mark}[], told: Mark | undefined): Mark {
  const lasts = [...runs.map(({last}) => last), ...(told === undefined ? [] : [told])];
  // Some of these marks have further properties.
  const {at, frame} = lasts.reduce((late, mark) => (mark.frame > late.frame ? mark : late), first);
  return {at, frame};
}

function beyondOf({beyondSenders, spoken}: AddressRecord, askers: readonly Asker[]) {
  return {
    senders: beyondSenders,
    runs: askers.reduce((total, {runs}) => total + runs.beyond, spoken?.beyond ?? 0),
    sessions: sum(askers, ({tcp}) => tcp?.beyond ?? 0),
  };
}

/** Whether the MAC that claims it differs from the one that sends from it. */
function isContested(answers: readonly AnswerRun[], claims: readonly ClaimRun[]): boolean {
  const [first] = answers;
  const claimed = claims[0];
  if (first === undefined || claimed === undefined || claimed.first.at < first.first.at) return false;
  return !claims.some(({mac}) => answers.some(run => run.mac === mac));
}

/** Fewer answers from other machines may be an accident. */
const MANY_ELSEWHERE = 3;

/** Whether the machine that claims it answers only requests for its MAC, and other machines, with no router in between, answer everything else. */
function isAnsweredElsewhere(answers: readonly AnswerRun[], claims: readonly ClaimRun[]): boolean {
  if (claims.length === 0) return false;
  const isOwn = ({mac}: AnswerRun) => claims.some(claim => claim.mac === mac);
  const others = answers.filter(run => run.answers > 0 && !isOwn(run));
  if (others.some(({isForwarded}) => isForwarded === true)) return false;
  const told = sum(claims, ({count}) => count);
  const own = sum(answers.filter(isOwn), ({count}) => count);
  return own <= told && sum(others, run => run.answers) >= MANY_ELSEWHERE;
}
