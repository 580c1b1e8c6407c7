/**
 * What a trial leaves for the service that runs it: a summary with a picture beside it, and on GitHub Actions, by itself, a section of
 * the job's page and an annotation for each thing that is not as asked for.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 *
 * @module
 */

import {appendFileSync, statSync} from 'node:fs';
import {basename} from 'node:path';
import {printable, worstBy} from '@vip/analysis';
import {
  type Criteria,
  type Judgement,
  judgementLines,
  longestOutage,
  markdownSummary,
  outagePicture,
  type TrialReport,
} from '@vip/core';
import {note} from '../output.js';
import type {Files} from '../outputs/prepare.js';

/** Where the picture of a summary goes: beside it; nowhere for what is no file. */
export function pictureBeside(summary: string | undefined): string | undefined {
  if (summary === undefined) return undefined;
  const there = statSync(summary, {throwIfNoEntry: false});
  if (there !== undefined && !there.isFile()) return undefined;
  return `${summary.replace(/\.(?:md|markdown)$/, '')}.svg`;
}

export interface Outcome {
  readonly reports: readonly TrialReport[];
  readonly judgement: Judgement;
  readonly criteria: Criteria;
}

/** @throws VipError `FILE_FAILED` */
export async function saveSummary(
  {summary, summaryPicture}: Files,
  {reports, judgement, criteria}: Outcome,
): Promise<void> {
  const worst = worstRun(reports);
  if (worst !== undefined) await summaryPicture?.save(outagePicture(worst));
  const picture = worst && summaryPicture && basename(summaryPicture.given);
  await summary?.save(markdownSummary(reports, judgement, criteria, picture === undefined ? {} : {picture}));
}

function worstRun(reports: readonly TrialReport[]): TrialReport | undefined {
  const measured = reports.filter(({observers}) => observers.length > 0);
  return worstBy(measured, longestOutage);
}

/** On GitHub Actions; elsewhere nothing. That the job's page cannot be written is said, and changes nothing. */
export function tellGitHub({reports, judgement, criteria}: Outcome): void {
  const {GITHUB_ACTIONS, GITHUB_STEP_SUMMARY} = process.env;
  if (GITHUB_ACTIONS === 'true') {
    const failed = reports.flatMap(({failure}) => failure?.message ?? []);
    const lines = [...judgementLines(judgement), ...failed].map(annotation);
    process.stderr.write(lines.map(line => `${line}\n`).join(''));
  }
  if (GITHUB_STEP_SUMMARY === undefined || GITHUB_STEP_SUMMARY === '') return;
  try {
    appendFileSync(GITHUB_STEP_SUMMARY, `${markdownSummary(reports, judgement, criteria)}\n`);
  } catch (error) {
    note(`GITHUB_STEP_SUMMARY: nothing was written: ${(error as Error).message}`);
  }
}

/** As the runner reads it: of a message only these three are escaped. */
function annotation(text: string): string {
  const escaped = printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::error title=vip trial::${escaped}`;
}
