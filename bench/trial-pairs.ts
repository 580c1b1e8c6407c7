/**
 * Trials of two kinds in pairs, in alternating order: whether both kinds measure the same.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {decodeEvent, Timeline} from '@vip/analysis';
import {formatDuration} from '@vip/analysis/internal';
import {reportTrial, type TrialReport, trialOf} from '@vip/core';
import {compareWith, longestOutage} from '@vip/core/internal';
import {quantile} from './measure.js';

export interface Run {
  readonly report: TrialReport;
  /** The 99th percentile of the round-trip times of all answered probes. Milliseconds. */
  readonly lateMs: number;
  /** The upper bound of the longest outage. Milliseconds. */
  readonly tailMs: number;
}

/** The names of a run without and a run with the thing under test. */
export type Kinds<Kind extends string> = readonly [without: Kind, within: Kind];

/** Makes the runs, and prints how they compare. @param pairs how many; with fewer than sixty, the rank test shows little */
export function runPairs<Kind extends string, Made extends Run>(
  kinds: Kinds<Kind>,
  pairs: number,
  runOnce: (kind: Kind) => Made,
): readonly [without: readonly Made[], within: readonly Made[]] {
  const runs: readonly [Made[], Made[]] = [[], []];
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const index of order) runs[index].push(runOnce(kinds[index]));
  }
  printRuns(kinds, runs);
  return runs;
}

function printRuns(kinds: Kinds<string>, [plain, changed]: readonly [readonly Run[], readonly Run[]]): void {
  console.log('           longest outage at most      answers, p99        n');
  for (const [name, all] of [[kinds[0], plain] as const, [kinds[1], changed] as const]) {
    const [p50, p95] = [0.5, 0.95].map(part => quantile(tailsOf(all), part).toFixed(1));
    const late = quantile(
      all.map(({lateMs}) => lateMs),
      0.5,
    ).toFixed(2);
    console.log(
      `  ${name.padEnd(8)} p50 ${p50} ms, p95 ${p95} ms`.padEnd(40) + `${late} ms`.padEnd(18) + all.length,
    );
  }
  const reports = (all: readonly Run[]) => all.map(({report}) => report);
  const baseline = {name: kinds[0], reports: reports(plain)};
  for (const {observer, verdict, leastNs = 0, mostNs = 0} of compareWith(baseline, reports(changed)))
    console.log(
      `  ${observer}: ${verdict} (${signed(leastNs)} to ${signed(mostNs)}, with a confidence of 99 %)`,
    );
  const {least, most} = shift(tailsOf(plain), tailsOf(changed));
  console.log(
    `  longest outage at most, ${kinds[1]} against ${kinds[0]}: ${least.toFixed(1)} to ${most.toFixed(1)} ms (rank test, 99 %)`,
  );
}

function tailsOf(runs: readonly Run[]): number[] {
  return runs.map(({tailMs}) => tailMs);
}

function signed(ns: number): string {
  return `${ns < 0 ? '-' : '+'}${formatDuration(BigInt(Math.round(Math.abs(ns))))}`;
}

/** The rank test of `--baseline`, for numbers without bounds of their own. */
function shift(before: readonly number[], now: readonly number[]): {least: number; most: number} {
  const asReports = (values: readonly number[]) =>
    values.map(value => {
      const ns = BigInt(Math.round(value * 1e6));
      return {observers: [{name: 'tail', outage: {leastNs: ns, mostNs: ns}}]} as unknown as TrialReport;
    });
  const [one] = compareWith({name: 'before', reports: asReports(before)}, asReports(now));
  return {least: (one?.leastNs ?? Number.NaN) / 1e6, most: (one?.mostNs ?? Number.NaN) / 1e6};
}

/** @param file the timeline of a saved run */
export function readRun(file: string): Run {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const timeline = Timeline.of(lines.map(decodeEvent));
  const report = reportTrial(timeline, trialOf(timeline) as NonNullable<ReturnType<typeof trialOf>>);
  const {mostNs = 0n} = longestOutage(report);
  return {report, tailMs: Number(mostNs) / 1e6, lateMs: quantile(latenesses(timeline), 0.99)};
}

function latenesses(timeline: Timeline): number[] {
  const sent = new Map(
    timeline.select('probe-sent').map(({node, sequence, at}) => [`${node} ${sequence}`, at]),
  );
  return timeline.select('probe-answered').flatMap(({node, sequence, at}) => {
    const from = sent.get(`${node} ${sequence}`);
    return from === undefined ? [] : [Number(at - from) / 1e6];
  });
}
