/**
 * What a trial showed. A pure function of its timeline.
 *
 * @module
 */

import type {Bounds, ClockEvent, Timeline, TrialEvent} from '@vip/analysis';
import {worstBy} from '@vip/analysis/internal';
import type {SentAnnouncement} from './announcements.js';
import type {TrialFinding} from './finding.js';
import {type ForecastOutcome, outcomeOf, type Shown} from './forecast-outcome.js';
import {type LastWords, lastWords} from './last-words.js';
import {type Moment, momentOf} from './moments.js';
import type {TrialObserverReport} from './observer-report.js';
import type {SessionsReport} from './sessions-report.js';
import type {Showing} from './showing.js';
import {showingsOf} from './showings.js';
import {softwareFindings} from './software-findings.js';
import {trialFindings} from './trial-findings.js';
import {trialSessions, withSessionPart} from './trial-sessions.js';

/** How far the times of a machine of a cluster may be wrong. */
export type MachineClock = Pick<ClockEvent, 'node' | 'offsetNs' | 'errorNs' | 'trips'>;

/** The outcome of a trial. */
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
  /** For a cluster: how well the clock of each machine is known. */
  readonly clocks?: readonly MachineClock[];
  /** What became of the observers' TCP sessions; absent where they have none. */
  readonly sessions?: SessionsReport;
  /** Whether what `vip audit` predicted for the addresses of each instance came true; absent where it predicted nothing. */
  readonly forecasts?: readonly ForecastOutcome[];
  /** What a reader must know to interpret the numbers. */
  readonly findings: readonly TrialFinding[];
  /** Whether the trial was completed, and every outage had ended. */
  readonly isMeasured: boolean;
  /** Why it could not be made or completed, and what the software said last. */
  readonly failure?: {readonly message: string; readonly lastWords: readonly LastWords[]};
  /** How long the whole run took, the building of the lab included. Nanoseconds. */
  readonly tookNs: bigint;
}

/** The trial that a timeline records; undefined if it was cut off before its first event. */
export function trialOf(timeline: Timeline): TrialEvent | undefined {
  return timeline.select('trial')[0];
}

/** The outcome of a trial, from what was seen. Pure. */
export function reportTrial(timeline: Timeline, trial: TrialEvent): TrialReport {
  const {settings} = trial;
  const begun = momentOf(timeline, settings, 'fault');
  const fault = begun ?? {begunAt: trial.at, feltAt: trial.at};
  const failed = timeline.select('failed')[0];
  const heal = momentOf(timeline, settings, 'heal');
  // A run that failed before its fault has nothing to show of its observers.
  const isShown = failed === undefined || begun !== undefined;
  const showings = showingsOf(timeline, trial, {fault, heal}, isShown);
  const observers = showings.flatMap(showing => showing.observers);
  const sessions = observers.length === 0 ? undefined : trialSessions(timeline, trial, fault);
  return {
    trial,
    observers: sessions === undefined ? observers : observers.map(one => withSessionPart(one, sessions)),
    announcements: showings
      .flatMap(({announcements}) => announcements)
      .sort((a, b) => Number(a.afterNs - b.afterNs)),
    ...ownersIn(trial, showings),
    ...clocksOf(timeline),
    ...(sessions === undefined ? {} : {sessions}),
    ...forecastOutcomes(timeline, trial, fault, showings),
    findings: [
      ...(failed === undefined ? trialFindings(timeline, showings, {fault, heal}) : []),
      ...softwareFindings(timeline, trial, begun?.begunAt),
    ],
    isMeasured: failed === undefined && observers.every(({outage}) => outage.mostNs !== undefined),
    ...(failed === undefined ? {} : {failure: {message: failed.message, lastWords: lastWords(timeline)}}),
    tookNs: (timeline.events.at(-1)?.at ?? trial.at) - trial.at,
  };
}

function ownersIn(
  {second, more}: TrialEvent,
  showings: readonly Showing[],
): Pick<TrialReport, 'owners' | 'secondOwners' | 'furtherOwners'> {
  const [owners = [], ...others] = showings.map(showing => showing.owners);
  const [secondOwners, furtherOwners] =
    second === undefined ? [undefined, others] : [others[0], others.slice(1)];
  return {
    owners,
    ...(secondOwners === undefined ? {} : {secondOwners}),
    ...(more === undefined ? {} : {furtherOwners}),
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
  showings: readonly Showing[],
): Pick<TrialReport, 'forecasts'> {
  if (forecasts === undefined) return {};
  const isCut = timeline.select('failed').length > 0;
  const shown = showings.map(
    ({settings, owners, observers}): Shown => ({
      ip: settings.vip.address,
      isCut,
      owners,
      outage: worstObserver({observers})?.outage,
    }),
  );
  return {forecasts: forecasts.map(forecast => outcomeOf(forecast, timeline, fault, shown))};
}

/** The nodes that held each address at the end. */
export function ownersOf({owners, secondOwners, furtherOwners = []}: TrialReport): (readonly string[])[] {
  return [owners, ...(secondOwners === undefined ? [] : [secondOwners]), ...furtherOwners];
}

/** The observer with the worst outage. */
export function worstObserver({observers}: Pick<TrialReport, 'observers'>): TrialObserverReport | undefined {
  return worstBy(observers, ({outage}) => outage);
}

/** The longest of all observers; no time if nothing was measured. */
export function longestOutage(report: Pick<TrialReport, 'observers'>): Bounds {
  return worstObserver(report)?.outage ?? {leastNs: 0n, mostNs: 0n};
}
