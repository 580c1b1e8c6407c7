/**
 * The outcome of a series of trials: on standard output, in files, and as the exit code.
 *
 * @module
 */

import {hostname} from 'node:os';
import {VipError} from '@vip/arp';
import {formatTrial, type TrialReport} from '@vip/core';
import {
  answerOf,
  describeJudgement,
  distributions,
  formatComparisons,
  formatForecastsOf,
  formatJudgement,
  formatSeries,
  judgedText,
  junitReport,
  type SeriesOutcome,
  tapReport,
} from '@vip/core/internal';
import {EXIT} from '../exit.js';
import {printNote} from '../note.js';
import {VRRP} from '../options/driver.js';
import {blaming} from '../options/option.js';
import {print, printJson} from '../output.js';
import type {Files} from '../outputs/prepare.js';
import {saveSummary, tellGitHub} from './continuous-integration.js';

/** The outcome of a series, with the error that ended its last run. */
export interface TrialOutcome extends SeriesOutcome {
  readonly failure?: VipError | undefined;
}

/** Prints it on standard output, in the requested form. */
export function tellOutcome(
  outcome: TrialOutcome,
  {json = false, tap = false}: {readonly json?: boolean; readonly tap?: boolean},
): void {
  const {reports, judgement, failure} = outcome;
  if (json)
    printJson({kind: 'summary', distributions: distributions(reports), ...describeJudgement(judgement)});
  else if (tap) print(tapReport([outcome]));
  else if (!isRefused(failure)) tell(outcome);
  if (failure !== undefined && !isRefused(failure)) tellLastWords(reports);
}

/** @throws VipError `FILE_FAILED` */
export async function saveOutcomes(outcomes: readonly SeriesOutcome[], outputs: Files): Promise<void> {
  await outputs.junit?.save(junitReport(outcomes, hostname()));
  if (outputs.metrics !== undefined) {
    const {trialMetrics} = await import('@vip/core/internal/trial-metrics');
    await outputs.metrics.save(await trialMetrics(outcomes));
  }
  await saveSummary(outputs, outcomes);
  tellGitHub(outcomes);
}

/** A line that keepalived rejects is an argument that only a run can check; the run was refused, so nothing else is reported. */
function isRefused(failure: VipError | undefined): boolean {
  return failure?.code === 'BAD_ARGUMENT';
}

/** The error with which the command ends, named after the option that caused it. */
export function describingFailure(failure: VipError): VipError {
  if (!isRefused(failure)) return failure;
  try {
    return blaming(VRRP, () => {
      throw failure;
    });
  } catch (blamed) {
    return blamed as VipError;
  }
}

function tell(outcome: SeriesOutcome): void {
  const {reports, judgement, criteria} = outcome;
  const [only] = reports;
  if (reports.length === 1 && only !== undefined) print(formatTrial(only));
  else print([...formatSeries(distributions(reports)), ...formatForecastsOf(reports)]);
  if (criteria.baseline !== undefined) print(formatComparisons(judgement, criteria.baseline));
  print(formatJudgement(judgement));
  const words = judgedText(outcome);
  if (words !== '') print('', words);
}

/** The last output of the software, before the reason why the run failed. */
function tellLastWords(reports: readonly TrialReport[]): void {
  for (const {node, lines} of reports.at(-1)?.failure?.lastWords ?? []) {
    for (const line of lines) printNote(`${node} said: ${line}`);
  }
}

/** @throws VipError `NOT_POSSIBLE` if no limit was exceeded, but not everything was measured */
export function exitOf(outcome: SeriesOutcome): number {
  const answer = answerOf(outcome);
  if (answer === 'failed') return EXIT.no;
  if (answer === 'held') return EXIT.done;
  throw new VipError(
    'NOT_POSSIBLE',
    'trial: an outage had not ended when the trial did, so its length is unknown',
  );
}
