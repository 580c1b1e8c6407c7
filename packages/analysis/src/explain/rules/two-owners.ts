/**
 * Two holders of the address, or an old owner that claims it back without serving it.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {roleIn} from '../../claims/router-role.js';
import {sum} from '../../collections/sum.js';
import type {SentRun} from '../../conversations/facts.js';
import {counted, times} from '../../text/count-text.js';
import type {Tenure} from '../claim-facts.js';
import {routersOf} from '../handovers/router-index.js';
import {isToldUnasked} from '../handovers/told-answers.js';
import {isBefore, isWithin, latest} from '../scope.js';
import {GRACE_NS, LONG_NS, MANY, UNDER_WAY_NS} from '../significance.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {areDestinationsUnseen, COOKED, NO_DESTINATIONS} from './asked-alone.js';
import {type Case, names, runsTo, unanswered, type VerdictRule} from './case.js';
import {WHOLE_FRAMES} from './cut-off.js';
import {routerName} from './router-name.js';

/** Both answer the same question, or both keep claiming it. */
export const twoOwners: VerdictRule = given =>
  disputed(given) ?? contradicted(given) ?? answeredByBoth(given);

function disputed(given: Case) {
  const {address, handover} = given;
  const all = handover.how === 'conflict' ? [handover.asTenure, ...handover.disputes] : handover.disputes;
  const conflicts = all.filter(({how}) => how === 'conflict');
  const [first] = conflicts;
  if (first === undefined) return undefined;
  const bothAnswer = conflicts.find(({evidence}) => evidence === 'both-answer');
  const frames = conflicts.slice(0, 4).map(({frame}) => frame);
  if (bothAnswer !== undefined) {
    const words = `${bothAnswer.from} and ${bothAnswer.mac} both answer the same question`;
    return finding('TWO_OWNERS', `${words}.`, frames);
  }
  const returning = first.mac === handover.to ? first.from : first.mac;
  const answersOn = address.answers.some(
    run => run.mac === returning && isBefore(first, run.last) && run.count > 1,
  );
  if (conflicts.length < 2 && !answersOn) return undefined;
  if (conflicts.length < 3 && hasLetGo(address, first, handover.until)) return undefined;
  const inTurn = conflicts.length > 1 ? `, in turn (${times(conflicts.length)})` : '';
  const words = `${first.from} and ${first.mac} both claim the address${inTurn}`;
  if (mayHaveYielded(given, conflicts)) return unlessYielded(words, frames);
  return finding('TWO_OWNERS', `${words}.`, frames);
}

/** Whether it was over after a moment, as where one of two masters yields to the advertisements of the other, which may have been cut off. */
function mayHaveYielded({address, capture}: Case, conflicts: readonly Tenure[]): boolean {
  const [first, last] = [conflicts[0], conflicts.at(-1)];
  if (first === undefined || last === undefined || capture.cutOff.of(address) === 0) return false;
  return last.at - first.at < LONG_NS;
}

function unlessYielded(words: string, frames: readonly number[]): Draft {
  const evidence = `${words}, for less than a second. The snap length cut off the contents of frames that may show that one of them then yielded`;
  return cannotTell('frames cut off by the snap length', `${evidence}.`, frames, WHOLE_FRAMES);
}

/** A returning owner that does not answer, or not for long, does not hold the address. */
function hasLetGo(address: Case['address'], tenure: Tenure, until: Mark | undefined): boolean {
  const {answers} = address;
  const {mac} = tenure;
  const asked = sentBackTo(address, tenure, until);
  const answer = answers.findLast(run => run.mac === mac && run.lastAnswer !== undefined)?.lastAnswer;
  const since = (run: SentRun) =>
    (answer !== undefined && isBefore(tenure, answer) ? answer.at : run.first.at) + GRACE_NS;
  return lostThere(address, tenure, until) >= MANY && asked.some(run => run.last.at > since(run));
}

/** @param until the next change of owner: what goes to it after that belongs to another turn */
function sentBackTo({senders}: Case['address'], tenure: Tenure, until: Mark | undefined): SentRun[] {
  const isEarlier = (mark: Mark) => until === undefined || isBefore(mark, until);
  return runsTo(senders, tenure.mac).filter(run => isBefore(tenure, run.last) && isEarlier(run.first));
}

/** Whether it served the address for a while before the next change of owner: what was lost there after that is another outage. */
function servedSince({answers}: Case['address'], {mac, at}: Tenure, until: Mark | undefined): boolean {
  return answers.some(
    ({mac: speaker, firstAnswer, lastAnswer, answers: count}) =>
      speaker === mac &&
      firstAnswer !== undefined &&
      lastAnswer !== undefined &&
      count >= MANY &&
      lastAnswer.at > at + UNDER_WAY_NS &&
      (until === undefined || isBefore(firstAnswer, until)),
  );
}

/**
 * Questions that went to the returning owner without an answer. If it is not known whether answers to these senders are visible here, all
 * frames to it count, provided that answers of the other owner are visible and none of its own are.
 */
function lostThere(address: Case['address'], tenure: Tenure, until: Mark | undefined): number {
  const asked = sentBackTo(address, tenure, until);
  const lost = sum(asked, unanswered);
  const isOtherHeard = address.answers.some(
    ({mac, answers, last}) => mac === tenure.from && answers > 0 && isBefore(tenure, last),
  );
  if (lost > 0 || !isOtherHeard || sum(asked, run => run.answered) > 0) return lost;
  return sum(asked, run => run.count);
}

/** Make before break: for less than this, both may hold an address that moves as planned. Nanoseconds. */
const BOTH_LONG_NS = 10_000_000_000n;

/** Both answered requests for its MAC, and both did so again long after: neither gave the address up, though neighbours believed each in turn. */
function answeredByBoth({address, handover: {from, to}}: Case) {
  const both = address.doubleAnswers.filter(
    ({macs}) => from !== undefined && [from, to].every(mac => macs.includes(mac)),
  );
  const [first] = both;
  const last = both.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < BOTH_LONG_NS) return undefined;
  const words = `${first.macs[0]} and ${first.macs[1]} both answer the same requests for its MAC (${times(both.length)})`;
  return finding('TWO_OWNERS', `${words}.`, [first.frame, last.frame]);
}

/** One claims it, while another continues as master of its virtual router. */
function contradicted({address, capture, handover}: Case) {
  if (handover.asTenure.isBrief === true) return undefined;
  for (const router of routersOf(address, capture.routers)) {
    const {protocol, masters, intervalNs} = router;
    const master = masters.findLast(one => !isBefore(handover, one));
    const isOther =
      master?.mac !== undefined && master.mac !== handover.to && !isVirtualRouterMac(master.mac);
    const isNextOnTime = masters.some(({mac, at}) => mac === handover.to && at > handover.at);
    if (!isOther || isNextOnTime || isVirtualRouterMac(handover.to)) continue;
    // The same router going on from another MAC does not show that this one does.
    const last = master.lastOfMac ?? master.last;
    if (last.at <= handover.at + 3n * intervalNs) continue;
    const words = `${handover.to} claims the address, but ${master.mac} remains its ${roleIn(protocol)} (${routerName(router)})`;
    return finding('TWO_OWNERS', `${words}.`, [handover.frame, last.frame]);
  }
  return undefined;
}

/**
 * The address was announced, but the old owner still answers clients that did not follow, so it has the
 * address as well.
 */
export const servedByBoth: VerdictRule = ({address, capture, handover}) => {
  const {from, to, at, frame, keepsMac, announcements} = handover;
  if (from === undefined || keepsMac || isVirtualRouterMac(from) || isVirtualRouterMac(to)) return undefined;
  const {answers, whom, isAnyLost} = keptBy(address, handover, from);
  const last = latest(address.answers.filter(({mac}) => mac === from).map(({lastAnswer}) => lastAnswer));
  if (answers < MANY || isAnyLost || last === undefined || last.at <= at + UNDER_WAY_NS) return undefined;
  const isOnlyTold =
    isToldUnasked(address, handover) || capture.claimedBy.isOnlyUnasked(address.network, to, address.ip);
  if (isOnlyTold && areDestinationsUnseen(address)) return claimedUnasked(handover, from, last);
  const said = announcements.length > 0 ? 'announced' : 'claimed';
  const words = `${to} ${said} the address, and ${from} goes on answering${whom} (${counted(answers, 'question')}, to frame ${last.frame})`;
  return finding('TWO_OWNERS', `${words}.`, [frame, last.frame]);
};

/** A machine that claims it only towards stations that had not asked is no owner yet: where their questions go would show what it is. */
function claimedUnasked({to, frame}: Case['handover'], from: MacAddress, last: Mark): Draft {
  const words = `${to} claims the address, unasked (frame ${frame}), and ${from} goes on answering (to frame ${last.frame}): both are ports of one machine, as of a bond in mode balance-alb, or ${to} deceives its neighbours. A cooked capture does not show to which of them the questions were sent`;
  return cannotTell(NO_DESTINATIONS, `${words}.`, [frame, last.frame], COOKED);
}

/** What the old owner answered after the change, and whether any question to it was lost. */
function keptBy(address: Case['address'], handover: Case['handover'], from: MacAddress) {
  const {senders, at, until} = handover;
  const later = senders.flatMap(({runs}) => runs);
  if (areDestinationsUnseen(address)) {
    // A cooked capture shows only which machine answers.
    const own = address.answers.filter(run => run.mac === from && isWithin(run.first, handover, until));
    return {answers: sum(own, run => run.answers), whom: '', isAnyLost: sum(later, unanswered) > 0};
  }
  const isLater = (answer: Mark | undefined) => answer !== undefined && answer.at > at + UNDER_WAY_NS;
  const kept = senders.filter(({runs}) => runs.some(run => run.to === from && isLater(run.lastAnswer)));
  const runs = runsTo(kept, from);
  return {
    answers: sum(runs, run => run.answered),
    whom: ` ${names(kept)}`,
    isAnyLost: sum(runs, unanswered) > 0,
  };
}

/** Whether the previous owner goes on answering: it did not give the address up. */
function isServedOn({answers}: Case['address'], {from, at}: Case['handover']): boolean {
  return answers.some(run => run.mac === from && run.answers > 0 && run.last.at > at + UNDER_WAY_NS);
}

/** The old owner was heard again, traffic returned to it, and was not answered. */
export const replacedByOldOwner: VerdictRule = ({address, capture, handover}) => {
  const back =
    handover.disputes.find(({how, mac}) => how === 'conflict' && mac !== handover.to) ??
    (handover.isReturn &&
    handover.by !== 'advertisement' &&
    (handover.by !== 'answer' || isServedOn(address, handover))
      ? handover.asTenure
      : undefined);
  if (back === undefined) return undefined;
  const {until} = handover;
  if (back === handover.asTenure && servedSince(address, back, until)) return undefined;
  const runs = runsTo(address.senders, back.mac).filter(run => !isBefore(run.first, back));
  const lost = lostThere(address, back, until);
  const isMaster = routersOf(address, capture.routers).some(
    ({masters}) => masters.at(-1)?.mac !== undefined && masters.at(-1)?.mac === back.mac,
  );
  if (isMaster || !hasLetGo(address, back, until)) return undefined;
  const words =
    `${back.from} had it, then ${back.mac} claimed it again (frame ${back.frame}): ` +
    `${counted(lost, 'question')} went there without an answer`;
  return finding('REPLACED_BY_OLD_OWNER', `${words}.`, [handover.frame, back.frame, runs[0]?.first.frame]);
};
