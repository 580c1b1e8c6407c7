/**
 * The outages of one observer in a trial. A pure function of its timeline.
 *
 * @module
 */

import type {Timeline, TrialSettings} from '@vip/analysis';
import {
  type Bounds,
  type Healing,
  type Observer,
  type Outage,
  outageBounds,
  type ProbeFate,
  probeFates,
} from '@vip/analysis';
import {
  beliefAt,
  contenders,
  findHealings,
  findOutages,
  healingOf,
  isHeldAt,
  noOutageBounds,
  settledFates,
  totalBounds,
  wasAnswered,
  worstOutage,
} from '@vip/analysis/internal';
import type {IpAddress, MacAddress} from '@vip/arp';
import {type BudgetPart, outageBudget} from './budget.js';
import type {EchoArrivals} from './echoes.js';
import type {Moment} from './moments.js';
import {ProbeArrivals} from './probe-arrivals.js';

/** An outage of one observer. */
export interface ObserverOutage extends Bounds {
  /** When it began, in nanoseconds after the fault. */
  readonly afterNs: bigint;
  /** The change of its cache (or its router's) that ended it; absent when it ended without one, or had not ended. */
  readonly endedBy?: Healing;
}

/** What one observer of a trial saw of one address. */
export interface TrialObserverReport {
  readonly name: string;
  /** The address it probed. */
  readonly vip: IpAddress;
  /** The longest outage after the fault, or the one that had not ended, which has no upper bound. */
  readonly outage: Bounds & Pick<ObserverOutage, 'endedBy'>;
  /** Sum of all outages. */
  readonly dark: Bounds;
  /** All outages, oldest first. */
  readonly outages: readonly ObserverOutage[];
  /** Probes after the fault that were not answered in time. */
  readonly lost: number;
  /** Of the lost probes, those that reached no node that had the address; for the rest, the answer was lost. */
  readonly requestsLost: number;
  /** Probes answered by a node other than the holder at the time, by node. */
  readonly answeredBy: Readonly<Record<string, number>>;
  /** Probes answered more than once. */
  readonly duplicates: number;
  readonly budget: readonly BudgetPart[];
  /** The step from which the budget counts. */
  readonly budgetFrom: 'fault' | 'heal';
  readonly healings: readonly Healing[];
  /** The MAC its cache (or its router's) held at the end. */
  readonly believes?: MacAddress;
}

/** When the fault was caused, and when it was repaired. */
export interface Deeds {
  readonly fault: Moment;
  /** Absent if nothing is repaired. */
  readonly heal: Moment | undefined;
}

export function reportObserver(
  timeline: Timeline,
  settings: TrialSettings,
  observer: Observer,
  deeds: Deeds,
  arrivals: ReadonlyMap<string, EchoArrivals>,
): TrialObserverReport {
  const {begunAt: faultAt, feltAt} = deeds.fault;
  const {address: vip} = settings.vip;
  const believer = observer.via ?? observer.node;
  const {fates, outages} = probedAfter(timeline, observer, faultAt);
  const longest = worstOutage(outages);
  const probes = new ProbeArrivals(observer, arrivals);
  const isLost = (fate: ProbeFate) => !wasAnswered(fate) && fate.sentAt >= faultAt;
  const reachedHolder = (fate: ProbeFate) =>
    probes.nodesReached(fate).some(node => isHeldAt(timeline, node, vip, fate.sentAt));
  const healings = findHealings(timeline, believer, vip).filter(({at}) => at > faultAt);
  const described = (outage: Outage) => {
    const endedBy = healingOf(outage, healings);
    return {...outageBounds(outage), ...(endedBy === undefined ? {} : {endedBy})};
  };
  const lost = fates.filter(isLost);
  const end = timeline.events.at(-1)?.at ?? 0n;
  const believes = beliefAt(timeline, believer, vip, end)?.mac;
  return {
    name: observer.name,
    vip: observer.vip,
    outage: longest === undefined ? noOutageBounds(fates) : described(longest),
    dark: longest === undefined ? noOutageBounds(fates) : totalBounds(outages.map(outageBounds)),
    outages: outages.map(outage => ({...described(outage), afterNs: outage.firstLost.sentAt - feltAt})),
    lost: lost.length,
    requestsLost: lost.filter(fate => !reachedHolder(fate)).length,
    answeredBy: probes.answersByNode(fates.filter(wasAnsweredAfter(faultAt))),
    duplicates: countDuplicates(timeline, observer),
    ...budgetFor(timeline, settings, observer, deeds, longest, probes),
    healings,
    ...(believes === undefined ? {} : {believes}),
  };
}

/** Answers count, however late they are. */
function wasAnsweredAfter(faultAt: bigint): (fate: ProbeFate) => boolean {
  return ({sentAt, answeredAt}) => sentAt >= faultAt && answeredAt !== undefined;
}

/** The budget of the longest outage, from the step that it followed. */
function budgetFor(
  timeline: Timeline,
  settings: TrialSettings,
  observer: Observer,
  {fault, heal}: Deeds,
  longest: Outage | undefined,
  probes: ProbeArrivals,
): Pick<TrialObserverReport, 'budget' | 'budgetFrom'> {
  const isAfterHeal = longest !== undefined && heal !== undefined && longest.firstLost.sentAt > heal.begunAt;
  const budgetFrom = isAfterHeal ? 'heal' : 'fault';
  const resumed = longest?.firstAfter;
  if (resumed === undefined) return {budget: [], budgetFrom};
  const {active, passive} = settings;
  // An address can come back to the node that lost it.
  const answering = probes.nodesAnswering(resumed);
  const taker = contenders(settings).find(({node}) => answering.includes(node));
  const origin = isAfterHeal ? {at: heal.feltAt, to: active} : {at: fault.feltAt, to: taker ?? passive};
  return {budget: outageBudget(timeline, settings, observer, origin, resumed.sentAt), budgetFrom};
}

/**
 * What became of a node's probes from shortly before the fault on, and its outages after the fault. An address that did not answer before
 * counts as dark from the fault on and not from earlier: with software that is being started, the wait begins there.
 */
export function probedAfter(
  timeline: Timeline,
  {node, stream}: Pick<Observer, 'node' | 'stream'>,
  faultAt: bigint,
): {fates: ProbeFate[]; outages: Outage[]} {
  const near = settledFates(probeFates(timeline, node, stream)).filter(
    ({sentAt}) => sentAt > faultAt - LEAD_NS,
  );
  const wasServed = near.some(fate => fate.sentAt < faultAt && wasAnswered(fate));
  const fates = wasServed ? near : near.filter(({sentAt}) => sentAt >= faultAt);
  const outages = findOutages(fates).filter(({lastLost}) => lastLost.sentAt >= faultAt);
  // At most since the fault, however late the first probe after it was sent.
  const since = (outage: Outage): Outage => ({lastBefore: {sequence: 0, sentAt: faultAt}, ...outage});
  return {fates, outages: wasServed ? outages : outages.map(since)};
}

/** How far before the fault probes are examined, to have an answered one to count from. Nanoseconds. */
const LEAD_NS = 500_000_000n;

function countDuplicates(timeline: Timeline, {node, stream: own}: Observer): number {
  const answers = timeline.select('probe-answered', node).filter(({stream}) => stream === own);
  return answers.length - new Set(answers.map(({sequence}) => sequence)).size;
}
