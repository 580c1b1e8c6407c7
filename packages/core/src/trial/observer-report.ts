/**
 * The outages of one observer in a trial. A pure function of its timeline.
 *
 * @module
 */

import type {Timeline, TrialSettings} from '@vip/analysis';
import {
  type Bounds,
  beliefAt,
  contenders,
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
  settledFates,
  totalBounds,
  wasAnswered,
  worstOutage,
} from '@vip/analysis';
import type {IpAddress, MacAddress} from '@vip/arp';
import {type BudgetPart, outageBudget} from './budget.js';
import {type Arrivals, echoKey} from './echoes.js';
import type {Moment} from './moments.js';

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
  /** The longest outage after the fault, or the one that had not ended: then its most is absent. */
  readonly outage: Bounds & Pick<ObserverOutage, 'endedBy'>;
  /** Sum of all outages. */
  readonly dark: Bounds;
  /** All outages, oldest first. */
  readonly outages: readonly ObserverOutage[];
  /** Probes after the fault that were not answered in time. */
  readonly lost: number;
  /** Of the lost probes, those that reached no node that had the address; of the rest the answer was lost. */
  readonly requestsLost: number;
  /** Probes that another node than the present holder answered, by node. */
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
  {fault, heal}: Deeds,
  arrivals: ReadonlyMap<string, Arrivals>,
): TrialObserverReport {
  const faultAt = fault.begunAt;
  const {fates, outages} = probedAfter(timeline, observer, faultAt);
  const longest = worstOutage(outages);
  const isAfterHeal = longest !== undefined && heal !== undefined && longest.firstLost.sentAt > heal.begunAt;
  const {active, passive} = settings;
  const keyOf = ({sequence}: ProbeFate) => echoKey(observer.address.address, observer.vip, sequence);
  // An address can come back to the node that lost it.
  const endedBy = ({firstAfter}: Outage) =>
    contenders(settings).find(
      ({node}) => firstAfter !== undefined && arrivals.get(node)?.replies.has(keyOf(firstAfter)),
    );
  const taker = longest === undefined ? undefined : endedBy(longest);
  const origin = isAfterHeal ? {at: heal.feltAt, to: active} : {at: fault.feltAt, to: taker ?? passive};
  const reached = (fate: ProbeFate) =>
    [...arrivals].some(
      ([node, {requests}]) =>
        requests.has(keyOf(fate)) && isHeldAt(timeline, node, settings.vip.address, fate.sentAt),
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
    vip: observer.vip,
    outage: longest === undefined ? noOutageBounds(fates) : described(longest),
    dark: longest === undefined ? noOutageBounds(fates) : totalBounds(outages.map(outageBounds)),
    outages: outages.map(outage => ({...described(outage), afterNs: outage.firstLost.sentAt - fault.feltAt})),
    lost: lostFates.length,
    requestsLost: lostFates.filter(fate => !reached(fate)).length,
    answeredBy: answersByNode(fates, keyOf, faultAt, arrivals),
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

/**
 * What became of a node's probes from shortly before the fault on, and its outages after the fault. An address that did not answer before
 * counts as dark from the fault, and no longer: software that is being started is waited for from then on.
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
  return {fates, outages: findOutages(fates).filter(({lastLost}) => lastLost.sentAt >= faultAt)};
}

/** How far before the fault probes are examined, to have an answered one to count from. Nanoseconds. */
const LEAD_NS = 500_000_000n;

/** Which node answered how many probes after the fault. */
function answersByNode(
  fates: readonly ProbeFate[],
  keyOf: (fate: ProbeFate) => string,
  faultAt: bigint,
  arrivals: ReadonlyMap<string, Arrivals>,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const fate of fates) {
    if (fate.sentAt < faultAt || fate.answeredAt === undefined) continue;
    for (const [node, {replies}] of arrivals) {
      if (replies.has(keyOf(fate))) counts[node] = (counts[node] ?? 0) + 1;
    }
  }
  return counts;
}

function countDuplicates(timeline: Timeline, {node, stream: own}: Observer): number {
  const answers = timeline.select('probe-answered', node).filter(({stream}) => stream === own);
  return answers.length - new Set(answers.map(({sequence}) => sequence)).size;
}
