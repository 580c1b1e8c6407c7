/**
 * What is reported about one run in five ways, for each observer: the figures of the trial, the live picture,
 * the data of the report, and what explain and a watch read from that observer's capture alone.
 *
 * @module
 */

import {type Bounds, type Observer, outageBounds, type Timeline, type TrialEvent} from '@vip/analysis';
import {
  type AddressFacts,
  claimants,
  createCollector,
  type Explanation,
  judge,
  movingAddresses,
  type SeenFrame,
  topologyOf,
  worstBy,
} from '@vip/analysis/internal';
import {Watch, type WatchedEvent} from '@vip/analysis/internal/watch';
import type {IpAddress, MacAddress} from '@vip/arp';
import {reportPart, reportTrial, trialOf} from '@vip/core';
import {liveTrial, ownersOf} from '@vip/core/internal';

/** One outage as reported; undefined if nothing was lost. */
export interface Told {
  readonly observer: string;
  readonly by: 'trial' | 'picture' | 'report' | 'explain' | 'watch';
  /** The bounds; absent if it reports no outage. */
  readonly outage?: Bounds;
}

/** The worst outage of each observer, as each of the five reports it. */
export function toldOf(timeline: Timeline): Told[] {
  const trial = trialOf(timeline) as TrialEvent;
  return topologyOf(trial).observers.flatMap(observer => [
    told(observer, 'trial', trialOutage(timeline, trial, observer)),
    told(observer, 'picture', pictureOutage(timeline, trial, observer)),
    told(observer, 'report', reportOutage(timeline, observer)),
    told(observer, 'explain', explainOutage(timeline, observer)),
    ...watchOutages(timeline, observer).map(outage => told(observer, 'watch', outage)),
  ]);
}

function told({name}: Observer, by: Told['by'], outage: Bounds | undefined): Told {
  return {observer: name, by, ...(outage === undefined ? {} : {outage})};
}

function trialOutage(timeline: Timeline, trial: TrialEvent, {name}: Observer): Bounds | undefined {
  const report = reportTrial(timeline, trial).observers.find(observer => observer.name === name);
  return report?.outages.length === 0 ? undefined : report?.outage;
}

function pictureOutage(timeline: Timeline, trial: TrialEvent, {name}: Observer): Bounds | undefined {
  const picture = liveTrial(trial);
  for (const event of timeline.events) picture.take(event);
  const hole = picture.observers.find(({observer}) => observer.name === name)?.track.hole;
  return hole === undefined ? undefined : outageBounds(hole);
}

function reportOutage(timeline: Timeline, {name}: Observer): Bounds | undefined {
  const {lanes} = reportPart(timeline).run;
  const outages = lanes.find(({label}) => label === name)?.outages ?? [];
  const bounds = outages.map(({mostFrom, leastFrom, leastTo, mostTo}) => ({
    leastNs: BigInt(Math.round(leastTo - leastFrom)),
    mostNs: BigInt(Math.round(mostTo - mostFrom)),
  }));
  return worstBy(bounds, one => one);
}

function explainOutage(timeline: Timeline, observer: Observer): Bounds | undefined {
  const {address} = explained(timeline, observer);
  const dark = address?.senders.find(({ip}) => ip === observer.address.address)?.dark ?? [];
  return worstBy(
    dark.flatMap(({bounds, lastAnswer}) => (lastAnswer === undefined ? [] : [bounds])),
    one => one,
  );
}

/**
 * The worst outage of the address that a watch reports, by itself or with a move; empty if it reports none
 * because each was too short. An outage of some clients while others are answered, as of a router beside two masters, is a fault, whose
 * event says that there was one but not in numbers how long: nothing shows then that it was not longer.
 */
function watchOutages(timeline: Timeline, observer: Observer): Bounds[] {
  const last = new Map<string, WatchedEvent>();
  const watch = new Watch({
    ips: [observer.vip],
    isLive: true,
    tell: event => last.set(event.id, event),
  });
  watch.take(framesAt(timeline, observer));
  watch.end();
  const events = [...last.values()].filter(({isWithdrawn}) => isWithdrawn !== true);
  const worst = worstBy(events.flatMap(boundsTold), one => one);
  const isOfSome = events.some(event => event.kind === 'fault' && event.verdict === 'OUTAGE');
  if (isOfSome) return [{leastNs: worst?.leastNs ?? 0n}];
  return worst === undefined ? [] : [worst];
}

function boundsTold(event: WatchedEvent): Bounds[] {
  if (event.kind !== 'moved' && event.kind !== 'dark' && event.kind !== 'dark-over') return [];
  const isOfService = event.kind !== 'moved' && event.service !== undefined;
  if (isOfService || event.leastNs === undefined) return [];
  const mostNs = event.kind === 'dark' ? undefined : event.mostNs;
  return [{leastNs: event.leastNs, ...(mostNs === undefined ? {} : {mostNs})}];
}

function framesAt(timeline: Timeline, {node, iface}: Observer): SeenFrame[] {
  const frames = timeline.select('frame', node).filter(frame => frame.iface === iface);
  return frames.map(({at, octets, length}) => ({iface, at, bytes: octets, length}));
}

/** The explanation of the address that an observer probed, from the frames that the observer saw. */
export function explained(
  timeline: Timeline,
  observer: Observer,
): {readonly explanation: Explanation | undefined; readonly address: AddressFacts | undefined} {
  const ip = observer.vip;
  const collector = createCollector({ips: [ip]});
  collector.take(framesAt(timeline, observer));
  const capture = collector.facts();
  const explanation = judge(capture).find(({address}) => address.ip === ip);
  return {explanation, address: capture.addresses.find(address => address.ip === ip)};
}

/**
 * The MACs that have the address at the end, according to explain at an observer on the link. There are
 * several if they claim it in turn: explain then names them all, without saying which is right. None if nothing
 * was answered to the end: who has it then does not show, as after a silent failback that the capture hardly outlasts.
 */
export function ownersByExplain(timeline: Timeline, observer: Observer): MacAddress[] {
  const {explanation, address} = explained(timeline, observer);
  if (address?.dark.some(({firstAnswer}) => firstAnswer === undefined) === true) return [];
  const last = explanation?.handovers.at(-1)?.handover;
  if (last !== undefined) return [last.to, ...last.disputes.map(({mac}) => mac)];
  return explanation?.first === undefined ? [] : [explanation.first.mac];
}

/** The MACs from which the owners of an address speak at the end of a trial. */
export function macsOfOwners(timeline: Timeline, trial: TrialEvent, vip: IpAddress): MacAddress[] {
  const report = reportTrial(timeline, trial);
  const place = movingAddresses(trial).findIndex(({vip: {address}}) => address === vip);
  const owners = ownersOf(report)[place] ?? [];
  const announcements = report.announcements.filter(({ip}) => ip === vip);
  const own = claimants(trial.settings).filter(({node}) => owners.includes(node));
  const said = announcements.filter(({node}) => owners.includes(node)).map(({mac}) => mac);
  return [...new Set([...own.map(({mac}) => mac), ...said])];
}
