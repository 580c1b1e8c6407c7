/**
 * The fate of the sessions that were open when the address moved. Pure.
 *
 * @module
 */

import type {ClientSession} from './client-sessions.js';
import {SESSION_USES} from './uses.js';

/**
 * - kept: it goes on, or its machine still has the address, or has it again;
 * - reset: the address told the client that there is no such session;
 * - gave-up: the client's kernel gave up, after its timeout, or because the neighbour could not be resolved;
 * - closed: either end closed it;
 * - hung: it was still open at the deadline, and can never continue.
 */
export type SessionOutcome = 'kept' | 'reset' | 'gave-up' | 'closed' | 'hung';

export interface SessionFate {
  readonly session: ClientSession;
  readonly outcome: SessionOutcome;
  /** When it ended, according to the capture, or to the program if the capture does not show it. */
  readonly endedAt?: bigint;
  /** When the session that replaces it was open. */
  readonly reopenedAt?: bigint;
}

/** A move, as far as the fates of sessions depend on it. Nanoseconds. */
export interface SessionMove {
  /** When the step began that moved the address. */
  readonly at: bigint;
  /** When the address answered again. */
  readonly resumedAt: bigint;
  /** Whether the machine that has the sessions has the address in the end. */
  readonly isBack: boolean;
  /** The end of the examined period. */
  readonly until: bigint;
}

/** In a session that goes on, something is heard or acknowledged at least once in this time, or every few intervals. Nanoseconds. */
const ALIVE_NS = 500_000_000n;
const ALIVE_INTERVALS = 3;

/** @param all the sessions of a node, in the order in which they were opened */
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

/** Whether the session was kept. The old owner's last segment may have come after the fault, so the end of the session decides. */
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

/** The first replacement that was established; attempts before it failed. */
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
