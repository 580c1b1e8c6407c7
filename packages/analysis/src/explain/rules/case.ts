/**
 * What a rule is given: one handover of one address, and all that is beside it.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {AddressFacts, CaptureFacts, Mark, RouterFacts, SentRun} from '../facts.js';
import {type Handover, routersOf, type SenderStory} from '../handovers.js';
import type {Finding} from '../verdict.js';

export interface Case {
  readonly capture: CaptureFacts;
  readonly address: AddressFacts;
  readonly handover: Handover;
}

/** A finding, or nothing when the rule does not apply. */
export type Rule = (given: Case) => Finding | undefined;

/** What is under way when something changes arrives by this time; later it shows what a sender believes. Nanoseconds. */
export const GRACE_NS = 100_000_000n;

/** So many frames without an answer are no accident. */
export const MANY = 3;

/** Silence of this length, while somebody asks, is no accident either. Nanoseconds. */
export const LONG_NS = 1_000_000_000n;

/** Senders that went on to another MAC although this had been said. */
export function stuckAfter({senders}: Handover, mark: Mark): SenderStory[] {
  return senders.filter(({stale}) => stale.some(({last}) => last.at > mark.at + GRACE_NS));
}

/** Frames of a run that no answer is known to. */
export function unanswered({count, answered}: SentRun): number {
  return Math.max(0, count - answered);
}

export function sum(runs: readonly SentRun[], number: (run: SentRun) => number): number {
  return runs.reduce((total, run) => total + number(run), 0);
}

/** The longest time in a run without an answer, from its first frame to its last. */
export function silenceIn({first, last, firstAnswerAt, lastAnswer}: SentRun): bigint {
  if (lastAnswer === undefined) return last.at - first.at;
  const before = (firstAnswerAt ?? first.at) - first.at;
  const after = last.at - lastAnswer.at;
  if (before > after) return before;
  return after;
}

/** Whether a MAC said anything after this, be it an advertisement. */
export function lastSaidBy(
  {address, capture}: Pick<Case, 'address' | 'capture'>,
  mac: MacAddress,
): Mark | undefined {
  const claims = address.claimants.filter(claimant => claimant.mac === mac).map(({last}) => last);
  const answers = address.answers.filter(run => run.mac === mac).map(({last}) => last);
  const adverts = routersOf(address, capture.routers).flatMap(({masters}: RouterFacts) =>
    masters.filter(master => master.mac === mac).map(({last}) => last),
  );
  return [...claims, ...answers, ...adverts].reduce<Mark | undefined>(
    (latest, mark) => (latest === undefined || mark.frame > latest.frame ? mark : latest),
    undefined,
  );
}

/** Stations that had asked before, and ask everybody again after this: they did not believe it. */
export function askedAgain(
  {address, handover}: Case,
  mark: Mark,
): {at: bigint; frame: number; who: string}[] {
  const until = handover.until?.at;
  return address.questions.flatMap(({at, frame, ip}) => {
    if (at < mark.at + GRACE_NS || (until !== undefined && at >= until)) return [];
    const knewIt = address.questions.some(former => former.ip === ip && former.at < handover.at);
    const story = handover.senders.find(({sender}) => sender.ip === ip);
    const followedAlready = story?.followed !== undefined && story.followed.first.at < at;
    return knewIt && !followedAlready && at - mark.at < RECENT_NS ? [{at, frame, who: ip}] : [];
  });
}

/** After so long an entry may have expired by itself. Nanoseconds. */
const RECENT_NS = 60_000_000_000n;

export function names(senders: readonly SenderStory[]): string {
  return listed(senders.map(({sender}) => sender.ip));
}

/** `a, b and 3 more`. */
export function listed(all: readonly string[]): string {
  const some = all.slice(0, 3).join(', ');
  return all.length > 3 ? `${some} and ${all.length - 3} more` : some;
}
