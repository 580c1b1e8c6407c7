/**
 * What a trial showed. A pure function of its timeline.
 *
 * @module
 */

import type {LabSettings, Station, Timeline, TrialEvent} from '@vip/analysis';
import {claimants, isHeldAt, topologyOf, worstBy} from '@vip/analysis';
import {type SentAnnouncement, sentAnnouncements} from './announcements.js';
import {arrivalsAt} from './echoes.js';
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
import {momentOf} from './moments.js';
import {reportObserver, type TrialObserverReport} from './observer-report.js';
import {softwareFindings} from './software-findings.js';

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
