/**
 * Sessions of one use and pace, and what became of them.
 *
 * @module
 */

import type {SessionOutcome, SessionUse, TcpPlan} from '@vip/analysis';
import {SESSION_USES, type SessionFate} from '@vip/analysis/internal';
import {type Figures, figuresOf} from './figures.js';
import type {Moment} from './moments.js';
import {sinceFault} from './since-fault.js';

/** Sessions of one use and pace that were open at the fault, of all observers. */
export interface SessionClass {
  readonly use: SessionUse;
  /** Milliseconds; absent if nothing is sent. */
  readonly intervalMs?: number;
  /** How many there were at the fault. */
  readonly sessions: number;
  /** How many had which outcome. */
  readonly outcomes: Readonly<Record<SessionOutcome, number>>;
  /** From the fault to the end of those that ended, as the wire dates it. */
  readonly ended?: Figures;
  /** From the fault until another session was open in their place. */
  readonly reopened?: Figures;
}

export function classesOf(plan: TcpPlan, fault: Moment, fates: readonly SessionFate[]): SessionClass[] {
  const kinds = plan.groups.filter(({use}) => SESSION_USES[use].isLasting);
  return kinds.flatMap(({use, intervalMs}) => {
    const own = fates.filter(({session}) => session.use === use && session.intervalMs === intervalMs);
    if (own.length === 0) return [];
    const from = (at: bigint) => sinceFault(fault, at, at);
    const ended = own.flatMap(({endedAt}) => (endedAt === undefined ? [] : [from(endedAt)]));
    const reopened = own.flatMap(({reopenedAt}) => (reopenedAt === undefined ? [] : [from(reopenedAt)]));
    return [
      {
        use,
        ...(intervalMs === undefined ? {} : {intervalMs}),
        sessions: own.length,
        outcomes: countOutcomes(own),
        ...(ended.length === 0 ? {} : {ended: figuresOf(ended)}),
        ...(reopened.length === 0 ? {} : {reopened: figuresOf(reopened)}),
      },
    ];
  });
}

function countOutcomes(fates: readonly SessionFate[]): Record<SessionOutcome, number> {
  const counts = {kept: 0, reset: 0, 'gave-up': 0, closed: 0, hung: 0};
  for (const {outcome} of fates) counts[outcome]++;
  return counts;
}
