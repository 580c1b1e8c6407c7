/**
 * From facts to handovers: each time an address got another owner, and what became of its neighbours then. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import {type AnnouncementSet, setsOf} from './announcement-sets.js';
import type {
  AddressFacts,
  Announcement,
  Cause,
  Mark,
  Mastership,
  RouterFacts,
  Sender,
  SentRun,
  Tenure,
} from './facts.js';

/** What a sender did after a handover. */
export interface SenderStory {
  readonly sender: Sender;
  /** Its runs after the handover and before the next. */
  readonly runs: readonly SentRun[];
  /** The last one before. */
  readonly before?: SentRun;
  /** Those to another MAC than the new owner's. */
  readonly stale: readonly SentRun[];
  /** The first to the new owner. */
  readonly followed?: SentRun;
  readonly cause?: Cause;
  /** Whether what it sends is answered as a rule: of what never is nothing can be said. */
  readonly isAnsweredAsARule: boolean;
}

export interface Handover extends Mark {
  readonly from?: MacAddress;
  readonly to: MacAddress;
  readonly how: Tenure['how'];
  readonly by: Tenure['by'];
  /** The new owner had it before. */
  readonly isReturn: boolean;
  /** The next handover. */
  readonly until?: Mark;
  readonly announcements: readonly Announcement[];
  readonly sets: readonly AnnouncementSet[];
  readonly senders: readonly SenderStory[];
  /** Claims of others meanwhile, and their answers. */
  readonly disputes: readonly Tenure[];
  readonly lastOld?: Mark;
  readonly firstNew?: Mark;
  /** From the last answer of the old owner to the first of the new one; negative when they overlap. */
  readonly holeNs?: bigint;
  /** What it began with. */
  readonly asTenure: Tenure;
  /** The virtual router changed its master and kept its MAC. */
  readonly keepsMac: boolean;
}

/** Who spoke this soon after a conflict still belongs to it. Nanoseconds. */
const DISPUTE_NS = 30_000_000_000n;

/** A change of master and of MAC within this time are one. Nanoseconds. */
const SAME_HANDOVER_NS = 3_000_000_000n;

export function handoversOf(facts: AddressFacts, routers: readonly RouterFacts[]): Handover[] {
  const {beginnings, disputes} = splitTenures(facts, [...unspokenBeginning(facts), ...facts.tenures]);
  const starts = [...beginnings, ...masterChanges(facts, routers, beginnings)].sort(
    (a, b) => a.frame - b.frame,
  );
  return starts.map((start, index) => {
    const until = starts[index + 1];
    const own = disputes.filter(dispute => isWithin(dispute, start, until));
    const before = starts.slice(0, index);
    const isReturn = start.how === 'returned' || before.some(({from}) => from === start.mac);
    return describe(facts, start, until, own, isReturn);
  });
}

/** A capture may begin with an owner who only answers; then the first claim is another's. */
function unspokenBeginning({answers, tenures, senders}: AddressFacts): Tenure[] {
  const [first] = tenures;
  if (first === undefined) return [];
  const earlier = answers.filter(({first: {frame}}) => frame < first.frame);
  const last = earlier.at(-1);
  const isHeard = senders.some(({runs}) => runs.some(({to, answered}) => to === last?.mac && answered > 0));
  if (last === undefined || !isHeard || last.mac === first.mac) return [];
  if (earlier.some(({mac}) => mac === first.mac) || isVirtualRouterMac(first.mac)) return [];
  return [{...last.first, mac: last.mac, how: 'first', by: 'answer'}];
}

type Start = Tenure & {readonly keepsMac?: boolean};

/** Conflicts, and what follows them soon, are disputes and no handovers; the first begins one where there was none. */
function splitTenures(
  facts: AddressFacts,
  tenures: readonly Tenure[],
): {beginnings: Start[]; disputes: Tenure[]} {
  const beginnings: Start[] = [];
  const disputes: Tenure[] = [];
  let disputedAt: bigint | undefined;
  tenures.forEach((tenure, index) => {
    const former = tenures[index - 1];
    if (former === undefined) {
      if (isTakeover(facts, tenure)) beginnings.push({...tenure, how: 'moved'});
      return;
    }
    const isConflict = tenure.how === 'conflict';
    const isAftermath =
      disputedAt !== undefined && tenure.at - disputedAt < DISPUTE_NS && isKnown(tenures, index);
    if (isConflict || isAftermath) {
      disputedAt = tenure.at;
      if (beginnings.length > 0) disputes.push(tenure);
      else beginnings.push(tenure);
      return;
    }
    const how = tenure.how === 'first' ? 'moved' : tenure.how;
    beginnings.push({...tenure, how, from: tenure.from ?? former.mac});
  });
  return {beginnings, disputes};
}

/** A question unanswered is asked again after a second: who does not was answered where it is not seen here. */
const REPEAT_NS = 1_500_000_000n;

/** It is announced after others had found it: where they had it from is not seen here. */
function isTakeover({questions}: AddressFacts, {mac, by, at}: Tenure): boolean {
  const others = questions.filter(asked => asked.mac !== mac && asked.at < at);
  const last = others.at(-1);
  return by === 'announcement' && last !== undefined && at - last.at > REPEAT_NS;
}

/** Whether this MAC had the address before. */
function isKnown(tenures: readonly Tenure[], index: number): boolean {
  return tenures.slice(0, index).some(({mac}) => mac === tenures[index]?.mac);
}

/** With a virtual MAC nothing changes in ARP; that there is another master shows in the advertisements alone. */
function masterChanges(
  facts: AddressFacts,
  routers: readonly RouterFacts[],
  known: readonly Tenure[],
): Start[] {
  const changes: Start[] = [];
  for (const router of routersOf(facts, routers)) {
    router.masters.slice(1).forEach((master, index) => {
      const former = router.masters[index] as Mastership;
      if (master.mac === undefined || master.mac !== former.mac) return;
      if (known.some(({at}) => distance(at, master.at) < SAME_HANDOVER_NS)) return;
      const {at, frame, mac} = master;
      changes.push({at, frame, mac, how: 'moved', by: 'advertisement', from: mac, keepsMac: true});
    });
  }
  return changes;
}

/** The virtual routers that carry the address. */
export function routersOf(
  {ip, network}: Pick<AddressFacts, 'ip' | 'network'>,
  routers: readonly RouterFacts[],
): RouterFacts[] {
  return routers.filter(router => router.network === network && router.addresses.includes(ip));
}

function describe(
  facts: AddressFacts,
  start: Start,
  until: Tenure | undefined,
  disputes: readonly Tenure[],
  isReturn: boolean,
): Handover {
  const {at, frame, mac: to, how, by, from, keepsMac = false} = start;
  const announcements = facts.announcements.filter(
    announcement => announcement.mac === to && isWithin(announcement, start, until),
  );
  const senders = facts.senders.flatMap(sender => storyOf(sender, to, start, until));
  const lastOld = from === undefined || keepsMac ? undefined : lastAnswer(facts, from, start, until);
  const firstNew = firstAnswer(facts, to, start, until);
  const hole = lastOld === undefined || firstNew === undefined ? {} : {holeNs: firstNew.at - lastOld.at};
  return {
    ...{
      at,
      frame,
      to,
      how,
      by,
      asTenure: start,
      isReturn,
      announcements,
      sets: setsOf(announcements),
      senders,
      disputes,
      keepsMac,
    },
    ...(from === undefined ? {} : {from}),
    ...(until === undefined ? {} : {until: {at: until.at, frame: until.frame}}),
    ...(lastOld === undefined ? {} : {lastOld}),
    ...(firstNew === undefined ? {} : {firstNew}),
    ...hole,
  };
}

function storyOf(sender: Sender, to: MacAddress, start: Mark, until: Mark | undefined): SenderStory[] {
  const runs = sender.runs.filter(({first}) => isWithin(first, start, until));
  if (runs.length === 0) return [];
  const before = sender.runs.findLast(({first}) => first.frame < start.frame);
  const stale = runs.filter(run => run.to !== undefined && run.to !== to);
  const followed = runs.find(run => run.to === to);
  const isAnsweredAsARule = sender.runs.some(({count, answered}) => answered > 0 && 2 * answered >= count);
  return [
    {
      ...{sender, runs, stale, isAnsweredAsARule},
      ...(before === undefined ? {} : {before}),
      ...(followed === undefined ? {} : {followed}),
      ...(followed?.cause === undefined ? {} : {cause: followed.cause}),
    },
  ];
}

/** The old owner's last answer before the new one's handover, or after it, if it went on. */
function lastAnswer(
  {answers}: AddressFacts,
  mac: MacAddress,
  start: Mark,
  until: Mark | undefined,
): Mark | undefined {
  const own = answers.filter(
    run => run.mac === mac && (until === undefined || run.first.frame < until.frame),
  );
  const before = own.filter(({first}) => first.frame < start.frame || isWithin(first, start, until));
  return before.at(-1)?.last;
}

function firstAnswer(
  {answers}: AddressFacts,
  mac: MacAddress,
  start: Mark,
  until: Mark | undefined,
): Mark | undefined {
  return answers.find(run => run.mac === mac && isWithin(run.first, start, until))?.first;
}

export function isWithin({frame}: Mark, start: Mark, until: Mark | undefined): boolean {
  return frame >= start.frame && (until === undefined || frame < until.frame);
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}
