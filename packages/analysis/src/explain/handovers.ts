/**
 * From facts to handovers: each change of an address's owner, and what its neighbours did then. Pure.
 *
 * @module
 */

import {type IpAddress, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mastership, Rivalry, RouterFacts} from '../claims/router-facts.js';
import {roleIn} from '../claims/router-role.js';
import type {DarkStretch, RunCause, Sender, SentRun} from '../conversations/facts.js';
import type {Mark} from '../mark.js';
import {type AnnouncementSet, setsOf} from './announcement-sets.js';
import type {Announcement, Tenure} from './claim-facts.js';
import type {AddressFacts} from './facts.js';
import {routersOf} from './router-index.js';
import {isBefore, isWithin} from './scope.js';
import {LONG_NS} from './significance.js';
import {type Aside, settleTenures, UNDER_WAY_NS} from './tenures.js';

/** What a sender did after a handover. */
export interface SenderStory {
  readonly sender: Sender;
  /** Its runs after the handover and before the next. */
  readonly runs: readonly SentRun[];
  /** The last run before it. */
  readonly before?: SentRun;
  /** Runs to a MAC other than the new owner's, not all answered. */
  readonly stale: readonly SentRun[];
  /** The first run to the new owner, or answered by it. */
  readonly followed?: SentRun;
  readonly cause?: RunCause;
  /** When this sender was not answered, as far as the handover explains it. */
  readonly dark?: DarkStretch;
}

export interface Handover extends Mark {
  readonly from?: MacAddress;
  readonly to: MacAddress;
  /** The router that advertises for it, if masters share a MAC. */
  readonly fromRouter?: IpAddress;
  readonly toRouter?: IpAddress;
  /** What their protocol calls them. */
  readonly role?: string;
  readonly how: Tenure['how'];
  readonly by: Tenure['by'];
  /** Whether the new owner had it before. */
  readonly isReturn: boolean;
  /** The next handover. */
  readonly until?: Mark;
  readonly announcements: readonly Announcement[];
  readonly sets: readonly AnnouncementSet[];
  readonly senders: readonly SenderStory[];
  /** Claims and answers of other MACs meanwhile. */
  readonly disputes: readonly Tenure[];
  /** The old owner's last answer before it, and the new owner's first after it. */
  readonly lastOld?: Mark;
  readonly firstNew?: Mark;
  /** Senders that the old owner told after it that nothing had changed. */
  readonly misled: ReadonlySet<IpAddress>;
  /** The stretch without any answer that it lies in, or begins. */
  readonly dark?: DarkStretch;
  /** How it began. */
  readonly asTenure: Tenure;
  /** Whether the virtual router changed its master and kept its MAC. */
  readonly keepsMac: boolean;
}

export interface Handovers {
  readonly handovers: readonly Handover[];
  /** The first known owner. */
  readonly first: Tenure | undefined;
  readonly asides: readonly Aside[];
}

/** What is known about one address, for a rule that examines all of them. */
export interface Subject {
  readonly address: AddressFacts;
  readonly changes: Handovers;
}

/** Claims this soon after a conflict still belong to it. Nanoseconds. */
const DISPUTE_NS = 30_000_000_000n;

/** Changes of master and of MAC within this time are the same change. Nanoseconds. */
const SAME_HANDOVER_NS = 3_000_000_000n;

/** A rival that advertised this often did not merely yield late. */
export const RIVAL_ADVERTS = 3;

/** So many questions in vain are no accident. */
const IN_VAIN = 3;

/** What was asked this long after a handover may have been answered by the old owner. Nanoseconds. */
const GRACE_NS = 100_000_000n;

export function handoversOf(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  proxies: ReadonlySet<MacAddress> = new Set(),
): Handovers {
  const {tenures, asides} = settleTenures(facts, routers, proxies);
  const isTakeover = (tenure: Tenure, former: Tenure) =>
    takesOverAsMaster(facts, routers, tenure) || takesBack(facts, tenure, former);
  const {beginnings, disputes} = splitTenures(tenures, isTakeover);
  const starts = [...beginnings, ...masterChanges(facts, routers, tenures, beginnings)].sort((a, b) =>
    isBefore(a, b) ? -1 : 1,
  );
  const handovers = starts.map((start, index) => {
    const until = starts[index + 1];
    const own = disputes.filter(dispute => isWithin(dispute, start, until));
    const isReturn = start.how === 'returned' || hadItBefore(start, starts.slice(0, index));
    return describe(facts, start, until, own, isReturn);
  });
  return {handovers, first: tenures[0], asides};
}

function hadItBefore({mac, toRouter}: Start, before: readonly Start[]): boolean {
  return before.some(({from, fromRouter}) =>
    toRouter === undefined ? from === mac : fromRouter === toRouter,
  );
}

interface Start extends Tenure {
  readonly keepsMac?: boolean;
  readonly fromRouter?: IpAddress;
  readonly toRouter?: IpAddress;
  readonly role?: string;
}

/** Conflicts, and changes soon after them, are disputes rather than handovers; the first begins a dispute if there was none. */
function splitTenures(
  tenures: readonly Tenure[],
  isTakeover: (tenure: Tenure, former: Tenure) => boolean,
): {beginnings: Start[]; disputes: Tenure[]} {
  const beginnings: Start[] = [];
  const disputes: Tenure[] = [];
  let disputedAt: bigint | undefined;
  tenures.forEach((tenure, index) => {
    const former = tenures[index - 1];
    if (former === undefined) return;
    const isConflict = tenure.how === 'conflict' && !isTakeover(tenure, former);
    const isAftermath =
      disputedAt !== undefined && tenure.at - disputedAt < DISPUTE_NS && isKnown(tenures, index);
    if (isConflict || isAftermath) {
      disputedAt = tenure.at;
      if (beginnings.length > 0) disputes.push(tenure);
      else beginnings.push(tenure);
      return;
    }
    const how = tenure.how === 'first' || tenure.how === 'conflict' ? 'moved' : tenure.how;
    beginnings.push({...tenure, how, from: tenure.from ?? former.mac});
  });
  return {beginnings, disputes};
}

/** However often the two alternate: the other was master until then, and yielded as the protocol requires. */
function takesOverAsMaster(facts: AddressFacts, routers: readonly RouterFacts[], tenure: Tenure): boolean {
  if (tenure.by !== 'advertisement') return false;
  return routersOf(facts, routers).some(({masters, rivalries}) => {
    const index = masters.findLastIndex(master => !isBefore(tenure, master));
    const [former, master] = [masters[index - 1], masters[index]];
    if (former === undefined || master === undefined) return false;
    return isBefore(former.last, master) && !rivalries.some(one => areRivals(one, master, former));
  });
}

/** The one before it claimed the address and answered nothing of what went there for it. */
function takesBack({answers, senders}: AddressFacts, tenure: Tenure, former: Tenure): boolean {
  if (tenure.evidence === 'both-answer') return false;
  const isMeanwhile = ({first, last}: {readonly first: Mark; readonly last: Mark}) =>
    isBefore(first, tenure) && isBefore(former, last);
  if (answers.some(run => run.mac === former.mac && run.answers > 0 && isMeanwhile(run))) return false;
  const runs = senders.flatMap(sender =>
    sender.runs.filter(run => run.to === former.mac && isMeanwhile(run)),
  );
  return runs.reduce((sum, {unanswered}) => sum + unanswered, 0) >= IN_VAIN;
}

/** Whether this MAC had the address before. */
function isKnown(tenures: readonly Tenure[], index: number): boolean {
  return tenures.slice(0, index).some(({mac}) => mac === tenures[index]?.mac);
}

/** With a virtual MAC nothing changes in ARP; only the advertisements show the new master. */
function masterChanges(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  tenures: readonly Tenure[],
  known: readonly Tenure[],
): Start[] {
  return routersOf(facts, routers).flatMap(({protocol, masters, rivalries}) =>
    masters.slice(1).flatMap((master, index) => {
      const former = masters[index] as Mastership;
      const mac = sharedMac(tenures, master, former);
      if (mac === undefined || rivalries.some(one => areRivals(one, master, former))) return [];
      if (known.some(({at}) => distance(at, master.at) < SAME_HANDOVER_NS)) return [];
      const {at, frame, router: toRouter} = master;
      const both = {fromRouter: former.router, toRouter, role: roleIn(protocol)};
      return [
        {at, frame, mac, how: 'moved', by: 'advertisement', from: mac, keepsMac: true, ...both} as const,
      ];
    }),
  );
}

/** If both keep advertising, neither has succeeded the other. */
function areRivals({master, rival, count, isMutual}: Rivalry, a: Mastership, b: Mastership): boolean {
  const isPair = (master === a.router && rival === b.router) || (master === b.router && rival === a.router);
  return isPair && isMutual && count >= RIVAL_ADVERTS;
}

/** The virtual MAC at which the address is, whichever of the two is the master. */
function sharedMac(
  tenures: readonly Tenure[],
  master: Mastership,
  former: Mastership,
): MacAddress | undefined {
  if (master.mac !== undefined && master.mac === former.mac) return master.mac;
  const owner = tenures.findLast(tenure => !isBefore(master, tenure)) ?? tenures[0];
  return owner !== undefined && isVirtualRouterMac(owner.mac) ? owner.mac : undefined;
}

function describe(
  facts: AddressFacts,
  start: Start,
  until: Start | undefined,
  disputes: readonly Tenure[],
  isReturn: boolean,
): Handover {
  const {at, frame, mac: to, how, by, from, keepsMac = false, fromRouter, toRouter, role} = start;
  const announcements = facts.announcements.filter(told => told.mac === to && isWithin(told, start, until));
  const senders = facts.senders.flatMap(sender => senderStories(facts, sender, start, until));
  const lastOld = from === undefined || keepsMac ? undefined : lastAnswer(facts, from, until);
  const firstNew = keepsMac ? undefined : firstAnswer(facts, to, start, until);
  const dark = explainedBy(facts.dark, start, until);
  return {
    ...{at, frame, to, how, by, asTenure: start, isReturn, announcements, sets: setsOf(announcements)},
    ...{senders, disputes, keepsMac, misled: misledBy(facts, from, start, until)},
    ...(from === undefined ? {} : {from}),
    ...(fromRouter === undefined ? {} : {fromRouter}),
    ...(toRouter === undefined ? {} : {toRouter}),
    ...(role === undefined ? {} : {role}),
    ...(until === undefined ? {} : {until: {at: until.at, frame: until.frame}}),
    ...(lastOld === undefined ? {} : {lastOld}),
    ...(firstNew === undefined ? {} : {firstNew}),
    ...(dark === undefined ? {} : {dark}),
  };
}

/** An answer of the old owner was in flight, and arrived after the announcement of the new one. */
function misledBy(
  {questions}: AddressFacts,
  from: MacAddress | undefined,
  start: Mark,
  until: Mark | undefined,
): ReadonlySet<IpAddress> {
  const misled = questions.filter(
    ({answer, again = answer}) =>
      again !== undefined &&
      answer?.mac === from &&
      isWithin(again, start, until) &&
      again.at - start.at <= UNDER_WAY_NS,
  );
  return new Set(misled.map(({ip}) => ip));
}

/** The dark stretch that a handover ends, or lies in: nothing was answered between it and the handover. */
export function explainedBy(
  stretches: readonly DarkStretch[],
  start: Mark,
  until: Mark | undefined,
): DarkStretch | undefined {
  return stretches.find(
    ({lastAsked, firstUnanswered, firstAnswer}) =>
      (firstAnswer === undefined || !isBefore(firstAnswer, start)) &&
      (lastAsked === undefined || lastAsked.at <= start.at + GRACE_NS) &&
      (until === undefined || isBefore(firstUnanswered, until)),
  );
}

function senderStories(
  facts: AddressFacts,
  sender: Sender,
  start: Start,
  until: Start | undefined,
): SenderStory[] {
  const {mac: to} = start;
  const runs = sender.runs.filter(({first}) => isWithin(first, start, until));
  if (runs.length === 0) return [];
  const before = sender.runs.findLast(({first}) => isBefore(first, start));
  const stale = runs.filter(run => run.to !== undefined && run.to !== to && isInVain(run));
  const followed = runs.find(run => run.to === to || (run.to === undefined && run.answered > 0));
  const around = explainedBy(sender.dark, start, until);
  const dark = around !== undefined && wasUnserved(facts, around, start) ? undefined : around;
  return [
    {
      ...{sender, runs, stale},
      ...(before === undefined ? {} : {before}),
      ...(followed === undefined ? {} : {followed}),
      ...(followed?.cause === undefined ? {} : {cause: followed.cause}),
      ...(dark === undefined ? {} : {dark}),
    },
  ];
}

/** Never answered while others were, long before the change: the change is not the reason. */
function wasUnserved({answers}: AddressFacts, dark: DarkStretch, start: Mark): boolean {
  const {lastAnswer, firstUnanswered} = dark;
  if (lastAnswer !== undefined || start.at - firstUnanswered.at < LONG_NS) return false;
  return answers.some(({first, last}) => isBefore(firstUnanswered, last) && isBefore(first, start));
}

/** Some of it was not answered; or no answers to this sender are visible, so that there is no evidence for it. */
function isInVain({answered, unanswered}: SentRun): boolean {
  return unanswered > 0 || answered === 0;
}

/** The old owner's last answer before the new one's first. */
function lastAnswer({answers}: AddressFacts, mac: MacAddress, until: Mark | undefined): Mark | undefined {
  return answers
    .filter(run => run.mac === mac && (until === undefined || isBefore(run.first, until)))
    .findLast(({lastAnswer: last}) => last !== undefined)?.lastAnswer;
}

function firstAnswer(
  {answers}: AddressFacts,
  mac: MacAddress,
  start: Mark,
  until: Mark | undefined,
): Mark | undefined {
  return answers.find(
    run => run.mac === mac && run.firstAnswer !== undefined && isWithin(run.firstAnswer, start, until),
  )?.firstAnswer;
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}
