/**
 * What a trial showed. A pure function of its timeline.
 *
 * @module
 */

import type {LabSettings, Station, Timeline, TrialEvent} from '@vip/analysis';
import {
  type Bounds,
  beliefAt,
  claimants,
  findHealings,
  findOutages,
  type Healing,
  healingOf,
  isHeldAt,
  noOutageBounds,
  type Observer,
  type Outage,
  outageBounds,
  type ProbeFate,
  probeFates,
  STREAM,
  settledFates,
  topologyOf,
  totalBounds,
  wasAnswered,
  worstBy,
  worstOutage,
} from '@vip/analysis';
import type {MacAddress} from '@vip/arp';
import {type SentAnnouncement, sentAnnouncements} from './announcements.js';
import {type BudgetPart, outageBudget} from './budget.js';
import {type Arrivals, arrivalsAt, echoKey} from './echoes.js';
import {type TrialFinding, trialFinding} from './finding.js';
import {
  beliefFindings,
  captureFindings,
  failbackFindings,
  faultFindings,
  ownerFindings,
  wireFindings,
} from './findings.js';
import {type ForecastOutcome, outcomeOf, type Shown} from './forecast-outcome.js';
import {type LastWords, lastWords} from './last-words.js';
import {type Moment, momentOf} from './moments.js';
import {softwareFindings} from './software-findings.js';

/** An outage of one observer. */
export interface ObserverOutage extends Bounds {
  /** When it began, in nanoseconds after the fault. */
  readonly afterNs: bigint;
  /** The change of its cache (or its router's) that ended it; absent when it ended without one, or had not ended. */
  readonly endedBy?: Healing;
}

export interface TrialObserverReport {
  readonly name: string;
  /** The longest outage after the fault, or the one that had not ended: then its most is absent. */
  readonly outage: Bounds & Pick<ObserverOutage, 'endedBy'>;
  /** All outages together. */
  readonly dark: Bounds;
  /** All of them, oldest first. */
  readonly outages: readonly ObserverOutage[];
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

export interface TrialReport {
  readonly trial: TrialEvent;
  readonly observers: readonly TrialObserverReport[];
  readonly announcements: readonly SentAnnouncement[];
  /** The nodes that held the address at the end. */
  readonly owners: readonly string[];
  /** Whether what `vip audit` predicted came true; absent where it predicted nothing. */
  readonly forecast?: ForecastOutcome;
  /** What a reader has to know to read the numbers right. */
  readonly findings: readonly TrialFinding[];
  /** Whether it was made, and every outage had ended. */
  readonly isMeasured: boolean;
  /** Why it could not be made, or not to its end, and what the software said last. */
  readonly failure?: {readonly message: string; readonly lastWords: readonly LastWords[]};
  /** How long the whole run took, the building of the lab included. Nanoseconds. */
  readonly tookNs: bigint;
}

/** The trial a timeline is of; undefined when it was cut before its first event. */
export function trialOf(timeline: Timeline): TrialEvent | undefined {
  return timeline.select('trial')[0];
}

export function reportTrial(timeline: Timeline, trial: TrialEvent): TrialReport {
  const {settings} = trial;
  const begun = momentOf(timeline, settings, 'fault');
  const fault = begun ?? {begunAt: trial.at, feltAt: trial.at};
  const failed = timeline.select('failed')[0];
  const heal = momentOf(timeline, settings, 'heal');
  const holders = claimants(settings);
  const arrivals = new Map(holders.map(station => [station.node, arrivalsAt(timeline, station)]));
  // A run that failed before its fault has nothing to show of them.
  const observers = (failed !== undefined && begun === undefined ? [] : topologyOf(trial).observers).map(
    observer => reportObserver(timeline, settings, observer, {fault, heal}, arrivals),
  );
  const announcements = sentAnnouncements(timeline, settings, fault.feltAt);
  const owners = holders.filter(station => ownsAtEnd(timeline, settings, station)).map(({node}) => node);
  const mute = holders.filter(
    station => holdsAtEnd(timeline, settings, station) && isCutOff(timeline, station),
  );
  const outcome = () => [
    ...ownerFindings({trial, observers, owners}),
    ...faultFindings({trial, observers, owners}),
    ...mute.map(({node}) => idleFinding(node)),
    ...beliefFindings(trial, observers, announcements, owners),
    ...wireFindings(timeline, trial, heal !== undefined),
    ...captureFindings(timeline),
    ...failbackFindings(observers, announcements, owners, heal && heal.begunAt - fault.feltAt),
  ];
  return {
    trial,
    observers,
    announcements,
    owners,
    ...forecastOutcome(timeline, trial, {
      faultAt: fault.feltAt,
      owners,
      outage: worstObserver({observers})?.outage,
    }),
    findings: [
      ...(failed === undefined ? outcome() : []),
      ...softwareFindings(timeline, trial, begun?.begunAt),
    ],
    isMeasured: failed === undefined && observers.every(({outage}) => outage.mostNs !== undefined),
    ...(failed === undefined ? {} : {failure: {message: failed.message, lastWords: lastWords(timeline)}}),
    tookNs: (timeline.events.at(-1)?.at ?? trial.at) - trial.at,
  };
}

function forecastOutcome(
  timeline: Timeline,
  {forecast}: TrialEvent,
  shown: Shown,
): Pick<TrialReport, 'forecast'> {
  return forecast === undefined ? {} : {forecast: outcomeOf(forecast, timeline, shown)};
}

function idleFinding(node: string): TrialFinding {
  const when = 'behind a link that is down: it will answer once the link is up again';
  return trialFinding('idle-owner', node, `${node} still holds the address ${when}.`);
}

/** The observer with the worst outage. */
export function worstObserver({observers}: Pick<TrialReport, 'observers'>): TrialObserverReport | undefined {
  return worstBy(observers, ({outage}) => outage);
}

/** When what was done that a trial is about. */
interface Deeds {
  readonly fault: Moment;
  /** Absent where nothing heals. */
  readonly heal: Moment | undefined;
}

function reportObserver(
  timeline: Timeline,
  settings: LabSettings,
  observer: Observer,
  {fault, heal}: Deeds,
  arrivals: ReadonlyMap<string, Arrivals>,
): TrialObserverReport {
  const faultAt = fault.begunAt;
  const fates = settledFates(probeFates(timeline, observer.node, STREAM.measure)).filter(
    ({sentAt}) => sentAt > faultAt - LEAD_NS,
  );
  const outages = findOutages(fates).filter(({lastLost}) => lastLost.sentAt >= faultAt);
  const longest = worstOutage(outages);
  const isAfterHeal = longest !== undefined && heal !== undefined && longest.firstLost.sentAt > heal.begunAt;
  const {active, passive} = settings;
  const asker = observer.address.address;
  // An address can come back to the node that lost it.
  const endedBy = ({firstAfter}: Outage) =>
    [active, passive].find(
      ({node}) =>
        firstAfter !== undefined && arrivals.get(node)?.replies.has(echoKey(asker, firstAfter.sequence)),
    );
  const origin = isAfterHeal
    ? {at: heal.feltAt, to: active}
    : {at: fault.feltAt, to: longest !== undefined && endedBy(longest) === active ? active : passive};
  const reached = ({sequence, sentAt}: ProbeFate) =>
    [...arrivals].some(
      ([node, {requests}]) =>
        requests.has(echoKey(asker, sequence)) && isHeldAt(timeline, node, settings.vip.address, sentAt),
    );
  const lostFates = fates.filter(fate => !wasAnswered(fate) && fate.sentAt >= faultAt);
  const healings = findHealings(timeline, observer.via ?? observer.node, settings.vip.address).filter(
    ({at}) => at > faultAt,
  );
  const described = (outage: Outage) => {
    const endedBy = healingOf(outage, healings);
    return {...outageBounds(outage), ...(endedBy === undefined ? {} : {endedBy})};
  };
  const end = timeline.events.at(-1)?.at ?? 0n;
  const believes = beliefAt(timeline, observer.via ?? observer.node, settings.vip.address, end)?.mac;
  return {
    name: observer.name,
    outage: longest === undefined ? noOutageBounds(fates) : described(longest),
    dark: longest === undefined ? noOutageBounds(fates) : totalBounds(outages.map(outageBounds)),
    outages: outages.map(outage => ({...described(outage), afterNs: outage.firstLost.sentAt - fault.feltAt})),
    lost: lostFates.length,
    requestsLost: lostFates.filter(fate => !reached(fate)).length,
    answeredBy: answersByNode(fates, asker, faultAt, arrivals),
    duplicates: countDuplicates(timeline, observer),
    budget:
      longest?.firstAfter === undefined
        ? []
        : outageBudget(timeline, settings, observer, origin, longest.firstAfter.sentAt),
    budgetFrom: isAfterHeal ? 'heal' : 'fault',
    healings,
    ...(believes === undefined ? {} : {believes}),
  };
}

/** What is looked at before the fault, to have an answered probe to count from. Nanoseconds. */
const LEAD_NS = 500_000_000n;

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

/** Whether a node has the address in the end, and a link over which it can answer for it. */
function ownsAtEnd(timeline: Timeline, settings: LabSettings, station: Station): boolean {
  return holdsAtEnd(timeline, settings, station) && !isCutOff(timeline, station);
}

function holdsAtEnd(timeline: Timeline, settings: LabSettings, {node}: Station): boolean {
  return isHeldAt(timeline, node, settings.vip.address, timeline.events.at(-1)?.at ?? 0n);
}

/** Whether the node's own end of its link is down. */
function isCutOff(timeline: Timeline, {node, iface}: Station): boolean {
  return timeline.select('link', node).findLast(event => event.iface === iface)?.state === 'down';
}
