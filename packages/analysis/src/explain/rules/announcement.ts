/**
 * Shared by the rules about announcements: their findings, and the senders that did not follow.
 *
 * @module
 */

import type {Announcement} from '../claim-facts.js';
import type {AnnouncementSet} from '../handovers/announcement-sets.js';
import {darkSentence, worstAround} from '../outages/worst-outage.js';
import {finding, type KnownVerdict, remedyOf} from '../verdict.js';
import {askedAgain, type Case, type NamedStation, namedStations, stuckAfter} from './case.js';

/** Linux's `locktime`. Nanoseconds. */
export const LOCKTIME_NS = 1_000_000_000n;

/** The remedy depends on the family: neighbour discovery is not ARP. */
export function announcementFinding(
  {address}: Case,
  verdict: KnownVerdict,
  evidence: string,
  frames: readonly (number | undefined)[],
  remedy: string = remedyOf(verdict, address.ip),
) {
  return finding(verdict, evidence, frames, remedy);
}

/** Its effect, if that was seen. */
export function darkWords(handover: Case['handover']): string {
  const worst = worstAround(handover);
  return worst === undefined ? '' : ` ${darkSentence(worst)}`;
}

export function obeysLocktime({ignoredBy}: NonNullable<Announcement['dialect']>): boolean {
  return ignoredBy.some(({name}) => name === 'Linux');
}

/** Senders that evidently did not follow a set of announcements, and were not moved by a later one. */
export function doubters(given: Case, set: AnnouncementSet): NamedStation[] {
  const {handover} = given;
  const stuck = stuckAfter(handover, set.last).filter(({cause}) => cause?.what !== 'announcement');
  const senders = stuck.map(({sender}) => sender);
  // A router sends requests from its own address for hosts behind it.
  const others = askedAgain(given, set.last).filter(
    ({who, mac}) => !senders.some(sender => sender.ip === who || sender.mac === mac),
  );
  const all = [...namedStations(senders), ...others.map(({who}) => ({name: who, short: who}))];
  return [...new Map(all.map(station => [station.name, station])).values()];
}
