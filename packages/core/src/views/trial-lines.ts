/**
 * Trials as lines that fit 80 columns. Pure.
 *
 * @module
 */

import {type Bounds, byMost, formatBounds, formatDuration} from '@vip/analysis';
import type {SentAnnouncement} from '../trial/announcements.js';
import {BUDGET_PARTS, type BudgetPart} from '../trial/budget.js';
import {formatViolations, type Judgement} from '../trial/criteria.js';
import type {Distribution} from '../trial/distribution.js';
import {formatFinding} from '../trial/finding.js';
import {type TrialObserverReport, type TrialReport, worstObserver} from '../trial/report.js';
import {formatTable, wrap} from './lesson-lines.js';

/** What one trial came to. */
export function formatTrial(report: TrialReport): string[] {
  const {trial, observers, announcements, owners, findings} = report;
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
  const columns = [
    ...['observer', 'outage', 'lost', 'req/rep', 'answered by'],
    ...(hasDuplicates ? ['dup'] : []),
  ];
  const worst = worstObserver(report);
  return [
    `${trial.driver}, fault ${trial.fault}, probed every ${trial.probeIntervalMs} ms`,
    ...trial.impairments.map(sentence => `Also: ${sentence}`),
    ...wrap(`Observers: ${formatSettings(trial.clientSysctls)}`),
    ...formatTable({
      title: `${hasSeveral(observers) ? 'Longest outage' : 'Outage'} after the fault (req/rep: requests lost, replies lost)`,
      columns,
      rows,
    }),
    ...(hasSeveral(observers) ? formatOutages(observers) : []),
    ...(worst === undefined || worst.budget.length === 0 ? [] : formatBudget(worst)),
    '',
    ...formatAnnouncements(announcements),
    `Holds the address at the end: ${owners.join(', ') || 'nobody'}`,
    ...findings.flatMap(finding => markedLines(formatFinding(finding))),
  ];
}

/** What is not as it was asked for, run by run. */
export function formatJudgement({violations, failures}: Judgement): string[] {
  return [
    ...formatViolations(violations),
    ...failures.map(({run, ...finding}) => `run ${run}: ${formatFinding(finding)}`),
  ].flatMap(markedLines);
}

function markedLines(text: string): string[] {
  return wrap(text).map((line, index) => `${index === 0 ? '!' : ' '} ${line}`);
}

function hasSeveral(observers: readonly TrialObserverReport[]): boolean {
  return observers.some(({outages}) => outages.length > 1);
}

/** Outages of one observer that are told one by one; of more, the longest. */
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
    title: 'All outages: together, and each',
    columns: ['observer', 'together', 'after the fault', 'outage'],
    rows,
  });
}

/** The neighbour settings of the observers, which decide how long a stale entry lasts. */
function formatSettings(settings: Readonly<Record<string, string>>): string {
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return set.length === 0 ? "the kernel's own neighbour timers" : set.join(' ');
}

/** Width of the bar of the budget. */
const BAR_WIDTH = 60;

/** The budget as a table, and as a bar in which each part has its share. */
export function formatBudget({
  name,
  budget,
  budgetFrom,
}: Pick<TrialObserverReport, 'name' | 'budget' | 'budgetFrom'>): string[] {
  const rows = budget.map(({part, ns, unknown, toSwitchNs}) => [
    part,
    ns === undefined ? 'unknown' : formatDuration(ns),
    ns === undefined
      ? `${unknown}: in the next part`
      : `${BUDGET_PARTS[part]}${toSwitchNs === undefined ? '' : ` (at the switch: ${formatDuration(toSwitchNs)})`}`,
  ]);
  return [
    ...formatTable({
      title: `What the outage at ${name} was spent on, from the ${budgetFrom} on`,
      columns: ['part', 'time', ''],
      rows,
    }),
    `  [${formatBar(budget)}]`,
  ];
}

/** Each part in its share of the width, by name where there is room. */
function formatBar(budget: readonly BudgetPart[]): string {
  const total = budget.reduce((sum, {ns = 0n}) => sum + ns, 0n);
  if (total === 0n) return ' '.repeat(BAR_WIDTH);
  let bar = '';
  let passed = 0n;
  for (const {part, ns = 0n} of budget) {
    passed += ns;
    const room = Number((passed * BigInt(BAR_WIDTH)) / total) - bar.length;
    bar += fillWith(part, room);
  }
  return bar;
}

/** ` detect ` in the middle of dashes; its first letter where the word does not fit. */
function fillWith(part: string, room: number): string {
  if (room < part.length + 4) return part.slice(0, 1).toUpperCase().repeat(Math.max(0, room));
  const before = Math.floor((room - part.length - 4) / 2);
  return `<${'-'.repeat(before)} ${part} ${'-'.repeat(room - part.length - 4 - before)}>`;
}

/** Announcements sent at nearly the same moment are a set, and told as one. */
const SET_GAP_NS = 500_000_000n;

function formatAnnouncements(announcements: readonly SentAnnouncement[]): string[] {
  const sets: SentAnnouncement[][] = [];
  for (const announcement of announcements) {
    const last = sets.at(-1)?.at(-1);
    const same =
      last !== undefined &&
      last.node === announcement.node &&
      announcement.afterNs - last.afterNs < SET_GAP_NS;
    if (same) sets.at(-1)?.push(announcement);
    else sets.push([announcement]);
  }
  const shown = sets.filter(([first]) => (first?.afterNs ?? 0n) >= 0n);
  if (shown.length === 0) return ['Announced after the fault: nothing'];
  return [
    'Announced after the fault:',
    ...shown.map(set => {
      const [first] = set as [SentAnnouncement];
      const forms = [...new Set(set.map(({form}) => form))].join('; ');
      const unheard = set.filter(({heardBy}) => heardBy.length === 0).length;
      const loss = unheard === 0 ? '' : `, ${unheard === set.length ? 'none' : `${unheard} not`} heard`;
      return `  +${formatDuration(first.afterNs).padEnd(9)} ${first.node}: ${set.length} (${forms})${loss}`;
    }),
  ];
}

/** What many trials came to. */
export function formatSeries(distributions: readonly Distribution[]): string[] {
  const figures = figuresOf(distributions);
  const hasOpen = distributions.some(({unfinished}) => unfinished > 0);
  const rows = distributions.map(distribution => [
    distribution.observer,
    ...figures.map(figure => boundsOf(distribution[figure])),
    ...(hasOpen ? [String(distribution.unfinished)] : []),
  ]);
  return formatTable({
    title: `Outages of ${distributions[0]?.runs ?? 0} runs, in the order of what each can have been`,
    columns: ['observer', ...figures.map(figure => FIGURES[figure]), ...(hasOpen ? ['not ended'] : [])],
    rows,
  });
}

/** What the figures of a distribution are called. */
export const FIGURES = {min: 'shortest', p50: 'p50', p95: 'p95', max: 'longest'} as const;

/** Those that say something: the shortest where there are too few runs for a percentile. */
export function figuresOf(distributions: readonly Distribution[]): (keyof typeof FIGURES)[] {
  const has = (figure: 'p50' | 'p95') =>
    distributions.some(distribution => distribution[figure] !== undefined);
  return [
    ...(has('p95') ? [] : (['min'] as const)),
    ...(has('p50') ? (['p50'] as const) : []),
    ...(has('p95') ? (['p95'] as const) : []),
    'max',
  ];
}

function boundsOf(bounds: Bounds | undefined): string {
  return bounds === undefined ? '-' : formatBounds(bounds);
}
