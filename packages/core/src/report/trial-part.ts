/**
 * The report on a trial of failover software. Pure.
 *
 * @module
 */

import type {Timeline, TrialEvent, TrialSettings} from '@vip/analysis';
import {movingAddresses, observersOf, topologyOf} from '@vip/analysis/internal';
import {findingLine} from '@vip/analysis/internal/findings';
import {utcTime} from '@vip/arp/describe';
import {momentOf} from '../trial/moments.js';
import {probedAfter} from '../trial/observer-report.js';
import {reportTrial, type TrialReport, worstObserver} from '../trial/trial-report.js';
import {outcomeTexts, predictionText} from '../views/forecast-lines.js';
import {sessionsText, sessionTables} from '../views/session-lines.js';
import {budgetMarks} from './budget-marks.js';
import {measuredFrames} from './frames.js';
import {type LaneCast, labLanes} from './lanes.js';
import {measuredOf} from './measured.js';
import {pictureMoments} from './moments.js';
import {measuredSpan, type ReportPart} from './part.js';
import {repeatOf} from './repeat.js';
import type {BudgetData, RunData} from './run-data.js';
import {saidOf} from './said.js';
import type {Span} from './span.js';
import {knownStations} from './stations.js';
import {stepMarks} from './step-marks.js';
import {topologyPicture} from './topology-picture.js';
import {observerRow} from './trial-observers.js';
import {trialVerdict} from './trial-verdict.js';

/** @param run its number in a series, counted from 1 */
export function trialPart(timeline: Timeline, record: TrialEvent, run: number): ReportPart {
  const report = reportTrial(timeline, record);
  const {sessions} = report;
  return {
    title: `Failover of ${movingAddresses(record)
      .map(({vip}) => vip.address)
      .join(' and ')} by ${record.driver}`,
    subtitle: subtitleOf(record),
    verdict: trialVerdict(report),
    run: drawnRun(timeline, report, run),
    trial: report,
    stories: [],
    matrices: [],
    tables: sessions === undefined ? [] : sessionTables(sessions),
    told: sessions === undefined ? [] : [sessionsText(sessions)],
    measured: measuredOf(timeline, record),
    ...repeatOf(record),
  };
}

function subtitleOf(record: TrialEvent): string {
  const {fault, topology, impairments, probeIntervalMs} = record;
  return [
    `Fault: ${fault}`,
    ...(topology === undefined ? [] : [`topology ${topology}: ${topologyOf(record).kind.means}`]),
    ...impairments,
    `probed every ${probeIntervalMs} ms`,
  ].join('; ');
}

/** What is drawn. */
function drawnRun(timeline: Timeline, report: TrialReport, run: number): RunData {
  const record = report.trial;
  const {settings} = record;
  const topology = topologyOf(record);
  const {observers} = topology;
  const families = movingAddresses(record);
  const fault = momentOf(timeline, settings, 'fault') ?? {begunAt: record.at, feltAt: record.at};
  const span = measuredSpan(timeline, fault.feltAt);
  const stations = knownStations(topology.stations);
  const outagesOf = outagesAfter(timeline, report, fault.begunAt);
  const cast = {families, observers, networks: topology.networks, outagesOf};
  const lanes = labLanes(timeline, span, stations, cast);
  const moments = pictureMoments(lanes, span, momentOf(timeline, settings, 'heal')?.begunAt);
  const pictureOf = (family: TrialSettings) => {
    const own = {...topology, observers: observersOf(topology, family)};
    return topologyPicture(timeline, span, family, own, moments);
  };
  const frames = measuredFrames(timeline, span);
  const budget = budgetOf(report, timeline, span);
  return {
    run,
    origin: 'fault',
    originAt: utcTime(fault.feltAt),
    from: span.from,
    to: span.to,
    observers: report.observers.map(observer => observerRow(observer, observers, frames)),
    expectations: [],
    findings: [...forecastWords(report), ...report.findings.map(findingLine)],
    stations: stations.list,
    lanes,
    marks: stepMarks(timeline, span),
    ...(budget === undefined ? {} : {budget}),
    frames: frames.data,
    topologies: families.map(pictureOf),
    said: saidOf(timeline, span),
  };
}

/** The outages of the observers in the report; none of the others. */
function outagesAfter(timeline: Timeline, {observers}: TrialReport, from: bigint): LaneCast['outagesOf'] {
  const told = new Set(observers.map(({name}) => name));
  return observer => (told.has(observer.name) ? probedAfter(timeline, observer, from).outages : []);
}

/** The predictions of `vip audit`, and whether they came true. */
function forecastWords({trial, forecasts = []}: TrialReport): string[] {
  const moving = movingAddresses(trial).length;
  return forecasts.map(forecast =>
    [`vip audit predicted${predictionText(forecast, moving)}.`, ...outcomeTexts(forecast, moving)].join(' '),
  );
}

function budgetOf(report: TrialReport, timeline: Timeline, span: Span): BudgetData | undefined {
  const worst = worstObserver(report);
  if (worst === undefined || worst.budget.length === 0) return undefined;
  const from = momentOf(timeline, report.trial.settings, worst.budgetFrom)?.feltAt;
  return budgetMarks(worst.name, worst.budget, span.of(from ?? span.origin));
}
