/**
 * A series compared with an earlier one: by how much the outages of each observer are longer, as far as this many runs, and the bounds of
 * each outage, can show. Pure.
 *
 * The shift of one distribution against the other is the median of all differences of pairs (Hodges and Lehmann 1963), its confidence
 * interval the order statistics of these differences that the rank-sum test of Mann and Whitney (1947) leaves. No distribution is assumed.
 * An outage is an interval, so the lower end is taken of the least differences, and the upper end of the most: measuring more
 * coarsely widens the interval, and never moves it.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {counted, formatDuration} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import type {TrialReport} from './trial-report.js';

/** An earlier series. */
export interface Baseline {
  /** As the user named it. */
  readonly name: string;
  readonly reports: readonly TrialReport[];
}

export interface Comparison {
  readonly observer: string;
  readonly verdict: 'slower' | 'faster' | 'no difference';
  /** The shift in nanoseconds, negative where it became faster; absent ends are not bounded, because an outage had not ended. */
  readonly leastNs?: number;
  readonly mostNs?: number;
  /** Runs of the baseline, and of this series. */
  readonly before: number;
  readonly now: number;
}

/** Of a normal distribution: 99 in 100 lie within. Four observers are compared at once, and none may be called slower by chance. */
const Z = 2.576;

/** Of fewer runs on each side, not even the longest of one side against all of the other would be significant. */
export const FEWEST_TO_COMPARE = 6;

/** @throws VipError `BAD_ARGUMENT` for too few runs on either side */
export function checkBaseline({name, reports}: Baseline, runs: number): void {
  const before = measured(reports).length;
  if (Math.min(before, runs) >= FEWEST_TO_COMPARE) return;
  throw new VipError(
    'BAD_ARGUMENT',
    `baseline: expected at least ${FEWEST_TO_COMPARE} runs on each side, got ${before} in ${name} and ${runs} of this series`,
  );
}

/** Each observer that both series have. */
export function compareWith(baseline: Baseline, reports: readonly TrialReport[]): Comparison[] {
  const [before, now] = [measured(baseline.reports), measured(reports)];
  const names = now[0]?.observers.map(({name}) => name) ?? [];
  return names.flatMap(observer => {
    const [old, fresh] = [outagesOf(before, observer), outagesOf(now, observer)];
    return Math.min(old.length, fresh.length) < FEWEST_TO_COMPARE ? [] : [compare(observer, old, fresh)];
  });
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
