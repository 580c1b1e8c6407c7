/**
 * What a trial showed. A pure function of its timeline.
 *
 * @module
 */

import type {Bounds, ClockEvent, Station, Timeline, TrialEvent, TrialSettings} from '@vip/analysis';
import {claimants, isHeldAt, movingAddresses, observersOf, topologyOf, worstBy} from '@vip/analysis';
import {type SentAnnouncement, sentAnnouncements} from './announcements.js';
import {arrivalsAt} from './echoes.js';
import {type Showing, type TrialFinding, trialFinding} from './finding.js';
import {
  beliefFindings,
  captureFindings,
  detectionFindings,
  failbackFindings,
  faultFindings,
  groupFindings,
  ownerFindings,
  sightFindings,
  wireFindings,
} from './findings.js';
import {type ForecastOutcome, outcomeOf, type Shown} from './forecast-outcome.js';
import {type LastWords, lastWords} from './last-words.js';
import {type Moment, momentOf} from './moments.js';
import {reportObserver, type TrialObserverReport} from './observer-report.js';
import type {SessionsReport} from './sessions-report.js';
import {softwareFindings} from './software-findings.js';
import {trialSessions, withSessionPart} from './trial-sessions.js';

/** How far the times of a machine of a cluster may be wrong. */
export type MachineClock = Pick<ClockEvent, 'node' | 'offsetNs' | 'errorNs' | 'trips'>;

/** What came of a trial. */
export interface TrialReport {
  readonly trial: TrialEvent;
  readonly observers: readonly TrialObserverReport[];
  readonly announcements: readonly SentAnnouncement[];
  /** The nodes that held the address at the end; of two, the first one. */
  readonly owners: readonly string[];
  /** Of a trial of both families: the nodes that held the second address. */
  readonly secondOwners?: readonly string[];
  /** With several addresses of a family: the nodes that held each of those beyond the first. */
  readonly furtherOwners?: readonly (readonly string[])[];
  /** Of a cluster: how well the clock of each machine is known. */
  readonly clocks?: readonly MachineClock[];
  /** What became of the observers' TCP sessions; absent where they have none. */
  readonly sessions?: SessionsReport;
  /** Whether what `vip audit` predicted for the addresses of each instance came true; absent where it predicted nothing. */
  readonly forecasts?: readonly ForecastOutcome[];
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

/** What came of a trial, from what was seen. Pure. */
export function reportTrial(timeline: Timeline, trial: TrialEvent): TrialReport {
  const {settings} = trial;
  const begun = momentOf(timeline, settings, 'fault');
  const fault = begun ?? {begunAt: trial.at, feltAt: trial.at};
  const failed = timeline.select('failed')[0];
  const heal = momentOf(timeline, settings, 'heal');
  const arrivals = new Map(claimants(settings).map(station => [station.node, arrivalsAt(timeline, station)]));
  const topology = topologyOf(trial);
  const families = movingAddresses(trial);
  const showings = families.map((family): Showing => {
    const probing = observersOf(topology, family);
    // A run that failed before its fault has nothing to show of them.
    const shown = failed !== undefined && begun === undefined ? [] : probing;
    return {
      trial,
      settings: family,
      called: families.length > 1 ? family.vip.address : 'the address',
      observers: shown.map(observer => reportObserver(timeline, family, observer, {fault, heal}, arrivals)),
      announcements: sentAnnouncements(timeline, family, probing, fault.feltAt),
      owners: claimants(family)
        .filter(station => ownsAtEnd(timeline, family, station))
        .map(({node}) => node),
    };
  });
  const observers = showings.flatMap(showing => showing.observers);
  const [owners = [], ...others] = showings.map(showing => showing.owners);
  const [secondOwners, furtherOwners] =
    trial.second === undefined ? [undefined, others] : [others[0], others.slice(1)];
  const sessions = observers.length === 0 ? undefined : trialSessions(timeline, trial, fault);
  const outcome = () => [
    ...each(showings.flatMap(showing => outcomeFindings(timeline, showing, heal !== undefined))),
    ...groupFindings(showings),
    ...captureFindings(timeline),
    ...sightFindings(timeline, fault.feltAt),
    ...showings.flatMap(showing => failbackFindings(showing, heal && heal.begunAt - fault.feltAt)),
  ];
  return {
    trial,
    observers: sessions === undefined ? observers : observers.map(one => withSessionPart(one, sessions)),
    announcements: showings
      .flatMap(({announcements}) => announcements)
      .sort((a, b) => Number(a.afterNs - b.afterNs)),
    owners,
    ...(secondOwners === undefined ? {} : {secondOwners}),
    ...(trial.more === undefined ? {} : {furtherOwners}),
    ...clocksOf(timeline),
    ...(sessions === undefined ? {} : {sessions}),
    ...forecastOutcomes(
      timeline,
      trial,
      fault,
      showings.map(showing => ({
        ip: showing.settings.vip.address,
        isCut: failed !== undefined,
        owners: showing.owners,
        outage: worstObserver(showing)?.outage,
      })),
    ),
    findings: [
      ...(failed === undefined ? outcome() : []),
      ...softwareFindings(timeline, trial, begun?.begunAt),
    ],
    isMeasured: failed === undefined && observers.every(({outage}) => outage.mostNs !== undefined),
    ...(failed === undefined ? {} : {failure: {message: failed.message, lastWords: lastWords(timeline)}}),
    tookNs: (timeline.events.at(-1)?.at ?? trial.at) - trial.at,
  };
}

function clocksOf(timeline: Timeline): Pick<TrialReport, 'clocks'> {
  const clocks = timeline
    .select('clock')
    .map(({node, offsetNs, errorNs, trips}) => ({node, offsetNs, errorNs, trips}));
  return clocks.length === 0 ? {} : {clocks};
}

function forecastOutcomes(
  timeline: Timeline,
  {forecasts}: TrialEvent,
  fault: Moment,
  shown: readonly Shown[],
): Pick<TrialReport, 'forecasts'> {
  if (forecasts === undefined) return {};
  return {forecasts: forecasts.map(forecast => outcomeOf(forecast, timeline, fault, shown))};
}

/** What is true of both addresses in the same words is said once. */
function each(findings: readonly TrialFinding[]): TrialFinding[] {
  const texts = findings.map(({code, evidence}) => `${code} ${evidence}`);
  return findings.filter((_, index) => texts.indexOf(texts[index] as string) === index);
}

/** What one VIP came to. */
function outcomeFindings(timeline: Timeline, showing: Showing, isThereAndBack: boolean): TrialFinding[] {
  const {settings, called} = showing;
  const mute = claimants(settings).filter(
    station => holdsAtEnd(timeline, settings, station) && isCutOff(timeline, station),
  );
  return [
    ...ownerFindings(showing),
    ...detectionFindings(timeline, showing),
    ...faultFindings(showing),
    ...mute.map(({node}) => idleFinding(node, called)),
    ...beliefFindings(showing),
    ...wireFindings(timeline, showing, isThereAndBack),
  ];
}

function idleFinding(node: string, called: string): TrialFinding {
  const when = 'behind a link that is down: it will answer once the link is up again';
  return trialFinding('idle-owner', node, `${node} still holds ${called} ${when}.`);
}

/** The nodes that held each address at the end. */
export function ownersOf({owners, secondOwners, furtherOwners = []}: TrialReport): (readonly string[])[] {
  return [owners, ...(secondOwners === undefined ? [] : [secondOwners]), ...furtherOwners];
}

/** The observer with the worst outage. */
export function worstObserver({observers}: Pick<TrialReport, 'observers'>): TrialObserverReport | undefined {
  return worstBy(observers, ({outage}) => outage);
}

/** Of all observers; none where nothing was measured. */
export function longestOutage(report: Pick<TrialReport, 'observers'>): Bounds {
  return worstObserver(report)?.outage ?? {leastNs: 0n, mostNs: 0n};
}

/** Whether a node is known to have the address in the end, and a link over which it can answer for it. */
function ownsAtEnd(timeline: Timeline, settings: TrialSettings, station: Station): boolean {
  if (timeline.select('sight-lost', station.node).length > 0) return false;
  return holdsAtEnd(timeline, settings, station) && !isCutOff(timeline, station);
}

function holdsAtEnd(timeline: Timeline, settings: TrialSettings, {node}: Station): boolean {
  return isHeldAt(timeline, node, settings.vip.address, timeline.events.at(-1)?.at ?? 0n);
}

/** Whether the node's own end of its link is down. */
function isCutOff(timeline: Timeline, {node, iface}: Station): boolean {
  return timeline.select('link', node).findLast(event => event.iface === iface)?.state === 'down';
}
