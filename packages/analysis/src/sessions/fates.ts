/**
 * The fate of the sessions that were open when the address moved. Pure.
 *
 * @module
 */

import type {ClientSession} from './client-sessions.js';
import {SESSION_USES} from './uses.js';

/**
 * - kept: it goes on, or its machine has the address still, or again;
 * - reset: the address told the client that there is no such session;
 * - gave-up: the client's kernel did, after its timeout, or for want of a neighbour;
 * - closed: either end closed it;
 * - hung: it was as open as ever at the deadline, and nothing will come of it.
 */
export type SessionOutcome = 'kept' | 'reset' | 'gave-up' | 'closed' | 'hung';

export interface SessionFate {
  readonly session: ClientSession;
  readonly outcome: SessionOutcome;
  /** When it ended, as the wire dates it, or where the wire shows nothing the program. */
  readonly endedAt?: bigint;
  /** When the session in its place was open. */
  readonly reopenedAt?: bigint;
}

/** What must be known about a move. Nanoseconds. */
export interface SessionMove {
  /** When the step began that moved the address. */
  readonly at: bigint;
  /** When the address answered again. */
  readonly resumedAt: bigint;
  /** Whether the machine with which the sessions are has the address in the end. */
  readonly isBack: boolean;
  /** The end of the examined period. */
  readonly until: bigint;
}

/** In a session that goes on, something is heard or acknowledged at least so often, or every few intervals. Nanoseconds. */
const ALIVE_NS = 500_000_000n;
const ALIVE_INTERVALS = 3;

/** @param all of a node, in the order they were opened */
export function sessionFates(all: readonly ClientSession[], move: SessionMove): SessionFate[] {
  const replacements = new Map(
    all.flatMap(one => (one.after === undefined ? [] : [[one.after, one] as const])),
  );
  return all
    .filter(session => isOpenAt(session, move.at))
    .map(session => {
      const outcome = outcomeOf(session, move);
      const endedAt = outcome === 'kept' || outcome === 'hung' ? undefined : endOf(session);
      const reopenedAt = reopened(session, replacements);
      return {
        ...{session, outcome},
        ...(endedAt === undefined ? {} : {endedAt}),
        ...(reopenedAt === undefined ? {} : {reopenedAt}),
      };
    });
}

function isOpenAt({use, openAt, told}: ClientSession, at: bigint): boolean {
  return (
    SESSION_USES[use].isLasting &&
    openAt !== undefined &&
    openAt < at &&
    (told === undefined || told.at >= at)
  );
}

function outcomeOf(session: ClientSession, move: SessionMove): SessionOutcome {
  const {wire, told} = session;
  if (wire?.end?.how === 'reset') return wire.end.by === 'address' ? 'reset' : 'closed';
  if (told !== undefined)
    return told.error === undefined ? 'closed' : told.error === 'ECONNRESET' ? 'reset' : 'gave-up';
  if (wire?.end !== undefined) return 'closed';
  return isKept(session, move) ? 'kept' : 'hung';
}

/** What the old owner said last may have come after the fault, so it is the end that counts. */
function isKept(
  {use, intervalMs = 0, wire}: ClientSession,
  {resumedAt, isBack, until}: SessionMove,
): boolean {
  if (use === 'idle' || wire === undefined) return isBack;
  const often = BigInt(Math.ceil(ALIVE_INTERVALS * intervalMs)) * 1_000_000n;
  const since = until - (often > ALIVE_NS ? often : ALIVE_NS);
  const {lastHeard, lastAcknowledged, unacknowledged} = wire;
  if (use === 'read') return lastHeard !== undefined && lastHeard.at >= since;
  if (unacknowledged !== undefined && unacknowledged.first.at < since) return false;
  return lastAcknowledged !== undefined && lastAcknowledged.at > resumedAt;
}

function endOf({wire, told}: ClientSession): bigint | undefined {
  return wire?.end?.at ?? told?.at;
}

/** The first session in its place that was established; those before it could not be made. */
function reopened(
  {session}: ClientSession,
  replacements: ReadonlyMap<number, ClientSession>,
): bigint | undefined {
  for (let next = replacements.get(session); next !== undefined; next = replacements.get(next.session)) {
    const at = next.wire?.established?.at ?? next.openAt;
    if (at !== undefined) return at;
  }
  return undefined;
}
