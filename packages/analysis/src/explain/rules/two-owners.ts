/**
 * Two holders of the address, and one that takes it back without holding it.
 *
 * @module
 */

import {isVirtualRouterMac} from '@vip/arp';
import {roleIn} from '../../claims/router-role.js';
import type {SentRun} from '../../conversations/facts.js';
import {counted, times} from '../../count-text.js';
import type {Tenure} from '../claim-facts.js';
import {routersOf} from '../router-index.js';
import {isBefore} from '../scope.js';
import {GRACE_NS, MANY} from '../significance.js';
import {finding} from '../verdict.js';
import {type Case, type Rule, sum, unanswered} from './case.js';
import {nameOf} from './router-name.js';

/** Both answer the same question, or both keep claiming it. */
export const twoOwners: Rule = given => disputed(given) ?? contradicted(given);

function disputed({address, handover}: Case) {
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
  if (conflicts.length < 3 && hasLetGo(address, first)) return undefined;
  const words = `${first.from} and ${first.mac} both claim the address, in turn (${times(conflicts.length)})`;
  return finding('TWO_OWNERS', `${words}.`, frames);
}

/** A returning owner that does not answer, or not for long, does not hold the address. */
function hasLetGo({senders, answers}: Case['address'], tenure: Tenure): boolean {
  const {mac} = tenure;
  const asked = senders.flatMap(({runs}) => runs.filter(run => run.to === mac && isBefore(tenure, run.last)));
  const answer = answers.findLast(run => run.mac === mac && run.lastAnswer !== undefined)?.lastAnswer;
  const since = (run: SentRun) =>
    (answer !== undefined && isBefore(tenure, answer) ? answer.at : run.first.at) + GRACE_NS;
  return sum(asked, unanswered) >= MANY && asked.some(run => run.last.at > since(run));
}

/** One claims it, while another continues as master of its virtual router. */
function contradicted({address, capture, handover}: Case) {
  for (const router of routersOf(address, capture.routers)) {
    const {protocol, masters, intervalNs} = router;
    const master = masters.findLast(one => !isBefore(handover, one));
    const isOther =
      master?.mac !== undefined && master.mac !== handover.to && !isVirtualRouterMac(master.mac);
    const isNextOnTime = masters.some(({mac, at}) => mac === handover.to && at > handover.at);
    if (!isOther || isNextOnTime || isVirtualRouterMac(handover.to)) continue;
    if (master.last.at <= handover.at + 3n * intervalNs) continue;
    const words = `${handover.to} claims the address, but ${master.mac} remains its ${roleIn(protocol)} (${nameOf(router)})`;
    return finding('TWO_OWNERS', `${words}.`, [handover.frame, master.last.frame]);
  }
  return undefined;
}

/** The old owner was heard again, traffic returned to it, and was not answered. */
export const replacedByOldOwner: Rule = ({address, capture, handover}) => {
  const back =
    handover.disputes.find(({how, mac}) => how === 'conflict' && mac !== handover.to) ??
    (handover.isReturn && handover.by !== 'advertisement' && handover.by !== 'answer'
      ? handover.asTenure
      : undefined);
  if (back === undefined) return undefined;
  const runs = address.senders.flatMap(sender =>
    sender.runs.filter(run => run.to === back.mac && !isBefore(run.first, back)),
  );
  const lost = sum(runs, unanswered);
  const isMaster = routersOf(address, capture.routers).some(
    ({masters}) => masters.at(-1)?.mac !== undefined && masters.at(-1)?.mac === back.mac,
  );
  if (isMaster || !hasLetGo(address, back)) return undefined;
  const words =
    `${back.from} had it, then ${back.mac} claimed it again (frame ${back.frame}): ` +
    `${counted(lost, 'question')} went there without an answer`;
  return finding('REPLACED_BY_OLD_OWNER', `${words}.`, [handover.frame, back.frame, runs[0]?.first.frame]);
};
