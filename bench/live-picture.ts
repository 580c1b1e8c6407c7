/**
 * What drawing a trial on a terminal does to what it measures: pairs of runs, one with the live picture and one without, in turns and each
 * pair in the other order, both on a terminal of their own. The driver `vip` moves the address without an outage, so what is measured is
 * all machine: the upper bound of the longest outage, and how late the latest answers are.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {decodeEvent, formatDuration, Timeline} from '@vip/analysis';
import {compareWith, longestOutage, reportTrial, type TrialReport, trialOf} from '@vip/core';
import {hasProgram, VIP} from './machine.js';
import {quantile} from './measure.js';

interface Run {
  readonly report: TrialReport;
  /** Of all probes that were answered, the 99th percentile of how long that took. Milliseconds. */
  readonly lateMs: number;
  /** The upper bound of the longest outage. Milliseconds. */
  readonly tailMs: number;
}

/** @param pairs how many; of fewer than sixty the rank test shows little */
export async function livePicture(pairs: number): Promise<void> {
  if (!hasProgram('script', 'script (bsdutils)')) return;
  const runs: Record<'drawn' | 'plain', Run[]> = {drawn: [], plain: []};
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? (['plain', 'drawn'] as const) : (['drawn', 'plain'] as const);
    for (const kind of order) runs[kind].push(runOnce(kind));
  }
  console.log('           longest outage at most      answers, p99        n');
  for (const [kind, all] of Object.entries(runs)) {
    const [p50, p95] = [0.5, 0.95].map(part =>
      quantile(
        all.map(({tailMs}) => tailMs),
        part,
      ).toFixed(1),
    );
    const late = quantile(
      all.map(({lateMs}) => lateMs),
      0.5,
    ).toFixed(2);
    console.log(
      `  ${kind.padEnd(8)} p50 ${p50} ms, p95 ${p95} ms`.padEnd(40) + `${late} ms`.padEnd(18) + all.length,
    );
  }
  const of = (kind: 'drawn' | 'plain') => runs[kind].map(({report}) => report);
  for (const {observer, verdict, leastNs = 0, mostNs = 0} of compareWith(
    {name: 'plain', reports: of('plain')},
    of('drawn'),
  ))
    console.log(
      `  ${observer}: ${verdict} (${signed(leastNs)} to ${signed(mostNs)}, with a confidence of 99 %)`,
    );
  const [plain, drawn] = [runs.plain, runs.drawn].map(all => all.map(({tailMs}) => tailMs)) as [
    number[],
    number[],
  ];
  const {least, most} = shift(plain, drawn);
  console.log(
    `  longest outage at most, drawn against plain: ${least.toFixed(1)} to ${most.toFixed(1)} ms (rank test, 99 %)`,
  );
}

function signed(ns: number): string {
  return `${ns < 0 ? '-' : '+'}${formatDuration(BigInt(Math.round(Math.abs(ns))))}`;
}

/** The same rank test as `--baseline` has, of numbers without bounds of their own. */
function shift(before: readonly number[], now: readonly number[]): {least: number; most: number} {
  const asReports = (values: readonly number[]) =>
    values.map(value => {
      const ns = BigInt(Math.round(value * 1e6));
      return {observers: [{name: 'tail', outage: {leastNs: ns, mostNs: ns}}]} as unknown as TrialReport;
    });
  const [one] = compareWith({name: 'before', reports: asReports(before)}, asReports(now));
  return {least: (one?.leastNs ?? Number.NaN) / 1e6, most: (one?.mostNs ?? Number.NaN) / 1e6};
}

/** Both on a terminal; one that is dumb gets no picture. */
function runOnce(kind: 'drawn' | 'plain'): Run {
  const directory = mkdtempSync(join(tmpdir(), 'vip-picture-'));
  try {
    const out = join(directory, 'run');
    const command = `stty cols 120 rows 40; exec '${process.execPath}' '${VIP}' trial --driver vip --settle 500ms --out '${out}'`;
    const {CI: _, ...env} = process.env;
    const {status, stdout} = spawnSync('script', ['-qec', command, '/dev/null'], {
      encoding: 'utf8',
      cwd: '/',
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {...env, LC_ALL: 'C.UTF-8', TERM: kind === 'drawn' ? 'xterm-256color' : 'dumb'},
    });
    const isDrawn = stdout.includes('━');
    if (status !== 0 || isDrawn !== (kind === 'drawn'))
      throw new Error(`vip trial, ${kind}: exit ${status}: ${stdout.slice(-500)}`);
    return readRun(join(out, 'run-0001.jsonl'));
  } finally {
    rmSync(directory, {recursive: true, force: true});
  }
}

function readRun(file: string): Run {
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
