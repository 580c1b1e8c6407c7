/**
 * Clients of a gateway that go on sending to the machine that was the gateway before.
 *
 * @module
 */

import type {SentRun} from '../../conversations/facts.js';
import type {GatewayPath} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {isBefore} from '../scope.js';
import {GRACE_NS, LONG_NS, MANY} from '../significance.js';
import {cannotTell, type Draft} from '../verdict.js';
import {framesSpoken} from '../words/frame-naming.js';
import {announcementFinding} from './announcement.js';
import type {Case, VerdictRule} from './case.js';
import {clientsOf, followersThrough, isItsCache, missedAround, missedSentence} from './gateway.js';

/** Clients went on sending through the old owner, in vain, although the address was announced elsewhere. */
export const gatewayStale: VerdictRule = given => {
  const {address, handover} = given;
  const [first] = handover.sets;
  if (first === undefined || handover.keepsMac) return undefined;
  const all = (address.through ?? []).flatMap(path => {
    const run = staleRun(path, handover, first.last.at);
    return run === undefined || followedItself(path, handover) ? [] : [{path, run}];
  });
  const stale = all.filter(({path}) => isItsGateway(path, given));
  const [one] = stale;
  if (one === undefined) return all[0] && otherGateway(given, all[0]);
  const {path, run} = one;
  const who = clientsOf(stale.map(one => one.path));
  if (!stale.some(one => isAnswerVisible(given, one.path))) return elsewhere(given, who, run);
  const words = `Announced from frame ${first.first.frame} on (${first.forms.join(', ')}), and ${who} went on sending through ${handover.from}: what was for ${path.to} went there without an answer (${framesSpoken(run.firstUnanswered ?? run.first, run.lastUnanswered ?? run.last)})`;
  const missed = missedAround(address, handover);
  const length = missed === undefined ? '' : ` ${missedSentence(missed)}`;
  return announcementFinding(given, 'ANNOUNCED_BUT_IGNORED', `${words}.${length}`, [
    first.first.frame,
    (run.firstUnanswered ?? run.first).frame,
  ]);
};

/**
 * Whether answers by way of the new owner would be in this capture, as they are not in one made at the old owner, which may go on
 * forwarding: some are, or the client asked for the MAC again, in vain until then.
 */
function isAnswerVisible({address, handover}: Case, path: GatewayPath): boolean {
  return (
    followersThrough(address, handover) !== '' ||
    (address.through ?? []).some(({runs}) =>
      runs.some(({to, answered}) => to === handover.to && answered > 0),
    ) ||
    address.questions.some(asked => isItsCache(path, asked) && isBefore(handover, asked))
  );
}

/** The answers may take another way. */
function elsewhere({handover}: Case, who: string, run: SentRun): Draft | undefined {
  if (handover.senders.some(({followed}) => followed !== undefined)) return undefined;
  const words = `${handover.to} took the address and announced it; ${who} went on sending through ${handover.from} (frame ${run.last.frame}), and whether that machine still forwards, so that answers take another way, is not seen here`;
  return cannotTell('not seen who followed', `${words}.`, [handover.frame, run.firstUnanswered]);
}

/** The last run to the old owner, of which nothing was answered after the announcement, for a second or longer. */
function staleRun({runs}: GatewayPath, {from}: Handover, announced: bigint): SentRun | undefined {
  return runs.findLast(
    ({to, lastUnanswered, lastAnswer, unanswered}) =>
      to === from &&
      unanswered >= MANY &&
      lastUnanswered !== undefined &&
      lastUnanswered.at >= announced + LONG_NS &&
      (lastAnswer === undefined || lastAnswer.at <= announced + GRACE_NS),
  );
}

/** Whether the client had this address as its gateway, and not another of the same machine: it asked for its MAC, or followed later. */
function isItsGateway(path: GatewayPath, {address, handover: {to}}: Case): boolean {
  return address.questions.some(asked => isItsCache(path, asked)) || path.runs.some(run => run.to === to);
}

/** Its entry for the address was corrected, so it sends through another. */
function followedItself(path: GatewayPath, {senders}: Handover): boolean {
  return senders.some(({sender, followed}) => isItsCache(path, sender) && followed !== undefined);
}

/** The old owner may have been its gateway under another address. */
function otherGateway({handover}: Case, {path, run}: {path: GatewayPath; run: SentRun}): Draft {
  const client = clientsOf([path]);
  const words = `${handover.to} took the address and announced it; ${client} went on sending to ${handover.from} for ${path.to}, without an answer (frame ${run.last.frame}): it ignored the announcement, or its gateway is another address of that machine`;
  return cannotTell(`not seen whether ${client} has it as its gateway`, `${words}.`, [
    handover.frame,
    run.firstUnanswered,
  ]);
}
