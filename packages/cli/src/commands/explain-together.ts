/**
 * `vip explain` of several captures of one event, each with a clock of its own.
 *
 * @module
 */

import {
  createCollector,
  formatBriefs,
  formatExplanation,
  formatNothing,
  nothingFoundText,
} from '@vip/analysis/internal';
import {describeFinding, formatFindings} from '@vip/analysis/internal/findings';
import {
  acrossStories,
  apartFinding,
  describePlaces,
  exitCodeOfStories,
  formatClocks,
  type MergeTakers,
  type PlacesStory,
  placesTitle,
  type Together,
  tellTogether,
} from '@vip/analysis/internal/places';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {PlaceCaptures, type Surveyed} from '@vip/core/internal/together';
import {yieldToMainThread} from '../compiler-threads.js';
import {EXIT} from '../exit.js';
import {warnOfDamage} from '../frames.js';
import {collectGarbageSoon} from '../garbage.js';
import type {ExplainCommandOptions} from '../grammar/explain.js';
import {printNote} from '../note.js';
import {print, printJson, taken} from '../output.js';
import {placeFiles} from '../place-files.js';
import type {PlacesPage} from '../places-page.js';
import {isSigned, printStory, thresholdOf} from './explain.js';
import type {ExplainLoaders} from './explain-loaders.js';

export async function explainTogether(
  args: readonly string[],
  options: ExplainCommandOptions,
  beyond: Pick<ExplainLoaders, 'placesPage'>,
): Promise<number> {
  const pages = options.report === undefined ? undefined : await beyond.placesPage();
  const files = placeFiles(args);
  yieldToMainThread();
  collectGarbageSoon();
  const {report} = options;
  const output =
    report === undefined
      ? undefined
      : (await import('../outputs/prepare.js')).prepareOutput(
          'report',
          report,
          files.map(({file}) => file),
        );
  // Opened before rights are given up.
  const captures = new PlaceCaptures(files);
  try {
    const page = output && (await pages?.placesPage(output));
    giveUpRoot();
    return await explainInto(page, captures, options);
  } finally {
    captures.close();
  }
}

/** Reports on captures that are complete. */
export async function explainInto(
  page: PlacesPage | undefined,
  captures: PlaceCaptures,
  options: ExplainCommandOptions,
  /** Of what is wrong with a file. */
  warn = (message: string) => printNote(`warning: ${message}`),
): Promise<number> {
  try {
    const {stories, endings, mentioned} = await captures.survey({warn});
    const isDamaged = endings.map(warnOfDamage).includes(true);
    const isPartial = isDamaged || endings.some(({contents}) => contents !== 'packets');
    const dropped = endings.map(ending => ending.dropped ?? 0);
    const apart: PlacesStory[] = [];
    for (const together of stories) {
      const saw = page?.begin(together);
      const takers = saw === undefined ? {} : {saw};
      apart.push(await tell(captures, {together, dropped, mentioned}, options, takers));
    }
    const told = acrossStories(apart);
    await printAll(options, told);
    await page?.write(told);
    return exitOf(told, isPartial);
  } catch (error) {
    await page?.abandon();
    throw error;
  }
}

/** A story, and the findings made before it is told. */
interface Untold {
  readonly together: Together;
  readonly dropped: readonly number[];
  readonly mentioned: Surveyed['mentioned'];
}

async function tell(
  captures: PlaceCaptures,
  {together, dropped, mentioned}: Untold,
  options: ExplainCommandOptions,
  takers: Omit<MergeTakers, 'give'>,
): Promise<PlacesStory> {
  const {ip: ips, key: keys} = options;
  const collect = async (followed: Surveyed['mentioned'], others: Omit<MergeTakers, 'give'>) => {
    const collector = createCollector({ips, keys, followed, segments: together.segments});
    const merge = await captures.together(together, {...others, give: frames => collector.take(frames)});
    return {merge, facts: collector.facts(), isComplete: !collector.hasOverlooked};
  };
  const found = await collect(ips === undefined ? mentioned : undefined, takers);
  const {merge, facts} = found.isComplete ? found : await collect(undefined, {});
  return tellTogether(together, merge, facts, {threshold: thresholdOf(options), dropped});
}

async function printAll(
  {brief, json, key}: ExplainCommandOptions,
  told: readonly PlacesStory[],
): Promise<void> {
  const apart = apartFinding(told);
  const captures = told.map(({capture}) => capture);
  const isNothing = told.every(({explanations}) => explanations.length === 0);
  if (json === true) {
    for (const story of told) {
      await printStory(story.capture, story.explanations);
      printJson(describePlaces(story));
    }
    if (apart !== undefined) printJson(describeFinding(apart));
    if (isNothing) printNote(`explain: ${nothingFoundText(captures)}`);
  } else if (brief === true && isNothing) {
    print([formatNothing(told.map(placesTitle).join(', '), captures)]);
  } else if (brief === true) {
    for (const {capture, explanations} of told) print(formatBriefs(explanations, capture.nameOf));
  } else {
    for (const [index, story] of told.entries()) {
      const {capture, explanations} = story;
      if (index > 0) print(['']);
      print(formatExplanation(placesTitle(story), capture, explanations, formatClocks(story)));
      await taken();
    }
    if (apart !== undefined) print(['', ...formatFindings([apart])]);
  }
  if (key !== undefined && !told.some(({capture}) => isSigned(capture)))
    printNote('explain: no advertisement in them is signed, so --key has no effect');
}

/** @param isPartial whether one of the captures is damaged, or without frames: what it would have shown is unknown */
function exitOf(told: readonly PlacesStory[], isPartial: boolean): number {
  const exit = exitCodeOfStories(told);
  return exit === EXIT.done && isPartial ? EXIT.impossible : exit;
}
