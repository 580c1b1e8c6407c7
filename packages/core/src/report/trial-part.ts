/**
 * The report on a trial of failover software. Pure.
 *
 * @module
 */

import type {Timeline, TrialEvent} from '@vip/analysis';
import {
  counted,
  formatBounds,
  formatDuration,
  largest,
  movingAddresses,
  observersOf,
  topologyOf,
} from '@vip/analysis';
import {findingLine} from '@vip/analysis/findings';
import {utcTime} from '@vip/arp/describe';
import {failureText} from '../trial/failure-text.js';
import {momentOf} from '../trial/moments.js';
import {probedAfter, type TrialObserverReport} from '../trial/observer-report.js';
import {reportTrial, type TrialReport, worstObserver} from '../trial/trial-report.js';
import {outcomeTexts, predictionText} from '../views/forecast-lines.js';
import {sessionsText, sessionTables} from '../views/session-lines.js';
import {budgetMarks} from './budget-marks.js';
import {type ListedFrames, measuredFrames} from './frames.js';
import {labLanes} from './lanes.js';
import type {Words} from './linked-words.js';
import {measuredOf} from './measured.js';
import {pictureMoments} from './moments.js';
import {measuredSpan, type ReportPart} from './part.js';
import {repeatOf} from './repeat.js';
import type {BudgetData, ObserverData} from './run-data.js';
import {saidOf} from './said.js';
import type {Span} from './span.js';
import {knownStations} from './stations.js';
import {stepMarks} from './step-marks.js';
import {topologyPicture} from './topology-picture.js';
import {endWords} from './words.js';

/** @param run its number in a series, counted from 1 */
export function trialPart(timeline: Timeline, record: TrialEvent, run: number): ReportPart {
  const report = reportTrial(timeline, record);
  const {settings} = record;
  const topology = topologyOf(record);
  const {observers} = topology;
  const families = movingAddresses(record);
  const fault = momentOf(timeline, settings, 'fault') ?? {begunAt: record.at, feltAt: record.at};
  const faultAt = fault.feltAt;
  const span = measuredSpan(timeline, faultAt);
  const stations = knownStations(topology.stations);
  const told = new Set(report.observers.map(({name}) => name));
  const lanes = labLanes(timeline, span, stations, {
    families,
    observers,
    networks: topology.networks,
    outagesOf: observer =>
      told.has(observer.name) ? probedAfter(timeline, observer, fault.begunAt).outages : [],
  });
  const moments = pictureMoments(lanes, span, momentOf(timeline, settings, 'heal')?.begunAt);
  const frames = measuredFrames(timeline, span);
  const budget = budgetOf(report, timeline, span);
  return {
    title: `Failover of ${families.map(({vip}) => vip.address).join(' and ')} by ${record.driver}`,
    subtitle: [
      `Fault: ${record.fault}`,
      ...(record.topology === undefined ? [] : [`topology ${record.topology}: ${topology.kind.means}`]),
      ...record.impairments,
      `probed every ${record.probeIntervalMs} ms`,
    ].join('; '),
    verdict: {word: report.isMeasured ? 'Measured' : 'Not measured', text: verdictText(report)},
    run: {
      run,
      origin: 'fault',
      originAt: utcTime(faultAt),
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
      topologies: families.map(family =>
        topologyPicture(
          timeline,
          span,
          family,
          {...topology, observers: observersOf(topology, family)},
          moments,
        ),
      ),
      said: saidOf(timeline, span),
    },
    trial: report,
    stories: [],
    matrices: [],
    tables: report.sessions === undefined ? [] : sessionTables(report.sessions),
    told: report.sessions === undefined ? [] : [sessionsText(report.sessions)],
    measured: measuredOf(timeline, record),
    ...repeatOf(record),
  };
}

/** The predictions of `vip audit`, and whether they came true. */
function forecastWords({trial, forecasts = []}: TrialReport): string[] {
  const moving = movingAddresses(trial).length;
  return forecasts.map(forecast =>
    [`vip audit predicted${predictionText(forecast, moving)}.`, ...outcomeTexts(forecast, moving)].join(' '),
  );
}

/** `Dark for 3176 ms ± 6.5 ms, at remote.`; of a series the worst of all. Of several outages, all are given. */
export function outageSentence({name, outage, outages, dark}: TrialObserverReport, isWorst = false): string {
  if (outage.leastNs === 0n && outage.mostNs !== undefined) {
    const what = isWorst ? 'No probe was lost in any run' : 'No probe was lost';
    return `${what}: an outage was shorter than ${formatDuration(outage.mostNs)}.`;
  }
  const all = outages.length > 1 ? ` in ${outages.length} outages, ${formatBounds(dark)} in total` : '';
  const what = all === '' ? formatBounds(outage) : `${formatBounds(outage)} at most`;
  return `${isWorst ? 'At worst dark' : 'Dark'} for ${what}, at ${name}${all}.`;
}

function verdictText(report: TrialReport): string {
  const worst = worstObserver(report);
  if (!report.isMeasured) return unmeasuredText(report);
  return worst === undefined ? 'Nothing was measured.' : `${outageSentence(worst)}${hungSentence([report])}`;
}

/** An address that answers again is not yet a service that works. Empty where no session hangs. */
export function hungSentence(trials: readonly TrialReport[]): string {
  const hung = largest(trials.map(({sessions}) => sessions?.hung ?? 0));
  if (hung === 0) return '';
  const where = trials.length > 1 ? ' in the worst run' : '';
  return ` ${counted(hung, 'TCP session')} still ${hung === 1 ? 'hangs' : 'hang'}${where}.`;
}

/** Why a run came to no figures. */
export function unmeasuredText({failure}: TrialReport): string {
  return failure === undefined
    ? 'An outage had not ended when the trial did.'
    : `The run failed: ${failureText(failure)}.`;
}

function budgetOf(report: TrialReport, timeline: Timeline, span: Span): BudgetData | undefined {
  const worst = worstObserver(report);
  if (worst === undefined || worst.budget.length === 0) return undefined;
  const from = momentOf(timeline, report.trial.settings, worst.budgetFrom)?.feltAt;
  return budgetMarks(worst.name, worst.budget, span.of(from ?? span.origin));
}

function observerRow(
  {name, outage, outages, dark, lost, requestsLost, answeredBy}: TrialObserverReport,
  observers: readonly {readonly name: string; readonly via?: string}[],
  frames: ListedFrames,
): ObserverData {
  const via = observers.find(observer => observer.name === name)?.via;
  const where = via === undefined ? '' : `at ${via}: `;
  return {
    name,
    outage:
      outages.length > 1
        ? `${formatBounds(outage)}; ${formatBounds(dark)} in ${outages.length} outages`
        : formatBounds(outage),
    leastNs: Number(outage.leastNs),
    ...(outage.mostNs === undefined ? {} : {mostNs: Number(outage.mostNs)}),
    lost,
    endedBy:
      outages.length === 0
        ? ['nothing was lost']
        : [where, ...endOf(outage, frames)].filter(word => word !== ''),
    requestsLost,
    answeredBy: Object.entries(answeredBy)
      .map(([node, count]) => `${node} ${count}`)
      .join(', '),
  };
}

function endOf({mostNs, endedBy}: TrialObserverReport['outage'], frames: ListedFrames): Words {
  return mostNs === undefined ? ['it had not ended'] : endWords(endedBy, frames);
}
