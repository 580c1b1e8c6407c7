/**
 * The input of a rule: one handover of one address, with its context.
 *
 * @module
 */

import {isOfIpv6, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {isHeardThrough, isSilentThrough} from '../../claims/heard-through.js';
import type {Interval} from '../../collections/intervals.js';
import type {DarkStretch, Sender, SentRun} from '../../conversations/facts.js';
import {listed} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import type {Handover, SenderStory} from '../handovers/handover.js';
import {routersOf} from '../handovers/router-index.js';
import type {SessionFates} from '../handovers/session-fates.js';
import {earliest, isBefore} from '../scope.js';
import {GRACE_NS} from '../significance.js';
import type {Draft} from '../verdict.js';

export interface Case {
  readonly capture: CaptureFacts;
  readonly address: AddressFacts;
  readonly handover: Handover;
  /** Its effect on the sessions open before it; absent where no change of owner happened and the case is only examined as if one had. */
  readonly fates?: SessionFates | undefined;
}

/** A finding, or undefined if the rule does not apply. */
export type VerdictRule = (given: Case) => Draft | undefined;

/** Senders that kept sending to another MAC despite this announcement. */
export function stuckAfter({senders, misled}: Handover, mark: Mark): SenderStory[] {
  const told = senders.filter(({sender}) => !misled.has(sender.ip));
  return told.filter(({stale}) => stale.some(({last}) => last.at > mark.at + GRACE_NS));
}

/** Whether the capture contains the frames that would announce the address. */
export function couldAnnounce({capture, address}: Pick<Case, 'address' | 'capture'>): boolean {
  return isOfIpv6(address.ip) ? capture.discoveryFrames > 0 : capture.arpFrames > 0;
}

/** What all of them sent to one MAC. */
export function runsTo(senders: readonly Pick<Sender, 'runs'>[], mac: MacAddress | undefined): SentRun[] {
  return senders.flatMap(({runs}) => runs.filter(run => run.to === mac));
}

/** Unanswered questions of a run. */
export function unanswered(run: SentRun): number {
  return run.unanswered;
}

/** A sign of a machine. */
export interface Sign {
  /** Absent where it is one of many advertisements of which only the first and the last are known. */
  readonly mark: Mark | undefined;
}

/** `sent elsewhere (frame 12)`, `went on advertising` @param did the activity that a frame shows */
export function signText({mark}: Sign, did: string): string {
  return mark === undefined ? 'went on advertising' : `${did} (frame ${mark.frame})`;
}

/**
 * The first sign of this MAC in a dark stretch, or of the master behind it if it is a virtual router's. There were questions after
 * it, without answers: a sign at the end may be what ended the stretch.
 */
export function heardDuring(
  {address, capture}: Pick<Case, 'address' | 'capture'>,
  mac: MacAddress,
  {firstUnanswered: from, lastUnanswered: to}: DarkStretch,
): Sign | undefined {
  const claims = address.claimRuns.filter(run => run.mac === mac).flatMap(({first, last}) => [first, last]);
  const told = address.announcements.filter(one => one.mac === mac);
  const answers = address.answers
    .filter(run => run.mac === mac)
    .flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer]);
  const masters = mastersBehind({address, capture}, mac);
  const adverts = masters.flatMap(({master: {at, frame, last}}) => [{at, frame}, last]);
  const inside = [...claims, ...told, ...answers, ...adverts].filter(
    (mark): mark is Mark => mark !== undefined && mark.at > from.at + GRACE_NS && !isBefore(to, mark),
  );
  const mark = earliest(inside);
  if (mark !== undefined) return {mark};
  const time = {from: from.at + GRACE_NS, to: to.at};
  return masters.some(({router, master}) => isHeardThrough(router, master, time)) ? {mark} : undefined;
}

/** Whether certainly no advertisement came from this MAC, or from a master behind it, during this time. */
export function isUnadvertised(
  given: Pick<Case, 'address' | 'capture'>,
  mac: MacAddress,
  time: Interval,
): boolean {
  return mastersBehind(given, mac).every(({router, master}) => isSilentThrough(router, master, time));
}

function mastersBehind({address, capture}: Pick<Case, 'address' | 'capture'>, mac: MacAddress) {
  return routersOf(address, capture.routers).flatMap(router =>
    router.masters
      .filter(master => master.mac === mac || isVirtualRouterMac(mac))
      .map(master => ({router, master})),
  );
}

/**
 * Stations that knew the address, and broadcast a request for it again after the announcement: they did not accept it. A station whose
 * traffic is visible is judged by its losses instead, and a request repeated at intervals proves nothing; nor does any where the MAC stayed, which
 * left nothing to accept.
 */
export function askedAgain(
  {address, handover}: Case,
  mark: Mark,
): {at: bigint; frame: number; who: string; mac: MacAddress}[] {
  if (handover.keepsMac) return [];
  const until = handover.until?.at;
  return address.questions.flatMap(({at, frame, ip, mac}) => {
    if (at < mark.at + GRACE_NS || (until !== undefined && at >= until) || at - mark.at >= RECENT_NS)
      return [];
    const before = address.questions.filter(former => former.ip === ip && former.at < handover.at);
    if (before.length !== 1 || handover.misled.has(ip)) return [];
    // The cache belongs to the machine, which may use it only for packets that it forwards for others.
    const stories = handover.senders.filter(({sender}) => sender.ip === ip || sender.mac === mac);
    // Packets that are never answered may have been flooded here, past their answers: they are no less visible.
    const isSeen = address.senders.some(
      ({ip: own, mac: from, runs}) => (own === ip || from === mac) && runs.length > 0,
    );
    const isInVain = stories.some(({stale}) => stale.some(({last}) => last.at > mark.at + GRACE_NS));
    return isInVain || !isSeen ? [{at, frame, who: ip, mac}] : [];
  });
}

/** After this time an entry may have expired by itself. Nanoseconds. */
const RECENT_NS = 60_000_000_000n;

export function names(senders: readonly SenderStory[]): string {
  return who(senders.map(({sender}) => sender));
}

/**
 * Their names. Several senders with one MAC are behind a router, whose cache is the one that matters, unless none of their packets has
 * crossed a router: then they are addresses of one machine.
 */
export function who(senders: readonly Station[]): string {
  return listed(stationNames(senders));
}

/** What its name depends on. */
export type Station = Pick<Sender, 'ip' | 'isRouted'> & {readonly mac?: Sender['mac']};

/** The same, as a list. */
export function stationNames(senders: readonly Station[]): string[] {
  return namedStations(senders).map(({name}) => name);
}

/** A machine that sends: a host, or a router for others. */
export interface NamedStation {
  readonly name: string;
  /** For a single line, without what is behind it. */
  readonly short: string;
}

export function namedStations(senders: readonly Station[]): NamedStation[] {
  const byMac = new Map<string, Station[]>();
  for (const sender of senders) {
    const key = sender.mac ?? sender.ip;
    const own = byMac.get(key);
    if (own === undefined) byMac.set(key, [sender]);
    else own.push(sender);
  }
  return [...byMac.values()].flatMap(own => {
    const [first] = own;
    if (first?.mac === undefined || (own.length === 1 && !first.isRouted))
      return own.map(({ip}) => ({name: ip, short: ip}));
    if (!own.some(({isRouted}) => isRouted))
      return [{name: `${first.mac} (with ${own.length} addresses)`, short: first.mac}];
    const behind = own.length === 1 ? first.ip : `${own.length} clients`;
    return [{name: `the router ${first.mac} (for ${behind})`, short: 'the router'}];
  });
}
