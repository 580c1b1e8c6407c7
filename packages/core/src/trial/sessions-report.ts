/**
 * What became of the TCP sessions of a trial's observers, by class. A pure function of its timeline.
 *
 * @module
 */

import type {Bounds, Outage, TcpPlan, Timeline} from '@vip/analysis';
import {
  clientSessions,
  SESSION_STEP,
  SESSION_USES,
  type SessionFate,
  type SessionMove,
  sessionFates,
  worstBy,
} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import type {Moment} from './moments.js';
import {isBegunIn, madeAt, type NewConnections, newConnections} from './new-connections.js';
import {observerRequests, type RequestClass, requestClasses, servedAgain} from './requests-report.js';
import {classesOf, type SessionClass} from './session-classes.js';
import {sinceFault} from './since-fault.js';

/** What became of the TCP sessions of one observer. */
export interface ObserverSessions {
  readonly name: string;
  /** Sessions that hang. */
  readonly hung: number;
  /**
   * From the fault until the last session that noticed it was open again, the last connection begun in the meantime was made,
   * and HTTP requests were answered again; without an upper bound if one of these had not happened by the end. Sessions that wait for nothing
   * are counted as hung, not here.
   */
  readonly outage?: Bounds;
}

/** What became of the TCP sessions and HTTP requests of a trial. */
export interface SessionsReport {
  readonly classes: readonly SessionClass[];
  readonly connections?: NewConnections;
  /** HTTP requests; absent where there were none. */
  readonly requests?: readonly RequestClass[];
  readonly observers: readonly ObserverSessions[];
  /** Of all observers. */
  readonly hung: number;
}

/** What is known about an observer without its sessions. */
export interface ServedObserver {
  readonly name: string;
  readonly node: string;
  /** The address that it uses. */
  readonly vip: IpAddress;
  /** Whether the machine that had this address still has it at the end. */
  readonly isBack: boolean;
  /** The outage that its probes show; undefined for none. */
  readonly outage: Outage | undefined;
}

export interface SessionsGiven {
  readonly timeline: Timeline;
  readonly plan: TcpPlan;
  readonly fault: Moment;
  readonly observers: readonly ServedObserver[];
}

export function reportSessions(given: SessionsGiven): SessionsReport {
  const own = given.observers.map(observer => observerOf(given, observer));
  const observers = own.map(({summary}) => summary);
  const connections = newConnections(own.flatMap(({begun}) => begun));
  const {timeline, plan, fault} = given;
  const requests = requestClasses(
    plan,
    own.map(({asked}) => asked),
    fault,
    endOf(timeline) ?? fault.feltAt,
  );
  return {
    classes: classesOf(
      plan,
      fault,
      own.flatMap(({fates}) => fates),
    ),
    ...(connections === undefined ? {} : {connections}),
    ...(requests.length === 0 ? {} : {requests}),
    observers,
    hung: observers.reduce((total, {hung}) => total + hung, 0),
  };
}

function observerOf(
  {timeline, plan, fault}: SessionsGiven,
  {name, node, vip, isBack, outage}: ServedObserver,
) {
  const all = clientSessions(timeline, node, vip, plan.port);
  const end = endOf(timeline) ?? fault.feltAt;
  const resumedAt = outage === undefined ? fault.feltAt : (outage.firstAfter?.sentAt ?? end);
  const move: SessionMove = {at: fault.begunAt, resumedAt, isBack, until: end};
  const fates = sessionFates(all, move);
  const begun =
    outage === undefined ? [] : all.filter(one => isBegunIn(one, outage)).map(session => ({session, outage}));
  const asked = observerRequests(timeline, node, vip, fault, end);
  const lengths = [
    ...fates.flatMap(fate => lengthOf(fate, fault, end)),
    ...begun.map(({session}) => sinceFault(fault, madeAt(session), end)),
    ...servedAgain(asked, fault, end),
  ];
  const longest = worstBy(lengths, bounds => bounds);
  const hung = fates.filter(({outcome}) => outcome === 'hung').length;
  return {fates, begun, asked, summary: {name, hung, ...(longest === undefined ? {} : {outage: longest})}};
}

/** When we ended the sessions, or the run ended. */
function endOf(timeline: Timeline): bigint | undefined {
  const hungUp = timeline.select('step').find(({step}) => step === SESSION_STEP.hangUp);
  return hungUp?.at ?? timeline.events.at(-1)?.at;
}

/** How long a session that noticed, or would have, was unusable. */
function lengthOf({session: {use}, outcome, reopenedAt}: SessionFate, fault: Moment, end: bigint): Bounds[] {
  if (outcome === 'kept') return [];
  if (outcome === 'hung') return SESSION_USES[use].isSpeaking ? [{leastNs: end - fault.feltAt}] : [];
  return [sinceFault(fault, reopenedAt, end)];
}
