/**
 * Trials as lines that fit 80 columns. Pure.
 *
 * @module
 */

import {formatBounds, type TrialEvent} from '@vip/analysis';
import {byMost, formatDuration, inSets, isCluster, movingAddresses, wrap} from '@vip/analysis/internal';
import {formatFindings} from '@vip/analysis/internal/findings';
import type {SentAnnouncement} from '../trial/announcements.js';
import {failureText} from '../trial/failure-text.js';
import type {TrialObserverReport} from '../trial/observer-report.js';
import {type MachineClock, ownersOf, type TrialReport, worstObserver} from '../trial/trial-report.js';
import {formatBudget} from './budget-lines.js';
import {formatForecasts} from './forecast-lines.js';
import {formatSessionsReport} from './session-lines.js';
import {formatTable} from './table.js';

/** The result of one trial. */
export function formatTrial(report: TrialReport): string[] {
  const {trial, observers, findings, failure} = report;
  return [
    `${trial.driver}, fault ${trial.fault}, ${placeText(trial)}probed every ${trial.probeIntervalMs} ms`,
    ...trial.impairments.map(sentence => `Also: ${sentence}`),
    ...wrap(
      isCluster(trial.settings) ? formatReach(trial) : `Observers: ${formatSettings(trial.clientSysctls)}`,
    ),
    ...(failure === undefined ? [] : wrap(`Not measured: ${failureText(failure)}`)),
    ...formatForecasts(report),
    ...(observers.length === 0 ? [] : formatFigures(report)),
    ...(findings.length === 0 ? [] : ['']),
    ...formatFindings(findings),
  ];
}

function placeText({topology}: TrialReport['trial']): string {
  return topology === undefined ? '' : `topology ${topology}, `;
}

function formatFigures(report: TrialReport): string[] {
  const {observers, announcements, sessions, clocks = []} = report;
  const worst = worstObserver(report);
  return [
    ...formatObservers(observers),
    ...(hasSeveral(observers) ? formatOutages(observers) : []),
    ...(worst === undefined || worst.budget.length === 0 ? [] : formatBudget(worst)),
    ...(sessions === undefined ? [] : formatSessionsReport(sessions)),
    '',
    ...formatAnnouncements(announcements, movingAddresses(report.trial).length),
    ...(clocks.length === 0 ? [] : wrap(formatMachineClocks(clocks))),
    ...movingAddresses(report.trial).map(({vip}, index, all) => {
      const called = all.length === 1 ? 'the address' : vip.address;
      const nodes = ownersOf(report)[index] ?? [];
      return `Holds ${called} at the end: ${nodes.join(', ') || 'no node'}`;
    }),
  ];
}

function formatObservers(observers: readonly TrialObserverReport[]): string[] {
  const hasDuplicates = observers.some(({duplicates}) => duplicates > 0);
  const rows = observers.map(({name, outage, lost, requestsLost, answeredBy, duplicates}) => [
    name,
    formatBounds(outage),
    String(lost),
    `${requestsLost}/${lost - requestsLost}`,
    Object.entries(answeredBy)
      .map(([node, count]) => `${node} ${count}`)
      .join(', ') || '-',
    ...(hasDuplicates ? [String(duplicates)] : []),
  ]);
  return formatTable({
    title: `${hasSeveral(observers) ? 'Longest outage' : 'Outage'} after the fault (req/rep: requests lost, replies lost)`,
    columns: ['observer', 'outage', 'lost', 'req/rep', 'answered by', ...(hasDuplicates ? ['dup'] : [])],
    rows,
  });
}

/** Where the machines of a cluster are. */
function formatReach({machines = []}: TrialEvent): string {
  return `Machines: ${machines.map(({node, where}) => `${node} ${where}`).join(', ')}`;
}

/** How well the observations of several machines can be compared. */
export function formatMachineClocks(clocks: readonly MachineClock[]): string {
  const each = clocks.map(({node, errorNs}) => `${node} ± ${formatDuration(errorNs)}`);
  return `Clocks: ${each.join(', ')}. An outage depends only on its observer's clock; its parts, and the times of announcements, carry the errors of both clocks.`;
}

function hasSeveral(observers: readonly TrialObserverReport[]): boolean {
  return observers.some(({outages}) => outages.length > 1);
}

/** How many outages of one observer are listed one by one; if there are more, the longest. */
const TOLD_OUTAGES = 6;

/** All outages of each observer, one by one and together. */
function formatOutages(observers: readonly TrialObserverReport[]): string[] {
  const rows = observers.flatMap(({name, outages, dark}) => {
    const longest = [...outages].sort((a, b) => byMost(b, a)).slice(0, TOLD_OUTAGES);
    const told = outages.filter(outage => longest.includes(outage));
    const more = outages.length - told.length;
    const each = told.map(outage => [
      `+${formatDuration(outage.afterNs > 0n ? outage.afterNs : 0n)}`,
      formatBounds(outage),
    ]);
    const all = [...each, ...(more > 0 ? [[`${more} more`, 'shorter than these']] : [])];
    return all.map((words, index) => [...(index === 0 ? [name, formatBounds(dark)] : ['', '']), ...words]);
  });
  return formatTable({
    title: 'All outages: total, and each',
    columns: ['observer', 'together', 'after the fault', 'outage'],
    rows,
  });
}

/** The neighbour settings of the observers, which decide how long a stale entry lasts. */
function formatSettings(settings: Readonly<Record<string, string>>): string {
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return set.length === 0 ? "the kernel's own neighbour timers" : set.join(' ');
}

/** @param addresses how many are measured */
function formatAnnouncements(announcements: readonly SentAnnouncement[], addresses: number): string[] {
  const sets = inSets(
    announcements,
    ({afterNs}) => afterNs,
    ({node}) => node,
  );
  const shown = sets.filter(([first]) => (first?.afterNs ?? 0n) >= 0n);
  if (shown.length === 0) return ['Announced after the fault: nothing'];
  return [
    'Announced after the fault:',
    ...shown.map(set => {
      const [first] = set as [SentAnnouncement];
      const forms = [...new Set(set.map(({form}) => form))].join('; ');
      const announced = new Set(set.map(({ip}) => ip)).size;
      const whose =
        addresses === 1
          ? ''
          : ` of ${announced === addresses ? (addresses === 2 ? 'both' : `all ${addresses}`) : `${announced} of ${addresses}`} addresses`;
      const unheard = set.filter(({heardBy}) => heardBy.length === 0).length;
      const loss = unheard === 0 ? '' : `, ${unheard === set.length ? 'none' : `${unheard} not`} received`;
      return `  +${formatDuration(first.afterNs).padEnd(9)} ${first.node}: ${set.length} (${forms})${whose}${loss}`;
    }),
  ];
}
