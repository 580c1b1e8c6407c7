/**
 * What a failover showed, and whether that is as expected. A pure function of the timeline.
 *
 * @module
 */

import type {FrameEvent, ObservationEvent, Phase, RunEvent, Timeline} from '@vip/analysis';
import {type Observer, type PingStatistics, probeFates, STREAM} from '@vip/analysis';
import {
  announcementsAt,
  causeWords,
  counted,
  FAILOVER_STEP,
  findHealings,
  type MoveOutage,
  moveOutage,
  neighbourWalk,
  ownershipChanges,
  pingStatistics,
  topologyOf,
  type WalkStep,
} from '@vip/analysis/internal';
import type {IpAddress, MacAddress} from '@vip/arp';
import {formatOwnershipChange} from '../views/ownership-lines.js';

/** The outage of one observer. For one behind a router, its end is a change of the router's entry. */
export interface ObserverReport extends MoveOutage {
  readonly name: string;
  /** The entry that was read, by phase: for the VIP, or for the observer's gateway to it. */
  readonly ip: IpAddress;
  readonly macs: Readonly<Partial<Record<Phase, MacAddress>>>;
  /** Whose entry that was, when not the observer's own. */
  readonly via?: string;
  /** The states its entry went through, from the failover on. */
  readonly walk: readonly WalkStep[];
}

/** An expectation, and whether it held. */
export interface Expectation {
  readonly expected: string;
  readonly held: boolean;
  /** What was observed instead. */
  readonly instead?: string;
}

/** The outcome of a failover: the observers, what was expected of them, and whether it held. */
export interface FailoverReport {
  readonly run: RunEvent;
  /** When the failover began, in nanoseconds; absent if it never did. */
  readonly failedAt?: bigint;
  readonly observers: readonly ObserverReport[];
  /** The pings that were shown meanwhile, and their observer. */
  readonly ping: PingStatistics & {readonly by: string};
  /** The first announcement of the VIP, as it was captured at the observer that pings. */
  readonly announcement?: FrameEvent;
  readonly expectations: readonly Expectation[];
  /** Whether every expectation held. */
  readonly held: boolean;
}

/** The run that a timeline records; undefined if it was cut off before its first event. */
export function runOf(timeline: Timeline): RunEvent | undefined {
  return timeline.select('run')[0];
}

/** The report on a run, complete or not. */
export function reportFailover(timeline: Timeline, run: RunEvent): FailoverReport {
  const observers = topologyOf(run).observers.map(observer => reportObserver(timeline, run, observer));
  const reader = topologyOf(run).reader;
  const announcement = announcementAt(timeline, run, reader);
  const expectations = [
    expectPhase(timeline, run, 'before', `every observer holds ${run.settings.active.mac} and gets answers`),
    expectPhase(timeline, run, 'gap', 'every observer still holds it, and no ping gets through'),
    expectPhase(timeline, run, 'after', `every observer gets answers from ${run.settings.passive.mac}`),
    ...expectHealing(timeline, run, observers, announcement),
    expectOneMove(timeline, run),
    expectCompleteCaptures(timeline),
  ];
  const failedAt = failoverTime(timeline);
  return {
    run,
    ...(failedAt === undefined ? {} : {failedAt}),
    observers,
    ping: {...pingStatistics(probeFates(timeline, reader.node, STREAM.read)), by: reader.name},
    ...(announcement === undefined ? {} : {announcement}),
    expectations,
    held: expectations.every(({held}) => held),
  };
}

/**
 * Whether an outage was ended by a frame that no stall of ours can explain, because only the new holder had a
 * reason to send it.
 */
export function isRefuted({observers}: Pick<FailoverReport, 'observers'>): boolean {
  return observers.some(({endedBy}) => endedBy?.cause === 'side-traffic' && endedBy.isCertain);
}

function reportObserver(timeline: Timeline, run: RunEvent, observer: Observer): ObserverReport {
  const {name, node, nextHop, via} = observer;
  const {vip, passive} = run.settings;
  const fates = probeFates(timeline, node, observer.stream);
  const healings = findHealings(timeline, via ?? node, vip.address);
  const failedAt = failoverTime(timeline);
  const seen = timeline.select('observation', node).filter(({observer: whose}) => whose === name);
  return {
    name,
    ip: nextHop,
    macs: Object.fromEntries(seen.flatMap(({phase, mac}) => (mac === undefined ? [] : [[phase, mac]]))),
    ...moveOutage(fates, healings, passive.mac),
    ...(via === undefined ? {} : {via}),
    walk: failedAt === undefined ? [] : neighbourWalk(timeline, node, nextHop, failedAt),
  };
}

function failoverTime(timeline: Timeline): bigint | undefined {
  return timeline.select('step').find(({step}) => step === FAILOVER_STEP.linkDown)?.at;
}

function announcementAt(timeline: Timeline, {settings}: RunEvent, {node}: Observer): FrameEvent | undefined {
  const {vip, passive} = settings;
  return announcementsAt(timeline, node, vip.address).find(({mac}) => mac === passive.mac)?.event;
}

function expectPhase(timeline: Timeline, run: RunEvent, phase: Phase, expected: string): Expectation {
  const seen = timeline.select('observation').filter(event => event.phase === phase);
  const missing = topologyOf(run).observers.length - seen.length;
  const wrong = seen.filter(({asExpected}) => !asExpected).map(describeObservation);
  if (missing > 0) wrong.push(`${missing} of the observers were not checked`);
  return expectation(expected, wrong);
}

function describeObservation({observer, mac, state, sent, answered}: ObservationEvent): string {
  return `${observer}: ${mac ?? 'no MAC'} ${state}, ${answered} of ${sent} pings answered`;
}

/** The announcement alone ends the gap; without one, the observers' own questions do. */
function expectHealing(
  timeline: Timeline,
  {announce}: RunEvent,
  observers: readonly ObserverReport[],
  announcement: FrameEvent | undefined,
): Expectation[] {
  if (announce === undefined) {
    const wrong = observers.filter(({endedBy}) => endedBy?.cause !== 'own-question').map(describeHealing);
    return [expectation('every observer finds out by itself, by asking again', wrong)];
  }
  const announcedAt = timeline.select('announced')[0]?.at;
  const wrong = observers.filter(({endedBy}) => endedBy?.cause !== 'announcement').map(describeHealing);
  const wire = announcement === undefined || announcedAt === undefined ? ['none was captured'] : [];
  return [
    expectation('the announcement is on the wire', wire),
    expectation('the announcement ends the outage at every observer, and nothing else does', wrong),
  ];
}

/** As seen by the ownership tracker: the old owner is silent from then on, and there is no third one. */
function expectOneMove(timeline: Timeline, run: RunEvent): Expectation {
  const {vip, passive} = run.settings;
  const changes = ownershipChanges(timeline, topologyOf(run).reader.node, vip.address);
  const wrong = changes.filter(
    (change, index) => index > 0 || change.kind !== 'moved' || change.to !== passive.mac,
  );
  return expectation(
    'on the wire the address moves once, and no other machine claims it',
    wrong.map(formatOwnershipChange),
  );
}

function describeHealing({name, endedBy}: ObserverReport): string {
  if (endedBy === undefined) return `${name}: its entry did not change`;
  return `${name}: ${causeWords(endedBy)}${endedBy.says === undefined ? '' : `: ${endedBy.says}`}`;
}

function expectCompleteCaptures(timeline: Timeline): Expectation {
  const lossy = timeline.select('capture-end').filter(({dropped}) => dropped > 0);
  return expectation(
    'every capture is complete',
    lossy.map(
      ({node, iface, dropped, received}) =>
        `${node} ${iface}: ${dropped} of ${counted(received + dropped, 'frame')} lost`,
    ),
  );
}

function expectation(expected: string, wrong: readonly string[]): Expectation {
  return wrong.length === 0 ? {expected, held: true} : {expected, held: false, instead: wrong.join('; ')};
}
