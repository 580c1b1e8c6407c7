/**
 * The effect of a change of owner on the TCP sessions that were open then: the new owner does not know them, and whether their clients are told
 * is independent of whether the address answers. Pure.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {SessionFacts} from '../../sessions/facts.js';
import {withStretches} from '../collect/stretches/each-stretch.js';
import type {AddressFacts} from '../facts.js';
import {isBefore, isWithin} from '../scope.js';
import {GRACE_NS, LONG_NS, MANY} from '../significance.js';
import type {Handover} from './handover.js';

/** A session and its client. */
export interface OwnedSession {
  readonly sender: Sender;
  readonly session: SessionFacts;
}

/** The sessions that a change of owner ended, or should have. */
export interface SessionFates {
  readonly handover: Handover;
  /** The address told the client that there is no such session. */
  readonly reset: readonly OwnedSession[];
  /** The client sends to the new owner again and again, and gets no reply. */
  readonly blackholed: readonly OwnedSession[];
  /** The client has nothing to send, and was not told. */
  readonly hung: readonly OwnedSession[];
}

/** A session that stayed silent for this long after the move is not about to send. Nanoseconds. */
const SILENT_NS = 5_000_000_000n;
/** Nor is a session that stayed silent for this many times its longest earlier pause. */
const PAUSES = 2n;
/** A session that was open when the capture began is recognised by this many segments. */
const FEWEST_SEGMENTS = 4;

/** @param end when the capture ended. Nanoseconds */
export function fatesByHandover(
  address: AddressFacts,
  handovers: readonly Handover[],
  end: bigint,
): SessionFates[] {
  const all = address.senders.flatMap(sender => sender.sessions.map(session => ({sender, session})));
  const own = all.filter(
    ({session}) => session.established !== undefined || session.segments >= FEWEST_SEGMENTS,
  );
  return handovers.map((handover, index) => {
    const earlier = handovers[index - 1];
    const open = own.filter(({session}) => isOpenAt(session, handover, earlier));
    const reset = open.filter(({session}) => isResetAfter(session, handover));
    const left =
      isDisputed(handover) || areKept(own, handover)
        ? []
        : open.filter(({session}) => session.end === undefined);
    const silent = left.filter(({session}) => !isBackAtItsMachine(session, handover, handovers));
    return {
      ...{handover, reset},
      blackholed: left.filter(
        ({sender, session}) => isServed(sender, handover) && isBlackholed(session, handover),
      ),
      hung:
        isDarkToTheEnd(address) || isOutOfSight(address, handover)
          ? []
          : silent.filter(one => isHung(one.session, handover, end) && !isClientGone(one)),
    };
  });
}

/** Whether its client did not answer a tickle, and sent nothing else after it: there may be nobody left to wait. */
function isClientGone({sender: {runs}, session: {tickled, lastSent}}: OwnedSession): boolean {
  if (tickled === undefined || (lastSent !== undefined && isBefore(tickled, lastSent))) return false;
  return runs.every(({last}) => isBefore(last, tickled));
}

/** Whether it was open then: last heard before this change of owner, and after the one before. */
function isOpenAt({first, lastHeard, end}: SessionFacts, {at}: Mark, earlier: Mark | undefined): boolean {
  return (
    lastHeard !== undefined &&
    first.at < at &&
    lastHeard.at <= at + GRACE_NS &&
    (earlier === undefined || lastHeard.at > earlier.at + GRACE_NS) &&
    (end === undefined || end.at >= at)
  );
}

function isResetAfter({end}: SessionFacts, handover: Handover): boolean {
  return end?.how === 'reset' && end.by === 'address' && isWithin(end, handover, handover.until);
}

/** Whether some session goes on: the machine is the same, or the new one has taken over the state of the old one's sessions. */
function areKept(all: readonly OwnedSession[], {at, from, until, keepsMac}: Handover): boolean {
  return all.some(
    ({session: {first, lastHeard, heardFrom}}) =>
      first.at < at &&
      lastHeard !== undefined &&
      lastHeard.at > at + GRACE_NS &&
      (until === undefined || lastHeard.at < until.at) &&
      (keepsMac || heardFrom === undefined || heardFrom !== from),
  );
}

/** Whether the address returned to the machine that knows the session. */
function isBackAtItsMachine(
  {heardFrom}: SessionFacts,
  handover: Handover,
  handovers: readonly Handover[],
): boolean {
  const last = handovers.at(-1) ?? handover;
  if (!last.keepsMac) return last.to === heardFrom;
  return last !== handover && last.toRouter === handover.fromRouter;
}

/** Whether the new owner answers other questions of this client, so that the path between them works. */
function isServed({runs}: Sender, {at, to, until}: Handover): boolean {
  return runs.some(
    ({to: where, lastAnswer}) =>
      (where === undefined || where === to) &&
      lastAnswer !== undefined &&
      lastAnswer.at > at &&
      (until === undefined || lastAnswer.at < until.at),
  );
}

/** Whether one of this client's sessions was black-holed at the time of its unanswered questions. */
export function isOfBlackholed(
  {blackholed}: SessionFates,
  sender: Sender,
  {firstUnanswered, lastUnanswered}: Pick<DarkStretch, 'firstUnanswered' | 'lastUnanswered'>,
): boolean {
  return blackholed.some(({sender: own, session: {unacknowledged}}) => {
    if (own !== sender || unacknowledged === undefined) return false;
    return lastUnanswered.at >= unacknowledged.first.at && firstUnanswered.at <= unacknowledged.last.at;
  });
}

/** Whether all unanswered questions then were segments of black-holed sessions: the address itself was not dark. */
function isOfBlackholedAlone(
  all: readonly SessionFates[],
  {firstUnanswered, lastUnanswered, questions}: DarkStretch,
): boolean {
  const asked = all.flatMap(({blackholed}) =>
    blackholed.flatMap(({session: {unacknowledged}}) =>
      unacknowledged === undefined
        ? []
        : [0n, ...unacknowledged.rungsNs].map(ns => unacknowledged.first.at + ns),
    ),
  );
  return asked.filter(at => at >= firstUnanswered.at && at <= lastUnanswered.at).length >= questions;
}

/** The address without the outages that only black-holed sessions had. */
export function withoutBlackholed(address: AddressFacts, all: readonly SessionFates[]): AddressFacts {
  if (all.every(({blackholed}) => blackholed.length === 0)) return address;
  return withStretches(address, dark => dark.filter(one => !isOfBlackholedAlone(all, one)));
}

/** Whether two machines have the address, so that either may be the one that knows the session. */
function isDisputed({how, disputes}: Handover): boolean {
  return how === 'conflict' || disputes.length > 0;
}

/**
 * Whether those who asked the address until it moved are not seen to ask it afterwards: what they exchange with the new owner does not pass
 * here, as at the switch port of the old one.
 */
function isOutOfSight({senders}: AddressFacts, {at, until}: Handover): boolean {
  const runs = senders.flatMap(sender => sender.runs);
  if (runs.some(({last}) => isWithin(last, {at: at + LONG_NS, frame: 0}, until))) return false;
  return runs.some(
    ({answered, last}) => answered >= MANY && last.at > at - LONG_NS && last.at <= at + LONG_NS,
  );
}

function isDarkToTheEnd({dark}: AddressFacts): boolean {
  return dark.some(({firstAnswer}) => firstAnswer === undefined);
}

function isBlackholed({unacknowledged, refused}: SessionFacts, {to}: Handover): boolean {
  if (unacknowledged === undefined || refused !== undefined) return false;
  const {segmentsTo, firstTo, last, to: where} = unacknowledged;
  return (where === undefined || where === to) && segmentsTo >= MANY && last.at - firstTo.at >= LONG_NS;
}

function isHung(session: SessionFacts, {at}: Handover, end: bigint): boolean {
  const {unacknowledged, longestPauseNs, lastSent, lastHeard} = session;
  if (unacknowledged !== undefined) return false;
  const last = [lastSent?.at ?? at, lastHeard?.at ?? at, at].reduce((a, b) => (a > b ? a : b));
  const silence = end - last;
  return silence >= SILENT_NS && silence >= PAUSES * longestPauseNs;
}
