/**
 * The beginning and the end of a series of trials, in a lab or on a cluster: its outputs, and how it is reported, saved and judged.
 *
 * @module
 */

import {type Criteria, reportData} from '@vip/core';
import {judgeSeries} from '@vip/core/internal';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {prepareRunOutputs, type RunOutputs} from '../outputs/prepare-run.js';
import {saveReport} from '../report-file.js';
import {timelineFiles} from '../saved-timelines.js';
import {picturesBeside} from './continuous-integration.js';
import {describingFailure, exitOf, saveOutcomes, tellOutcome} from './trial-outcome.js';
import type {SeriesResult} from './trial-series.js';

/** The outputs of a series, checked before it begins: its picture is beside the summary, and its baseline is an input as well. */
export function prepareSeries(
  options: TrialCommandOptions,
  inputs: readonly (string | undefined)[],
): RunOutputs {
  const {summary, baseline} = options;
  return prepareRunOutputs({...options, pictures: picturesBeside(summary)}, [
    ...inputs,
    ...(baseline === undefined ? [] : timelineFiles(baseline)),
  ]);
}

export interface Conclusion {
  readonly options: Parameters<typeof tellOutcome>[1];
  readonly criteria: Criteria;
  readonly outputs: RunOutputs;
}

/** Returns the exit code. @throws VipError when it could not be measured */
export async function concludeSeries(
  {reports, parts, failure}: SeriesResult,
  {options, criteria, outputs}: Conclusion,
): Promise<number> {
  const outcome = {reports, judgement: judgeSeries(reports, criteria), criteria, failure};
  tellOutcome(outcome, options);
  if (outputs.report !== undefined) await saveReport(outputs.report, reportData(parts, criteria));
  await saveOutcomes([outcome], outputs);
  if (failure !== undefined) throw describingFailure(failure);
  return exitOf(outcome);
}
