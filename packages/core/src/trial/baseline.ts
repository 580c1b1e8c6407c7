/**
 * A series compared with an earlier one: by how much the outages of each observer are longer, as far as the number of runs and the bounds
 * of each outage can show. Pure.
 *
 * The shift between the two distributions is the median of all pairwise differences (Hodges and Lehmann 1963); its confidence interval
 * runs between the order statistics of these differences that the rank-sum test of Mann and Whitney (1947) does not reject. No
 * distribution is assumed. An outage is itself an interval, so the lower end is taken from the least differences and the upper end from
 * the greatest: a coarser measurement widens the interval and never moves it.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {counted, formatDuration} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {type Difference, differencesOf} from './conditions.js';
import type {TrialReport} from './trial-report.js';

/** An earlier series. */
export interface Baseline {
  /** As the user named it. */
  readonly name: string;
  readonly reports: readonly TrialReport[];
}

export interface Comparison {
  readonly observer: string;
  /** `not compared` if either series has too few outages at this observer, or none. */
  readonly verdict: 'slower' | 'faster' | 'no difference' | 'not compared';
  /** The shift in nanoseconds, negative if outages became shorter; an end is absent if unbounded, because an outage had not ended. */
  readonly leastNs?: number;
  readonly mostNs?: number;
  /** Number of runs in the baseline and in this series. */
  readonly before: number;
  readonly now: number;
}

/** Covers 99% of a normal distribution: four observers are compared at once, and none may be called slower by chance. */
const Z = 2.576;

/** With fewer runs on each side, no difference could be significant. */
export const FEWEST_TO_COMPARE = 6;

/**
 * @param names the observers of this series
 * @throws VipError `BAD_ARGUMENT` for too few runs on either side, or if the series have no observer in common
 */
export function checkBaseline({name, reports}: Baseline, runs: number, names: readonly string[]): void {
  const before = measured(reports);
  if (Math.min(before.length, runs) < FEWEST_TO_COMPARE) {
    const got = `${before.length} in ${name} and ${runs} of this series`;
    throw new VipError(
      'BAD_ARGUMENT',
      `baseline: expected at least ${FEWEST_TO_COMPARE} runs on each side, got ${got}`,
    );
  }
  const earlier = observersOf(before).filter(one => outagesOf(before, one).length >= FEWEST_TO_COMPARE);
  if (earlier.some(observer => names.includes(observer))) return;
  const got = `${earlier.join(', ')} in ${name} and ${names.join(', ')} of this series`;
  throw new VipError('BAD_ARGUMENT', `baseline: expected an observer that both series have, got ${got}`);
}

/** Each observer that either series has. */
export function compareWith(baseline: Baseline, reports: readonly TrialReport[]): Comparison[] {
  const [before, now] = [measured(baseline.reports), measured(reports)];
  const names = new Set([...observersOf(now), ...observersOf(before)]);
  return [...names].map(observer => {
    const [old, fresh] = [outagesOf(before, observer), outagesOf(now, observer)];
    return Math.min(old.length, fresh.length) < FEWEST_TO_COMPARE
      ? {observer, verdict: 'not compared', before: old.length, now: fresh.length}
      : compare(observer, old, fresh);
  });
}

/** The conditions that differ between the two series. */
export function differencesFrom(baseline: Baseline, reports: readonly TrialReport[]): Difference[] {
  const [before, now] = [baseline.reports, reports].map(series => series.map(({trial}) => trial));
  return differencesOf(before ?? [], now ?? []);
}

function observersOf(reports: readonly TrialReport[]): string[] {
  return [...new Set(reports.flatMap(({observers}) => observers.map(({name}) => name)))];
}

function measured(reports: readonly TrialReport[]): TrialReport[] {
  return reports.filter(({failure}) => failure === undefined);
}

function outagesOf(reports: readonly TrialReport[], observer: string): Bounds[] {
  return reports.flatMap(({observers}) => observers.find(({name}) => name === observer)?.outage ?? []);
}

function compare(observer: string, old: readonly Bounds[], fresh: readonly Bounds[]): Comparison {
  const [n, m] = [old.length, fresh.length];
  const rank = Math.max(1, Math.floor((n * m) / 2 - Z * Math.sqrt((n * m * (n + m + 1)) / 12)));
  const pairs = fresh.flatMap(now => old.map(before => [now, before] as const));
  const least = sorted(pairs.map(([now, before]) => leastOf(now) - mostOf(before)))[rank - 1] as number;
  const most = sorted(pairs.map(([now, before]) => mostOf(now) - leastOf(before)))[n * m - rank] as number;
  return {
    observer,
    verdict: least > 0 ? 'slower' : most < 0 ? 'faster' : 'no difference',
    ...(Number.isFinite(least) ? {leastNs: least} : {}),
    ...(Number.isFinite(most) ? {mostNs: most} : {}),
    ...{before: n, now: m},
  };
}

function sorted(numbers: readonly number[]): Float64Array {
  return Float64Array.from(numbers).sort();
}

function leastOf({leastNs}: Bounds): number {
  return Number(leastNs);
}

function mostOf({mostNs}: Bounds): number {
  return mostNs === undefined ? Number.POSITIVE_INFINITY : Number(mostNs);
}

/** `slower by 40 ms to 60 ms (30 and 30 runs)`. */
export function comparisonText(comparison: Comparison, than = ''): string {
  const {verdict, leastNs, mostNs, before, now} = comparison;
  const runs = `${before} and ${counted(now, 'run')}`;
  if (verdict === 'not compared') return `not compared: ${runs}, and ${FEWEST_TO_COMPARE} of each are needed`;
  if (verdict === 'no difference') return `no difference that ${runs} can show`;
  const [near, far] = verdict === 'slower' ? [leastNs, mostNs] : [mostNs, leastNs];
  const to = far === undefined ? 'or more' : `to ${lengthText(far)}`;
  return `${verdict}${than} by ${lengthText(near ?? 0)} ${to} (${runs})`;
}

function lengthText(ns: number): string {
  return formatDuration(BigInt(Math.round(Math.abs(ns))));
}

/** A line for each observer that became slower. */
export function formatSlower(comparisons: readonly Comparison[]): string[] {
  return comparisons
    .filter(({verdict}) => verdict === 'slower')
    .map(one => `${one.observer}: ${comparisonText(one, ' than the baseline')}`);
}
