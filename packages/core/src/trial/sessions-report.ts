/**
 * What became of the TCP sessions of a trial's observers, by class. A pure function of its timeline.
 *
 * @module
 */

import {
  type Bounds,
  type ClientSession,
  clientSessions,
  type Outage,
  SESSION_STEP,
  SESSION_USES,
  type SessionFate,
  type SessionMove,
  type SessionOutcome,
  type SessionUse,
  sessionFates,
  type TcpPlan,
  type Timeline,
  worstBy,
} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {type Figures, figuresOf} from './figures.js';
import type {Moment} from './moments.js';
import {observerRequests, type RequestClass, requestClasses, servedAgain} from './requests-report.js';

/** Sessions of one use and pace that were open at the fault, of all observers. */
export interface SessionClass {
  readonly use: SessionUse;
  /** Milliseconds; absent where nothing is said. */
  readonly intervalMs?: number;
  readonly sessions: number;
  /** How many had which outcome. */
  readonly outcomes: Readonly<Record<SessionOutcome, number>>;
  /** From the fault to the end of those that ended, as the wire dates it. */
  readonly ended?: Figures;
  /** From the fault until another session was open in their place. */
  readonly reopened?: Figures;
}

/** Connections that were begun while the address did not answer. */
export interface NewConnections {
  readonly begun: number;
  /** Those that could not be made, and those that were not made yet at the end. */
  readonly failed: number;
  readonly pending: number;
  /** From the first SYN until they were made. */
  readonly took?: Figures;
  /** From when the address answered again until they were made. */
  readonly beyond?: Figures;
}

export interface ObserverSessions {
  readonly name: string;
  /** Sessions that hang. */
  readonly hung: number;
  /**
   * From the fault until the last of its sessions that were told was open again, the last connection made that was begun
   * meanwhile, and HTTP requests were answered again: the most is absent where one was not by the end. Sessions that wait for nothing are counted as hung, not here.
   */
  readonly outage?: Bounds;
}

export interface SessionsReport {
  readonly classes: readonly SessionClass[];
  readonly connections?: NewConnections;
  /** HTTP requests; absent where there were none. */
  readonly requests?: readonly RequestClass[];
  readonly observers: readonly ObserverSessions[];
  /** Of all observers. */
  readonly hung: number;
}

/** What is known of an observer without its sessions. */
export interface ServedObserver {
  readonly name: string;
  readonly node: string;
  /** The address that it uses. */
  readonly vip: IpAddress;
  /** Whether the machine that had this address has it in the end. */
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
      given,
      own.flatMap(({fates}) => fates),
    ),
    ...(connections === undefined ? {} : {connections}),
    ...(requests.length === 0 ? {} : {requests}),
    observers,
    hung: observers.reduce((total, {hung}) => total + hung, 0),
  };
}

/** A connection that was begun in an outage, and when that was over at the earliest and the latest. */
interface Begun {
  readonly session: ClientSession;
  readonly outage: Outage;
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
    ...begun.map(({session}) => since(fault, madeAt(session), end)),
    ...servedAgain(asked, fault, end),
  ];
  const longest = worstBy(lengths, bounds => bounds);
  const hung = fates.filter(({outcome}) => outcome === 'hung').length;
  return {fates, begun, asked, summary: {name, hung, ...(longest === undefined ? {} : {outage: longest})}};
}

/** When the sessions were ended by us, or the run was. */
function endOf(timeline: Timeline): bigint | undefined {
  const hungUp = timeline.select('step').find(({step}) => step === SESSION_STEP.hangUp);
  return hungUp?.at ?? timeline.events.at(-1)?.at;
}

/** How long a session that learned of it, or would have, was of no use. */
function lengthOf({session: {use}, outcome, reopenedAt}: SessionFate, fault: Moment, end: bigint): Bounds[] {
  if (outcome === 'kept') return [];
  if (outcome === 'hung') return SESSION_USES[use].isSpeaking ? [{leastNs: end - fault.feltAt}] : [];
  return [since(fault, reopenedAt, end)];
}

/** Of what had not happened by the end the most is not known. */
function since({begunAt, feltAt}: Moment, at: bigint | undefined, end: bigint): Bounds {
  if (at === undefined) return {leastNs: end - feltAt};
  return {leastNs: at > feltAt ? at - feltAt : 0n, mostNs: at - begunAt};
}

function isBegunIn({use, wire}: ClientSession, {firstLost, lastLost}: Outage): boolean {
  const at = wire?.opened?.at;
  return !SESSION_USES[use].isLasting && at !== undefined && at >= firstLost.sentAt && at <= lastLost.sentAt;
}

function madeAt({wire, openAt}: ClientSession): bigint | undefined {
  return wire?.established?.at ?? openAt;
}

function classesOf({plan, fault}: SessionsGiven, fates: readonly SessionFate[]): SessionClass[] {
  const kinds = plan.groups.filter(({use}) => SESSION_USES[use].isLasting);
  return kinds.flatMap(({use, intervalMs}) => {
    const own = fates.filter(({session}) => session.use === use && session.intervalMs === intervalMs);
    if (own.length === 0) return [];
    const from = (at: bigint) => since(fault, at, at);
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

function newConnections(begun: readonly Begun[]): NewConnections | undefined {
  if (begun.length === 0) return undefined;
  const made = begun.flatMap(({session, outage}) => {
    const at = madeAt(session);
    const opened = session.wire?.opened?.at;
    return at === undefined || opened === undefined ? [] : [{at, opened, outage}];
  });
  const failed = begun.filter(
    ({session}) => madeAt(session) === undefined && session.told !== undefined,
  ).length;
  const took = made.map(({at, opened}) => ({leastNs: at - opened, mostNs: at - opened}));
  const beyond = made.flatMap(({at, outage: {lastLost, firstAfter}}) => {
    const resumed = firstAfter?.sentAt;
    if (resumed === undefined) return [];
    return [{leastNs: at > resumed ? at - resumed : 0n, mostNs: at - lastLost.sentAt}];
  });
  return {
    ...{begun: begun.length, failed, pending: begun.length - made.length - failed},
    ...(took.length === 0 ? {} : {took: figuresOf(took)}),
    ...(beyond.length === 0 ? {} : {beyond: figuresOf(beyond)}),
  };
}
