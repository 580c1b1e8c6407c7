/**
 * The TCP sessions of a trial in its report: what became of them, and what they add to the budget of an outage. Pure.
 *
 * @module
 */

import type {Timeline, TrialEvent} from '@vip/analysis';
import {isHeldAt, topologyOf, worstOutage} from '@vip/analysis/internal';
import type {BudgetPart} from './budget.js';
import type {Moment} from './moments.js';
import {probedAfter, type TrialObserverReport} from './observer-report.js';
import {reportSessions, type SessionsReport} from './sessions-report.js';

/** Undefined for a trial without any. */
export function trialSessions(
  timeline: Timeline,
  trial: TrialEvent,
  fault: Moment,
): SessionsReport | undefined {
  const {tcp, settings} = trial;
  if (tcp === undefined) return undefined;
  const end = timeline.events.at(-1)?.at ?? fault.feltAt;
  return reportSessions({
    ...{timeline, plan: tcp, fault},
    observers: topologyOf(trial).observers.map(observer => {
      const {name, node, vip} = observer;
      const isBack = isHeldAt(timeline, settings.active.node, vip, end);
      const outage = worstOutage(probedAfter(timeline, observer, fault.begunAt).outages);
      return {name, node, vip, isBack, outage};
    }),
  });
}

/** Sessions take longer than the network: until the last one whose client noticed is open again. */
export function withSessionPart(
  observer: TrialObserverReport,
  {observers}: SessionsReport,
): TrialObserverReport {
  const own = observers.find(({name}) => name === observer.name)?.outage;
  if (observer.budget.length === 0 || own === undefined || observer.budgetFrom !== 'fault') return observer;
  const spent = observer.budget.reduce((total, {ns = 0n}) => total + ns, 0n);
  const part: BudgetPart =
    own.mostNs === undefined
      ? {part: 'session', unknown: 'one was not open again by the end'}
      : {part: 'session', ns: own.leastNs > spent ? own.leastNs - spent : 0n};
  return {...observer, budget: [...observer.budget, part]};
}
