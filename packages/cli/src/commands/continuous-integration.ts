/**
 * What a trial leaves for the service that runs it: a summary with a picture beside it, and on GitHub Actions, by itself, a section of
 * the job's page and an annotation for each criterion that was not met.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 *
 * @module
 */

import {appendFileSync, statSync} from 'node:fs';
import {basename} from 'node:path';
import {printable} from '@vip/analysis/internal';
import {
  judgementLines,
  markdownSummary,
  outagePicture,
  type PicturedOutcome,
  type SeriesOutcome,
  worstRun,
} from '@vip/core/internal';
import {inTurns} from '@vip/core/internal/announce';
import {printNote} from '../note.js';
import type {Files} from '../outputs/prepare.js';

/**
 * Where the pictures of a summary go: beside it; nowhere if it is not a regular file.
 *
 * @param count how many series it describes; each of several has a number
 */
export function picturesBeside(summary: string | undefined, count?: number): string[] {
  if (summary === undefined) return [];
  const there = statSync(summary, {throwIfNoEntry: false});
  if (there !== undefined && !there.isFile()) return [];
  const stem = summary.replace(/\.(?:md|markdown)$/, '');
  if (count === undefined) return [`${stem}.svg`];
  return Array.from({length: count}, (_, index) => `${stem}-${index + 1}.svg`);
}

/** @throws VipError `FILE_FAILED` */
export async function saveSummary(
  {summary, pictures = []}: Files,
  outcomes: readonly SeriesOutcome[],
): Promise<void> {
  const pictured: PicturedOutcome[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const [worst, file] = [worstRun(outcome.reports), pictures[index]];
    if (worst === undefined || file === undefined) {
      pictured.push(outcome);
      continue;
    }
    await file.save(outagePicture(worst));
    pictured.push({...outcome, picture: basename(file.given)});
  }
  await summary?.save(markdownSummary(pictured));
}

/** As many as GitHub shows for a step. */
const MAX_ANNOTATIONS = 10;

/** On GitHub Actions; elsewhere nothing. A job's page that cannot be written is reported, and changes nothing else. */
export function tellGitHub(outcomes: readonly SeriesOutcome[]): void {
  const {GITHUB_ACTIONS, GITHUB_STEP_SUMMARY} = process.env;
  if (GITHUB_ACTIONS === 'true') {
    const lines = shown(outcomes.map(annotations));
    process.stderr.write(lines.map(line => `${line}\n`).join(''));
  }
  if (GITHUB_STEP_SUMMARY === undefined || GITHUB_STEP_SUMMARY === '') return;
  try {
    appendFileSync(GITHUB_STEP_SUMMARY, `${markdownSummary(outcomes)}\n`);
  } catch (error) {
    printNote(`GITHUB_STEP_SUMMARY: nothing was written: ${(error as Error).message}`);
  }
}

/** Every run of a series may exceed every limit: some lines of each series are shown, and the others counted. */
function shown(all: readonly (readonly string[])[]): readonly string[] {
  const lines = inTurns(all);
  if (lines.length <= MAX_ANNOTATIONS) return lines;
  const rest = lines.length - MAX_ANNOTATIONS + 1;
  return [
    ...lines.slice(0, -rest),
    `::error title=vip trial::${rest} more like these: the job's page lists them all`,
  ];
}

function annotations({name, reports, judgement, failure}: SeriesOutcome): string[] {
  const begun = reports.flatMap(({failure}) => failure?.message ?? []);
  const failed = begun.length > 0 || failure === undefined ? begun : [failure.message];
  const title = escapeData(name === undefined ? 'vip trial' : `vip trial ${name}`)
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
  return [...judgementLines(judgement), ...failed].map(
    text => `::error title=${title}::${escapeData(printable(text))}`,
  );
}

/** Escaped for the runner: in a message, only these three characters are. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
