/**
 * What a trial showed. A pure function of its timeline.
 *
 * @module
 */

import {classifyArp, formatPurpose, type MacAddress} from '@vip/arp';
import {arpFrames, findHealings, type Healing} from '../analysis/healing.js';
import {
  type Bounds,
  findOutages,
  noOutageBounds,
  outageBounds,
  type ProbeFate,
  probeFates,
  wasAnswered,
} from '../analysis/outage.js';
import type {TrialEvent} from '../events.js';
import {STREAM} from '../experiment/crew.js';
import {hermeticObservers, type Observer} from '../experiment/observers.js';
import type {LabSettings, Station} from '../lab/settings.js';
import type {Timeline} from '../timeline.js';
import {type BudgetPart, outageBudget} from './budget.js';
import {type Arrivals, arrivalsAt, echoKey} from './echoes.js';
import {rogueStation} from './topology.js';
import {TRIAL_STEP} from './trial.js';

export interface TrialObserverReport {
  readonly name: string;
  /** The longest outage after the fault; its most is absent when it had not ended. */
  readonly outage: Bounds;
  /** All of them, oldest first, with their beginnings counted from the fault in nanoseconds. */
  readonly outages: readonly (Bounds & {readonly afterNs: bigint})[];
  readonly lost: number;
  /** Of the lost probes, those that reached no node that had the address; of the rest the answer was lost. */
  readonly requestsLost: number;
  /** Probes that another node than the present holder answered, by node. */
  readonly answeredBy: Readonly<Record<string, number>>;
  /** Probes that were answered more than once. */
  readonly duplicates: number;
  readonly budget: readonly BudgetPart[];
  readonly healings: readonly Healing[];
  /** The MAC its cache (or its router's) held at the end. */
  readonly believes?: MacAddress;
}

/** An announcement of the VIP, where it was sent. */
export interface SentAnnouncement {
  /** Nanoseconds after the fault; before it, negative. */
  readonly afterNs: bigint;
  readonly node: string;
  readonly form: string;
}

export interface TrialReport {
  readonly trial: TrialEvent;
  readonly observers: readonly TrialObserverReport[];
  readonly announcements: readonly SentAnnouncement[];
  /** The nodes that held the address at the end. */
  readonly owners: readonly string[];
  /** What a reader has to know to read the numbers right. */
  readonly findings: readonly string[];
  /** Whether every outage had ended. */
  readonly isMeasured: boolean;
}

/** The trial a timeline is of; undefined when it was cut before its first event. */
export function trialOf(timeline: Timeline): TrialEvent | undefined {
  return timeline.select('trial')[0];
}

export function reportTrial(timeline: Timeline, trial: TrialEvent): TrialReport {
  const {settings} = trial;
  const faultAt =
    timeline.select('step').find(({step, phase}) => step === TRIAL_STEP.fault && phase === 'begun')?.at ??
    trial.at;
  const holders = [settings.active, settings.passive, rogueStation(settings)];
  const arrivals = new Map(holders.map(station => [station.node, arrivalsAt(timeline, station)]));
  const observers = hermeticObservers(settings).map(observer =>
    reportObserver(timeline, settings, observer, faultAt, arrivals),
  );
  const announcements = holders.flatMap(station => announcementsOf(timeline, settings, station, faultAt));
  announcements.sort((a, b) => Number(a.afterNs - b.afterNs));
  const owners = holders.filter(station => ownsAtEnd(timeline, settings, station)).map(({node}) => node);
  return {
    trial,
    observers,
    announcements,
    owners,
    findings: findings(trial, observers, announcements, owners),
    isMeasured: observers.every(({outage}) => outage.mostNs !== undefined),
  };
}

function reportObserver(
  timeline: Timeline,
  settings: LabSettings,
  observer: Observer,
  faultAt: bigint,
  arrivals: ReadonlyMap<string, Arrivals>,
): TrialObserverReport {
  const fates = probeFates(timeline, observer.node, STREAM.measure).filter(
    ({sentAt}) => sentAt > faultAt - LEAD_NS,
  );
  const outages = findOutages(fates).filter(({lastLost}) => lastLost.sentAt >= faultAt);
  const longest = outages.reduce<(typeof outages)[number] | undefined>(
    (most, next) => (most === undefined || next.lost > most.lost ? next : most),
    undefined,
  );
  const asker = askerAddress(settings, observer);
  const reached = ({sequence, sentAt}: ProbeFate) =>
    [...arrivals].some(
      ([node, {requests}]) =>
        requests.has(echoKey(asker, sequence)) && heldAt(timeline, settings, node, sentAt),
    );
  const lostFates = fates.filter(fate => !wasAnswered(fate) && fate.sentAt >= faultAt);
  const healings = findHealings(timeline, observer.via ?? observer.node, settings.vip.address).filter(
    ({at}) => at > faultAt,
  );
  const believes = timeline
    .select('neighbour', observer.via ?? observer.node)
    .findLast(({ip, mac}) => ip === settings.vip.address && mac !== undefined)?.mac;
  return {
    name: observer.name,
    outage: longest === undefined ? noOutageBounds(fates) : outageBounds(longest),
    outages: outages.map(outage => ({...outageBounds(outage), afterNs: outage.firstLost.sentAt - faultAt})),
    lost: lostFates.length,
    requestsLost: lostFates.filter(fate => !reached(fate)).length,
    answeredBy: answersByNode(fates, asker, faultAt, arrivals),
    duplicates: countDuplicates(timeline, observer),
    budget:
      longest?.firstAfter === undefined
        ? []
        : outageBudget(timeline, settings, observer, faultAt, longest.firstAfter.sentAt),
    healings,
    ...(believes === undefined ? {} : {believes}),
  };
}

/** What is looked at before the fault, to have an answered probe to count from. Nanoseconds. */
const LEAD_NS = 500_000_000n;

function askerAddress({client, ext, router, remote}: LabSettings, {node}: Observer): string {
  const stations: readonly Station[] = [client, ext, router, remote];
  return stations.find(station => station.node === node)?.address.address ?? '';
}

/** Which node answered how many probes after the fault. */
function answersByNode(
  fates: readonly ProbeFate[],
  asker: string,
  faultAt: bigint,
  arrivals: ReadonlyMap<string, Arrivals>,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const fate of fates) {
    if (fate.sentAt < faultAt || fate.answeredAt === undefined) continue;
    for (const [node, {replies}] of arrivals) {
      if (replies.has(echoKey(asker, fate.sequence))) counts[node] = (counts[node] ?? 0) + 1;
    }
  }
  return counts;
}

function countDuplicates(timeline: Timeline, {node}: Observer): number {
  const answers = timeline.select('probe-answered', node).filter(({stream}) => stream === STREAM.measure);
  return answers.length - new Set(answers.map(({sequence}) => sequence)).size;
}

function announcementsOf(
  timeline: Timeline,
  {vip}: LabSettings,
  {node, mac}: Station,
  faultAt: bigint,
): SentAnnouncement[] {
  return arpFrames(timeline, node)
    .filter(({packet}) => packet.senderIp === vip.address && packet.senderMac === mac)
    .flatMap(({event, packet}) => {
      const purpose = classifyArp(packet);
      if (!event.own || purpose.kind !== 'announcement') return [];
      return [{afterNs: event.at - faultAt, node, form: formatPurpose(purpose)}];
    });
}

function ownsAtEnd(timeline: Timeline, settings: LabSettings, {node}: Station): boolean {
  return heldAt(timeline, settings, node, timeline.events.at(-1)?.at ?? 0n);
}

/** Whether a node had the address at a moment. */
function heldAt(timeline: Timeline, {vip}: LabSettings, node: string, moment: bigint): boolean {
  const last = timeline.select('address', node).findLast(({at, ip}) => ip === vip.address && at <= moment);
  return last?.change === 'added';
}

function findings(
  {settings, driver, fault}: TrialEvent,
  observers: readonly TrialObserverReport[],
  announcements: readonly SentAnnouncement[],
  owners: readonly string[],
): string[] {
  const found: string[] = [];
  const {active, passive} = settings;
  const lastAnnouncer = announcements.at(-1)?.node;
  if (owners.length > 1) found.push(`${owners.join(' and ')} both hold the address at the end.`);
  if (owners.length === 0) found.push('Nobody holds the address at the end.');
  const byActive = observers.reduce((sum, {answeredBy}) => sum + (answeredBy[active.node] ?? 0), 0);
  if (owners.includes(passive.node) && byActive > 0 && fault === 'kill') {
    found.push(
      `${driver} was killed on ${active.node}, but the address stayed there and the node went on answering ` +
        `(${byActive} probes): that is no failover of a dead machine; --fault node-crash is.`,
    );
  }
  const holder = owners.length === 1 ? owners[0] : undefined;
  const holderMac = [active, passive].find(({node}) => node === holder)?.mac;
  const deceived = observers.filter(({believes}) => holderMac !== undefined && believes !== holderMac);
  if (deceived.length > 0) {
    found.push(
      `At the end ${deceived.map(({name}) => name).join(', ')} still believe another than ${holder}, who holds the address.`,
    );
  }
  if (holder !== undefined && lastAnnouncer !== undefined && holder !== lastAnnouncer) {
    found.push(
      `${holder} holds the address, but the last to announce it was ${lastAnnouncer}: a silent failback.`,
    );
  }
  const rogue = rogueStation(settings);
  const toRogue = observers.filter(({answeredBy}) => (answeredBy[rogue.node] ?? 0) > 0);
  if (toRogue.length > 0)
    found.push(`${toRogue.map(({name}) => name).join(', ')} were answered by the rogue machine.`);
  return found;
}
