/**
 * What a rule is given: one handover of one address, and all that is beside it.
 *
 * @module
 */

import {isOfIpv6, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {DarkStretch, Sender, SentRun} from '../../conversations/facts.js';
import {listed} from '../../count-text.js';
import type {Mark} from '../../mark.js';
import type {AddressFacts, CaptureFacts} from '../facts.js';
import type {Handover, SenderStory} from '../handovers.js';
import {routersOf} from '../router-index.js';
import {isBefore} from '../scope.js';
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
export function stuckAfter({senders, misled}: Handover, mark: Mark): SenderStory[] {
  const told = senders.filter(({sender}) => !misled.has(sender.ip));
  return told.filter(({stale}) => stale.some(({last}) => last.at > mark.at + GRACE_NS));
}

/** Whether the frames are here in which the address would be announced. */
export function couldAnnounce({capture, address}: Pick<Case, 'address' | 'capture'>): boolean {
  return isOfIpv6(address.ip) ? capture.discoveryFrames > 0 : capture.arpFrames > 0;
}

export function sum(runs: readonly SentRun[], number: (run: SentRun) => number): number {
  return runs.reduce((total, run) => total + number(run), 0);
}

/** Questions of a run in vain. */
export function unanswered(run: SentRun): number {
  return run.unanswered;
}

/**
 * The first sign of this MAC in a dark stretch, or of the master behind it where it is a virtual router's. Something was asked after
 * it, and in vain: what comes at the end may be what ended it.
 */
export function heardDuring(
  {address, capture}: Pick<Case, 'address' | 'capture'>,
  mac: MacAddress,
  {firstUnanswered: from, lastUnanswered: to}: DarkStretch,
): Mark | undefined {
  const claims = address.claimRuns.filter(run => run.mac === mac).flatMap(({first, last}) => [first, last]);
  const told = address.announcements.filter(one => one.mac === mac);
  const answers = address.answers
    .filter(run => run.mac === mac)
    .flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer]);
  const adverts = routersOf(address, capture.routers)
    .flatMap(({masters}) => masters)
    .filter(master => master.mac === mac || isVirtualRouterMac(mac))
    // Who began before and ended after was heard all the time, an advertisement a second.
    .flatMap(({at, frame, last}) =>
      isBefore({at, frame}, to) && isBefore(to, last) ? [{at, frame}, last, to] : [{at, frame}, last],
    );
  const inside = [...claims, ...told, ...answers, ...adverts].filter(
    (mark): mark is Mark => mark !== undefined && mark.at > from.at + GRACE_NS && !isBefore(to, mark),
  );
  return inside.reduce<Mark | undefined>(
    (first, mark) => (first === undefined || isBefore(mark, first) ? mark : first),
    undefined,
  );
}

/**
 * Stations that knew the address, and ask everybody for it again after this: they did not believe it. Of one whose traffic is
 * seen here that shows in what it loses; one that asks now and then anyway shows nothing.
 */
export function askedAgain(
  {address, handover}: Case,
  mark: Mark,
): {at: bigint; frame: number; who: string; mac: MacAddress}[] {
  const until = handover.until?.at;
  return address.questions.flatMap(({at, frame, ip, mac}) => {
    if (at < mark.at + GRACE_NS || (until !== undefined && at >= until) || at - mark.at >= RECENT_NS)
      return [];
    const before = address.questions.filter(former => former.ip === ip && former.at < handover.at);
    if (before.length !== 1 || handover.misled.has(ip)) return [];
    const story = handover.senders.find(({sender}) => sender.ip === ip);
    const isSeen = story?.sender.runs.some(({answered}) => answered > 0);
    const isInVain = story?.stale.some(({last}) => last.at > mark.at + GRACE_NS) === true;
    return isInVain || !isSeen ? [{at, frame, who: ip, mac}] : [];
  });
}

/** After so long an entry may have expired by itself. Nanoseconds. */
const RECENT_NS = 60_000_000_000n;

export function names(senders: readonly SenderStory[]): string {
  return who(senders.map(({sender}) => sender));
}

/**
 * Who they are. Several behind one MAC are behind a router, and it is the router that believes or does not.
 */
export function who(senders: readonly Sender[]): string {
  return listed(stationsOf(senders));
}

/** The same, one by one. */
export function stationsOf(senders: readonly Sender[]): string[] {
  const byMac = new Map<string, Sender[]>();
  for (const sender of senders) {
    const key = sender.mac ?? sender.ip;
    const own = byMac.get(key);
    if (own === undefined) byMac.set(key, [sender]);
    else own.push(sender);
  }
  return [...byMac.values()].flatMap(own => {
    const [first] = own;
    if (first?.mac === undefined || (own.length === 1 && !first.isRouted))
      return own.map(({ip}) => ip as string);
    return [`the router ${first.mac} (for ${own.length === 1 ? first.ip : `${own.length} clients`})`];
  });
}
