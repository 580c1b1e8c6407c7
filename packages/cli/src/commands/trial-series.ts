/**
 * The runs of a trial, one after the other: each is saved and told as it ends.
 *
 * @module
 */

import {type Bounds, byMost, encodeEvent, formatDuration, type LabSettings, Timeline} from '@vip/analysis';
import {
  type Driver,
  distributions,
  type Fault,
  type ReportPart,
  randomSeed,
  reportPart,
  reportTrial,
  runTrial,
  type TrialReport,
  trialOf,
  worstObserver,
} from '@vip/core';
import {commandWords} from '../command-words.js';
import {interruptible} from '../exit.js';
import {note, print, printJson} from '../output.js';
import type {RunDirectory} from '../outputs/run-directory.js';
import {captureFilesOf, timelineFile} from '../outputs/run-files.js';
import {timelineName} from '../outputs/run-names.js';
import {pictureTrials} from '../picture.js';
import {nextTurn} from '../turn.js';
import type {TrialOptions} from './trial.js';

export async function runSeries(
  options: TrialOptions,
  settings: LabSettings,
  driver: Driver,
  fault: Fault,
  out: RunDirectory | undefined,
  parts: ReportPart[],
): Promise<TrialReport[]> {
  const {runs = 1, warmup = 0, json = false, seed = randomSeed()} = options;
  const signal = interruptible();
  const reports: TrialReport[] = [];
  let worst: {timeline: Timeline; report: TrialReport} | undefined;
  const startedAt = performance.now();
  using picture = json ? undefined : pictureTrials(runs, warmup);
  for (let run = 1 - warmup; run <= runs; run++) {
    const timeline = new Timeline();
    picture?.begin(run, timeline);
    if (json && run > 0) timeline.listen(event => print(encodeEvent(event)));
    using _turn = await nextTurn(signal);
    await runTrial(
      {
        settings,
        driver,
        fault,
        probeIntervalMs: options.probeInterval,
        dropGarp: options.dropGarp,
        forwardDelayMs: options.forwardDelay,
        clientSysctls: Object.fromEntries(options.clientSysctl ?? []),
        seed,
        run,
        timeoutMs: options.timeout,
        settleMs: options.settle,
        command: commandWords(),
        signal,
      },
      timeline,
    );
    if (run < 1) continue;
    const report = reportTrial(timeline, trialOf(timeline) as NonNullable<ReturnType<typeof trialOf>>);
    reports.push(report);
    if (options.report !== undefined) parts.push(reportPart(timeline, run));
    if (json) printJson({kind: 'trial-report', run, ...report});
    else if (runs > 1) tellProgress(run, runs, report, startedAt);
    picture?.conclude(distributions(reports));
    if (worst === undefined || byMost(longest(report), longest(worst.report)) > 0) worst = {timeline, report};
    out?.save([timelineFile(timelineName(run), timeline)]);
  }
  if (worst !== undefined)
    out?.save(captureFilesOf('worst-', worst.timeline, worst.report.trial.versions.kernel));
  return reports;
}

/** Of all observers. */
function longest(report: TrialReport): Bounds {
  return worstObserver(report)?.outage ?? {leastNs: 0n, mostNs: 0n};
}

function tellProgress(run: number, runs: number, report: TrialReport, startedAt: number): void {
  const left = ((performance.now() - startedAt) / run) * (runs - run);
  const {leastNs, mostNs} = longest(report);
  const outage =
    mostNs === undefined
      ? `outage over ${formatDuration(leastNs)}, not ended`
      : `outage at most ${formatDuration(mostNs)}`;
  note(`run ${run} of ${runs}: ${outage}; about ${Math.ceil(left / 1000)} s left`);
}
