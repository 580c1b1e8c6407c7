/**
 * The runs of a trial, one after the other: each is saved and printed as it ends.
 *
 * @module
 */

import {encodeEvent, Timeline} from '@vip/analysis';
import {byMost, formatDuration} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {
  type ReportPart,
  type TrialOptions as RunOptions,
  reportPart,
  reportTrial,
  runTrial,
  type TrialReport,
  trialOf,
} from '@vip/core';
import {describeTrial, distributions, longestOutage, randomSeed} from '@vip/core/internal';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';
import type {RunDirectory} from '../outputs/run-directory.js';
import {captureFilesOf, logFiles, timelineFile} from '../outputs/run-files.js';
import {timelineName} from '../outputs/run-names.js';
import {pictureTrials} from '../picture.js';
import {nextTurn} from '../turn.js';

export interface SeriesResult {
  readonly reports: readonly TrialReport[];
  /** Each run, ready for a report; none if no report is written. */
  readonly parts: readonly ReportPart[];
  /** Why the last run could not be made or completed; no other follows it. */
  readonly failure?: VipError;
}

/** What differs between runs. */
export interface RunNumber {
  readonly seed: number;
  /** From 1; earlier runs are warm-ups. */
  readonly run: number;
  readonly signal: AbortSignal;
}

/** Makes one run, whose events go into the timeline. @throws VipError */
type MakeRun = (number: RunNumber, timeline: Timeline) => Promise<void>;

/** Makes the runs until one fails, since the others would fail as well. @throws Interrupted */
export async function runSeries(
  options: Pick<TrialCommandOptions, 'runs' | 'warmup' | 'json' | 'seed' | 'report'>,
  makeRun: MakeRun,
  signal: AbortSignal,
  out: RunDirectory | undefined,
): Promise<SeriesResult> {
  const {runs = 1, warmup = 0, json = false, seed = randomSeed()} = options;
  const reports: TrialReport[] = [];
  const parts: ReportPart[] = [];
  let worst: {timeline: Timeline; report: TrialReport} | undefined;
  let failure: VipError | undefined;
  const startedAt = performance.now();
  using picture = json ? undefined : pictureTrials(runs, warmup);
  for (let run = 1 - warmup; run <= runs && failure === undefined; run++) {
    const timeline = new Timeline();
    picture?.begin(run, timeline);
    if (json && run > 0) timeline.listen(event => print(encodeEvent(event)));
    using _turn = await nextTurn(signal);
    failure = await runOne(timeline, () => makeRun({seed, run, signal}, timeline));
    if (run < 1 && failure === undefined) continue;
    const report = reportTrial(timeline, trialOf(timeline) as NonNullable<ReturnType<typeof trialOf>>);
    const number = reports.push(report);
    if (options.report !== undefined) parts.push(reportPart(timeline, number));
    if (json) printJson({kind: 'trial-report', run: number, ...describeTrial(report)});
    else if (runs > 1 && failure === undefined) tellProgress(number, runs, report, startedAt);
    picture?.conclude(distributions(reports));
    if (worst === undefined || byMost(longestOutage(report), longestOutage(worst.report)) > 0)
      worst = {timeline, report};
    out?.save([timelineFile(timelineName(number), timeline), ...logFiles(timelineName(number), timeline)]);
  }
  if (worst !== undefined)
    out?.save(captureFilesOf('worst-', worst.timeline, worst.report.trial.versions.kernel));
  return {reports, parts, ...(failure === undefined ? {} : {failure})};
}

/** Runs in a lab. */
export function runsInLab(
  options: TrialCommandOptions,
  plan: Pick<
    RunOptions,
    'settings' | 'second' | 'more' | 'topology' | 'furtherLinks' | 'driver' | 'fault' | 'tcp' | 'command'
  >,
): MakeRun {
  return (number, timeline) => runTrial({...plan, ...runOptions(options), ...number}, timeline);
}

/** The options that are the same for every run. */
function runOptions(options: TrialCommandOptions): Omit<RunOptions, 'driver'> {
  return {
    probeIntervalMs: options.probeInterval,
    dropGarp: options.dropGarp,
    forwardDelayMs: options.forwardDelay,
    clientSysctls: Object.fromEntries(options.clientSysctl ?? []),
    timeoutMs: options.timeout,
    settleMs: options.settle,
    steadyMs: options.steady,
    server: options.server,
  };
}

/** Resolves to the reason why the run failed, if its timeline has it as well. */
async function runOne(timeline: Timeline, make: () => Promise<void>): Promise<VipError | undefined> {
  try {
    await make();
    return undefined;
  } catch (error) {
    if (error instanceof VipError && timeline.select('failed').length > 0) return error;
    throw error;
  }
}

function tellProgress(run: number, runs: number, report: TrialReport, startedAt: number): void {
  const left = ((performance.now() - startedAt) / run) * (runs - run);
  const {leastNs, mostNs} = longestOutage(report);
  const outage =
    mostNs === undefined
      ? `outage over ${formatDuration(leastNs)}, not ended`
      : `outage at most ${formatDuration(mostNs)}`;
  const rest = run === runs ? '' : `; about ${Math.ceil(left / 1000)} s left`;
  printNote(`run ${run} of ${runs}: ${outage}${rest}`);
}
