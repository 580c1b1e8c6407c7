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
  LATE_NS,
  noOutageBounds,
  type Outage,
  outageBounds,
  type ProbeFate,
  probeFates,
  wasAnswered,
} from '../analysis/outage.js';
import {formatBounds, formatDuration} from '../duration-text.js';
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
  /** The longest outage after the fault, or the one that had not ended: then its most is absent. */
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
  /** The step from which the budget counts. */
  readonly budgetFrom: 'fault' | 'heal';
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
  /** The nodes with an observer's cache at which it arrived. */
  readonly heardBy: readonly string[];
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
  const faultAt = begunAt(timeline, TRIAL_STEP.fault) ?? trial.at;
  const healAt = begunAt(timeline, TRIAL_STEP.heal);
  const holders = [settings.active, settings.passive, rogueStation(settings)];
  const arrivals = new Map(holders.map(station => [station.node, arrivalsAt(timeline, station)]));
  const observers = hermeticObservers(settings).map(observer =>
    reportObserver(timeline, settings, observer, {faultAt, healAt}, arrivals),
  );
  const announcements = holders.flatMap(station => announcementsOf(timeline, settings, station, faultAt));
  announcements.sort((a, b) => Number(a.afterNs - b.afterNs));
  const owners = holders.filter(station => ownsAtEnd(timeline, settings, station)).map(({node}) => node);
  const mute = holders.filter(
    station => holdsAtEnd(timeline, settings, station) && isCutOff(timeline, station),
  );
  return {
    trial,
    observers,
    announcements,
    owners,
    findings: [
      ...ownerFindings(trial, observers, owners),
      ...mute.map(
        ({node}) =>
          `${node} still holds the address behind a link that is down: it will answer when the link comes back.`,
      ),
      ...beliefFindings(trial, observers, owners),
      ...failbackFindings(observers, announcements, owners, healAt && healAt - faultAt),
    ],
    isMeasured: observers.every(({outage}) => outage.mostNs !== undefined),
  };
}

function begunAt(timeline: Timeline, name: string): bigint | undefined {
  return timeline.select('step').find(({step, phase}) => step === name && phase === 'begun')?.at;
}

/** When what was done that a trial is about. */
interface Deeds {
  readonly faultAt: bigint;
  /** Absent where nothing heals. */
  readonly healAt: bigint | undefined;
}

function reportObserver(
  timeline: Timeline,
  settings: LabSettings,
  observer: Observer,
  {faultAt, healAt}: Deeds,
  arrivals: ReadonlyMap<string, Arrivals>,
): TrialObserverReport {
  const all = probeFates(timeline, observer.node, STREAM.measure);
  // What was sent just before we stopped looking can have been answered after it, unless a later one already was.
  const lastAnswered = all.findLast(wasAnswered)?.sentAt ?? 0n;
  const lastDue = (all.at(-1)?.sentAt ?? 0n) - LATE_NS;
  const known = lastAnswered > lastDue ? lastAnswered : lastDue;
  const fates = all.filter(({sentAt}) => sentAt > faultAt - LEAD_NS && sentAt <= known);
  const outages = findOutages(fates).filter(({lastLost}) => lastLost.sentAt >= faultAt);
  const longest = theOutage(outages);
  const isAfterHeal = longest !== undefined && healAt !== undefined && longest.firstLost.sentAt > healAt;
  const origin = isAfterHeal ? {at: healAt, to: settings.active} : {at: faultAt, to: settings.passive};
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
        : outageBudget(timeline, settings, observer, origin, longest.firstAfter.sentAt),
    budgetFrom: origin.to === settings.active ? 'heal' : 'fault',
    healings,
    ...(believes === undefined ? {} : {believes}),
  };
}

/** The one that had not ended, if there is one; otherwise the longest. */
function theOutage(outages: readonly Outage[]): Outage | undefined {
  const last = outages.at(-1);
  if (last !== undefined && last.firstAfter === undefined) return last;
  const length = ({firstLost, lastLost}: Outage) => lastLost.sentAt - firstLost.sentAt;
  return outages.reduce<Outage | undefined>(
    (most, next) => (most === undefined || length(next) > length(most) ? next : most),
    undefined,
  );
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
  settings: LabSettings,
  {node, mac}: Station,
  faultAt: bigint,
): SentAnnouncement[] {
  const {vip, client, ext, router} = settings;
  const arrived = [client, ext, router].map(
    observer =>
      [
        observer.node,
        arpFrames(timeline, observer.node).filter(({packet}) => packet.senderMac === mac),
      ] as const,
  );
  const sent = arpFrames(timeline, node)
    .filter(({packet}) => packet.senderIp === vip.address && packet.senderMac === mac)
    .flatMap(({event, packet}) => {
      const purpose = classifyArp(packet);
      if (!event.own || purpose.kind !== 'announcement') return [];
      return [{event, form: formatPurpose(purpose)}];
    });
  return sent.map(({event, form}, index) => {
    // Frames of one set are the same octets: what arrives before the next was sent is this one.
    const until = sent[index + 1]?.event.at ?? event.at + DELIVERED_WITHIN_NS;
    const heardBy = arrived
      .filter(([, frames]) =>
        frames.some(({event: {at, octets}}) => octets === event.octets && at >= event.at && at < until),
      )
      .map(([name]) => name);
    return {afterNs: event.at - faultAt, node, form, heardBy};
  });
}

/** A frame crosses the lab's switch in microseconds. Nanoseconds. */
const DELIVERED_WITHIN_NS = 50_000_000n;

/** Whether a node has the address in the end, and a link over which it can answer for it. */
function ownsAtEnd(timeline: Timeline, settings: LabSettings, station: Station): boolean {
  return holdsAtEnd(timeline, settings, station) && !isCutOff(timeline, station);
}

function holdsAtEnd(timeline: Timeline, settings: LabSettings, {node}: Station): boolean {
  return heldAt(timeline, settings, node, timeline.events.at(-1)?.at ?? 0n);
}

/** Whether the node's own end of its link is down. */
function isCutOff(timeline: Timeline, {node, iface}: Station): boolean {
  return timeline.select('link', node).findLast(event => event.iface === iface)?.state === 'down';
}

/** Whether a node had the address at a moment. */
function heldAt(timeline: Timeline, {vip}: LabSettings, node: string, moment: bigint): boolean {
  const last = timeline.select('address', node).findLast(({at, ip}) => ip === vip.address && at <= moment);
  return last?.change === 'added';
}

/** Who has the address, and who answered that should not have. */
function ownerFindings(
  {settings, driver, fault}: TrialEvent,
  observers: readonly TrialObserverReport[],
  owners: readonly string[],
): string[] {
  const {active, passive} = settings;
  const found: string[] = [];
  if (owners.length === 0) found.push('Nobody holds the address at the end.');
  if (owners.length > 1) found.push(`${owners.join(' and ')} both hold the address at the end.`);
  const byActive = observers.reduce((sum, {answeredBy}) => sum + (answeredBy[active.node] ?? 0), 0);
  if (owners.includes(passive.node) && byActive > 0 && fault === 'kill') {
    found.push(
      `${driver} was killed on ${active.node}, but the address stayed there and the node went on answering ` +
        `(${byActive} probes): that is no failover of a dead machine; --fault node-crash is.`,
    );
  }
  const rogue = rogueStation(settings);
  const toRogue = observers.filter(({answeredBy}) => (answeredBy[rogue.node] ?? 0) > 0);
  if (toRogue.length > 0) found.push(`${namesOf(toRogue)}: answered by the rogue machine.`);
  return found;
}

/** Who is believed. */
function beliefFindings(
  {settings}: TrialEvent,
  observers: readonly TrialObserverReport[],
  owners: readonly string[],
): string[] {
  const stations = [settings.active, settings.passive, rogueStation(settings)];
  const nodeOf = (mac: MacAddress | undefined) => stations.find(station => station.mac === mac)?.node;
  if (owners.length > 1) {
    return stations.flatMap(({node, mac}) => {
      const believers = observers.filter(({believes}) => believes === mac);
      return believers.length === 0 ? [] : [`Believe ${node} at the end: ${namesOf(believers)}.`];
    });
  }
  const [holder] = owners;
  if (holder === undefined) return [];
  return observers.flatMap(({name, believes}) => {
    const believed = nodeOf(believes);
    return believed === undefined || believed === holder
      ? []
      : [`${name} believes ${believed} at the end, but ${holder} holds the address.`];
  });
}

/** An address that came back without a word. */
function failbackFindings(
  observers: readonly TrialObserverReport[],
  announcements: readonly SentAnnouncement[],
  owners: readonly string[],
  healAfterNs: bigint | undefined,
): string[] {
  const [holder] = owners;
  const lastHeard = announcements.findLast(({heardBy}) => heardBy.length > 0);
  if (healAfterNs === undefined || owners.length !== 1 || lastHeard === undefined) return [];
  const isSilent = !announcements.some(
    ({node, afterNs, heardBy}) => node === holder && afterNs > healAfterNs && heardBy.length > 0,
  );
  if (!isSilent || lastHeard.node === holder) return [];
  const found = [
    `${holder} has the address again, but the last to announce it was ${lastHeard.node}: a silent failback.`,
  ];
  for (const {name, outages, healings} of observers) {
    for (const {afterNs, ...bounds} of outages.filter(outage => outage.afterNs > healAfterNs)) {
      const after = formatDuration(afterNs - healAfterNs);
      const end = bounds.mostNs === undefined ? 'and it had not ended' : `until ${endOf(healings.at(-1))}`;
      found.push(`${name} was dark for ${formatBounds(bounds)} from ${after} after the heal on, ${end}.`);
    }
  }
  return found;
}

function endOf(healing: Healing | undefined): string {
  switch (healing?.cause) {
    case 'announcement':
      return 'an announcement';
    case 'own-question':
      return 'its own timers had run out and it asked';
    case 'side-traffic':
      return 'it overheard another ARP';
    default:
      return 'something not seen';
  }
}

function namesOf(observers: readonly TrialObserverReport[]): string {
  return observers.map(({name}) => name).join(', ');
}
