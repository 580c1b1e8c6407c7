/**
 * A TCP session through a router that was captured on both sides, which got no acknowledgment where the client is, in the light of the same session in
 * the address's own network. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {SessionFacts, Unacknowledged} from '../../sessions/facts.js';
import type {CaptureFacts} from '../capture-facts.js';
import {fatesByHandover, type OwnedSession} from '../handovers/session-fates.js';
import {NEAR_NS} from './router-fault.js';
import type {OtherSide} from './steady-case.js';

/** Its ports stay where the router gives its own address to it, unless another client has the same. */
export function sessionThere(
  {address}: OtherSide,
  {sender, session}: OwnedSession,
): OwnedSession | undefined {
  const isSame = ({port, service, first}: SessionFacts) =>
    port === session.port &&
    service === session.service &&
    first.at - session.first.at < NEAR_NS &&
    session.first.at - first.at < NEAR_NS;
  const all = address.senders
    .filter(({mac}) => mac !== sender.mac)
    .flatMap(other => other.sessions.filter(isSame).map(own => ({sender: other, session: own})));
  return all.find(one => one.sender.ip === sender.ip) ?? (all.length === 1 ? all[0] : undefined);
}

/** What one of these sessions of theirs sent in vain to a new owner that does not know it, if that is all that was not answered. */
export function blackholedThere(
  side: OtherSide,
  capture: CaptureFacts,
  askers: readonly Sender[],
  dark: DarkStretch,
): Unacknowledged | undefined {
  const waiting = askers.flatMap(sender =>
    sender.sessions.filter(session => isWaitingIn(session, dark)).map(session => ({sender, session})),
  );
  const lost = waiting.map(own => {
    const there = sessionThere(side, own);
    return there !== undefined && isBlackholed(side, capture, there)
      ? there.session.unacknowledged
      : undefined;
  });
  return lost.every(one => one !== undefined) ? lost[0] : undefined;
}

export function isBlackholed(side: OtherSide, capture: CaptureFacts, {session}: OwnedSession): boolean {
  const moves = side.handovers.map(({handover}) => handover);
  return fatesByHandover(side.address, moves, capture.last?.at ?? 0n).some(({blackholed}) =>
    blackholed.some(one => one.session === session),
  );
}

function isWaitingIn(
  {unacknowledged}: SessionFacts,
  {firstUnanswered, lastUnanswered}: DarkStretch,
): boolean {
  return (
    unacknowledged !== undefined &&
    unacknowledged.first.at <= lastUnanswered.at &&
    firstUnanswered.at <= unacknowledged.last.at
  );
}
