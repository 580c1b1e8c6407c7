/**
 * How an outage is put where no takeover is seen: the capture may end before there is one.
 *
 * @module
 */

import {isOfIpv6, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import {SILENT_INTERVALS} from '../../claims/heard-through.js';
import {masterDownNs} from '../../claims/router-record.js';
import type {Interval} from '../../collections/intervals.js';
import type {DarkStretch} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {routersOf} from '../handovers/router-index.js';
import {isBefore} from '../scope.js';
import {byEnd, tooSoonText} from '../words/open-end.js';
import {routersBefore} from './behind-router.js';
import type {Case} from './case.js';
import type {Steady} from './steady-case.js';
import {type UnclaimedMove, unclaimedMove} from './unclaimed-move.js';

/** The longest time for which a passive node waits by default: the hold time of HSRP and GLBP (RFC 2281 §5.1). Nanoseconds. */
export const HOLD_NS = 10_000_000_000n;

type Seen = Pick<Case, 'address' | 'capture'>;

/**
 * Whether a takeover in this time could be missing: machines that share a virtual MAC are told apart by
 * their advertisements alone, and a switch that snoops groups, a unicast peer or a filter keeps those from a
 * capture.
 *
 * @param mac the owner's
 */
export function isMoveHidden({address, capture}: Seen, mac: MacAddress | undefined, time: Interval): boolean {
  if (mac === undefined || !isVirtualRouterMac(mac)) return false;
  return !routersOf(address, capture.routers).some(({masters, intervalNs}) =>
    masters.some(({at}) => at < time.to && at - time.from <= SILENT_INTERVALS * intervalNs),
  );
}

/** What is said in its place of an outage that ended, where a takeover may be hidden. */
export function hiddenTakeover(given: Steady, dark: DarkStretch): string | undefined {
  const {firstAnswer, firstUnanswered} = dark;
  if (firstAnswer === undefined) return undefined;
  const {address} = given;
  const answering = address.answers.findLast(run => isBefore(run.first, firstUnanswered))?.mac;
  // However late advertisements begin in the capture, those from before the outage show who was master.
  const moment = {from: firstUnanswered.at, to: firstUnanswered.at};
  if (isMoveHidden(given, ownerAt(given, dark) ?? answering, moment)) return HIDDEN_THEN;
  const move = unclaimedMove(address);
  if (move !== undefined && isBefore(firstUnanswered, move.at) && !isBefore(firstAnswer, move.at))
    return movedText(address, move);
  if (address.tenures.length > 0) return undefined;
  const without = `without ${claimsOf(address)} for the address in this capture, ${answering ?? 'what answers'} may be a router in front of it`;
  return `and whether another machine took over then does not show: ${without}`;
}

function movedText(address: AddressFacts, {from, to}: UnclaimedMove): string {
  return `and questions went to ${from} before it, and to ${to} after it: another machine took over, or another router in front of it, and no ${claimsOf(address)} in this capture shows which`;
}

/** What would show the owner. */
function claimsOf({ip}: AddressFacts): string {
  return isOfIpv6(ip) ? 'neighbour discovery' : 'ARP';
}

/** What follows from an outage of the address that ended; undefined if it did not. */
export function overText(given: Steady, dark: DarkStretch): string | undefined {
  const {address, capture} = given;
  if (dark.firstAnswer === undefined) return undefined;
  const isHidden =
    hiddenTakeover(given, dark) !== undefined ||
    capture.cutOff.of(address) > 0 ||
    routersBefore(address).length > 0;
  return isHidden ? OVER_HIDDEN : OVER;
}

const OVER = 'it recovered without a failover, and may fall silent again for the same reason';
const OVER_HIDDEN =
  'it was answered again: if another machine took it over, that is what its takeover cost; otherwise it may fall silent again for the same reason';

/** The MAC that claimed the address last before a stretch began. */
export function ownerAt({handovers, first}: Steady, {firstUnanswered}: DarkStretch): MacAddress | undefined {
  return handovers.findLast(handover => isBefore(handover, firstUnanswered))?.to ?? first?.mac;
}

export function withoutTakeover(given: Seen, dark: DarkStretch): string {
  // What was cut off may have shown the new owner.
  if (given.capture.cutOff.of(given.address) > 0) return 'and no takeover is seen';
  if (dark.firstAnswer !== undefined) return 'although no takeover happened then';
  return `and no takeover is seen ${byEnd(given.capture)}${tooSoon(given, dark)}`;
}

const HIDDEN_THEN =
  'and whether another machine took over its virtual MAC then does not show, as no advertisements from before are in this capture';

/** `; that is too soon to tell whether another takes over`; empty where it lasts long enough. */
export function tooSoon({capture, address}: Seen, dark: DarkStretch): string {
  const {firstAnswer, lastAnswer, firstUnanswered} = dark;
  const end = capture.last?.at;
  if (firstAnswer !== undefined || end === undefined) return '';
  const silent = end - (lastAnswer ?? firstUnanswered).at;
  const waits = routersOf(address, capture.routers).map(({intervalNs}) => masterDownNs(intervalNs));
  return (waits.length === 0 ? [HOLD_NS] : waits).every(wait => silent > wait)
    ? ''
    : `; ${tooSoonText(capture)} to tell whether another takes over`;
}
