/**
 * `vip experiment` with a driver, a fault or a limit: trials of failover software.
 *
 * @module
 */

import {hostname} from 'node:os';
import {type Bounds, encodeEvent, formatDuration, type LabSettings, Timeline} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {
  byMost,
  checkTools,
  type Distribution,
  type Driver,
  defaultFault,
  distributions,
  execDriver,
  type Fault,
  findViolations,
  formatSeries,
  formatTrial,
  formatViolations,
  type GarpLoss,
  junitReport,
  keepalivedDriver,
  type OutageLimit,
  parseFault,
  parseOutageLimit,
  type ReportPart,
  randomSeed,
  reportData,
  reportPart,
  reportTrial,
  runTrial,
  type TrialReport,
  trialOf,
  trialSettings,
  ucarpDriver,
  type Violation,
  vipDriver,
} from '@vip/core';
import {commandWords} from '../command-words.js';
import {EXIT, interruptible} from '../exit.js';
import {parseDuration} from '../option-parsers.js';
import {note, print, printJson} from '../output.js';
import {prepareRunOutputs} from '../outputs/prepare-run.js';
import type {RunDirectory} from '../outputs/run-directory.js';
import {captureFilesOf, timelineFile} from '../outputs/run-files.js';
import {timelineName} from '../outputs/run-names.js';
import {pictureTrials} from '../picture.js';
import {saveReport} from '../report-file.js';
import {nextTurn} from '../turn.js';
import {type ExperimentOptions, readSettings} from './experiment.js';

/** The options that make an experiment a trial. */
export interface TrialCommandOptions {
  readonly driver?: string;
  readonly fault?: string;
  readonly config?: readonly string[];
  /** Milliseconds. */
  readonly advertInt?: number;
  readonly vrrp?: readonly string[];
  readonly nodeUp?: string;
  readonly nodeDown?: string;
  readonly nodeCmd?: string;
  readonly patience?: number;
  readonly dropGarp?: GarpLoss;
  /** Milliseconds. */
  readonly forwardDelay?: number;
  readonly maxOutage?: readonly string[];
  readonly warmup?: number;
  readonly junit?: string;
  readonly seed?: number;
  readonly settle?: number;
  readonly timeout?: number;
  readonly clientSysctl?: readonly (readonly [name: string, value: string])[];
}

type Options = ExperimentOptions & TrialCommandOptions;

/** The names that `--max-outage` knows. */
export const OBSERVERS = ['mcv-client', 'ext', 'router', 'remote'];

export async function trial(options: Options): Promise<number> {
  const driver = chooseDriver(options);
  const fault = options.fault === undefined ? defaultFault(driver) : parseFault(options.fault, parseDuration);
  checkFault(driver, fault);
  const settings = trialSettings(readSettings(options), fault);
  checkTools(`driver ${driver.name}`, driver.needs);
  checkTools('fault', {nft: 'nftables'});
  const limits = (options.maxOutage ?? []).map(text => parseOutageLimit(text, parseDuration, OBSERVERS));
  const outputs = prepareRunOutputs(options, [options.topology, ...(options.config ?? [])]);
  const parts: ReportPart[] = [];
  const reports = await runSeries(options, settings, driver, fault, outputs.out, parts);
  const violations = findViolations(reports, limits);
  tellResults(options, reports, limits, violations);
  if (outputs.report !== undefined) await saveReport(outputs.report, reportData(parts, limits));
  await outputs.junit?.save(junitReport(reports, violations, hostname()));
  return exitOf(reports, violations);
}

function chooseDriver(options: Options): Driver {
  const {
    driver = 'vip',
    garp,
    form,
    targetMac,
    config,
    advertInt,
    vrrp,
    nodeUp,
    nodeDown,
    nodeCmd,
    patience,
  } = options;
  switch (driver) {
    case 'vip':
      return vipDriver({
        announce: garp ? {form, ...(targetMac === undefined ? {} : {targetMac})} : undefined,
      });
    case 'keepalived':
      if (config !== undefined && (vrrp ?? advertInt) !== undefined) {
        refuse('--config: --vrrp and --advert-int are for our own configuration; leave them out');
      }
      if ((config?.length ?? 0) > 2) refuse('--config: expected one or two, the active and the passive node');
      return keepalivedDriver({
        configs: config === undefined ? undefined : [config[0] as string, config[1] ?? (config[0] as string)],
        advertInterval: advertInt === undefined ? undefined : advertInt / 1000,
        extra: vrrp,
      });
    case 'ucarp':
      return ucarpDriver;
    case 'exec':
      return execDriver({nodeUp, nodeDown, nodeCommand: nodeCmd, patienceMs: patience});
    default:
      refuse(`driver: expected vip, keepalived, ucarp or exec, got "${driver}"`);
  }
}

function refuse(problem: string): never {
  throw new VipError('BAD_ARGUMENT', problem);
}

/** Nothing of the driver runs between two steps of ours, so there is nothing to kill. */
function checkFault(driver: Driver, {name}: Fault): void {
  if (driver.takeOver === undefined) {
    if (name === 'switch-over')
      throw new VipError(
        'BAD_ARGUMENT',
        `fault switch-over: ${driver.name} moves the address by itself; use stop`,
      );
    return;
  }
  if (['kill', 'stop'].includes(name)) {
    throw new VipError(
      'BAD_ARGUMENT',
      `fault ${name}: driver ${driver.name} has no process to end; use switch-over or link-down`,
    );
  }
}

async function runSeries(
  options: Options,
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
function longest({observers}: TrialReport): Bounds {
  return observers.map(({outage}) => outage).reduce((most, next) => (byMost(next, most) > 0 ? next : most));
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

function tellResults(
  options: Options,
  reports: readonly TrialReport[],
  limits: readonly OutageLimit[],
  violations: readonly Violation[],
): void {
  const series: Distribution[] = distributions(reports);
  const [only] = reports;
  if (options.json === true) {
    printJson({kind: 'summary', distributions: series, violations});
    return;
  }
  if (reports.length === 1 && only !== undefined) print(...formatTrial(only));
  else print(...formatSeries(series));
  print(...formatViolations(violations));
  if (limits.length > 0) {
    print('', violations.length === 0 ? 'Every outage was within its limit.' : 'The outage was too long.');
  }
}

function exitOf(reports: readonly TrialReport[], violations: readonly Violation[]): number {
  if (violations.length > 0) return EXIT.no;
  if (reports.every(({isMeasured}) => isMeasured)) return EXIT.done;
  throw new VipError(
    'NOT_POSSIBLE',
    'trial: an outage had not ended when the trial did, so its length is not known',
  );
}
