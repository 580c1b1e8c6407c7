/**
 * `vip explain`: what happened to a virtual IP, from a capture file or live, and what was wrong with it.
 *
 * @module
 */

import {
  type CaptureFacts,
  counted,
  createCollector,
  DEFAULT_THRESHOLD,
  describeCapture,
  describeExplanation,
  type Explanation,
  exitCodeOf,
  explanationPieces,
  formatBriefs,
  formatNothing,
  judge,
  Mentioned,
  nothingFoundText,
  type OutageThreshold,
  saysNothing,
} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {
  type CaptureEnding,
  type CaptureSource,
  explainFilter,
  STANDARD_INPUT,
} from '@vip/core/internal/capture';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {yieldToMainThread} from '../compiler-threads.js';
import {EXIT} from '../exit.js';
import type {ExplanationPage} from '../explanation-page.js';
import {ifacesFacing} from '../facing.js';
import {type OpenFrames, openFrames, readFrames, readToEnd, warnOfDamage} from '../frames.js';
import {collectGarbageSoon, limitNewObjects} from '../garbage.js';
import type {ExplainCommandOptions} from '../grammar/explain.js';
import {printNote} from '../note.js';
import {print, printJson, taken} from '../output.js';
import type {ExplainLoaders} from './explain-loaders.js';

export async function explain(
  file: string | undefined,
  options: ExplainCommandOptions,
  beyond: ExplainLoaders,
): Promise<number> {
  if (file === undefined && options.iface === undefined && options.ip === undefined)
    throw new VipError('BAD_ARGUMENT', 'FILE: expected a capture file, --iface, --ip or --from, got none');
  if (options.netns !== undefined) return (await beyond.elsewhere()).runInNamespace(options.netns);
  if (options.node !== undefined) return (await beyond.elsewhere()).runInNode(options.node, options.lab);
  if (file === undefined && options.iface === undefined)
    return explain(file, {...options, iface: ifacesFacing(options.ip ?? [])}, beyond);
  const {report} = options;
  const pages = report === undefined ? undefined : await beyond.page();
  yieldToMainThread();
  collectGarbageSoon();
  limitNewObjects();
  const output =
    report === undefined
      ? undefined
      : (await import('../outputs/prepare.js')).prepareOutput('report', report, [file]);
  const frames = openFrames({
    file,
    ifaces: options.iface,
    filter: options.filter ?? explainFilter(options.ip ?? []),
    listening: iface => `listening on ${iface}; ^C ends it and explains`,
  });
  try {
    // Prepared before rights are given up, with everything needed to fill the file.
    const page = output && (await pages?.explanationPage(output));
    try {
      giveUpRoot();
      return await explainInto(page, frames, file, options);
    } catch (error) {
      await page?.abandon();
      throw error;
    }
  } finally {
    await frames.source.close();
  }
}

async function explainInto(
  page: ExplanationPage | undefined,
  frames: OpenFrames,
  file: string | undefined,
  options: ExplainCommandOptions,
): Promise<number> {
  const {capture, ending} = await collect(page, frames, options);
  const isDamaged = warnOfDamage(ending);
  const {dropped} = frames.source.counts();
  if (dropped > 0)
    printNote(`warning: the kernel dropped ${counted(dropped, 'frame')}; their contents are unknown`);
  const explanations = judge(capture, {threshold: thresholdOf(options)});
  const name = file === STANDARD_INPUT ? 'standard input' : (file ?? options.iface?.join(', ') ?? '');
  await report(name, options, capture, explanations);
  await page?.write(name, capture, explanations);
  if (options.key !== undefined && !isSigned(capture))
    printNote('explain: no advertisement in it is signed, so --key has no effect');
  const exit = exitCodeOf(explanations.map(({finding}) => finding));
  // The part after the damage may have been the worst.
  return exit === EXIT.done && isDamaged ? EXIT.impossible : exit;
}

/** Collects facts about the addresses that the capture mentions if these can be determined beforehand; if not, about all. */
async function collect(
  page: ExplanationPage | undefined,
  frames: OpenFrames,
  {ip: ips, key: keys, duration}: ExplainCommandOptions,
): Promise<{capture: CaptureFacts; ending: CaptureEnding}> {
  const {source} = frames;
  const collector = createCollector({
    ips,
    keys,
    followed: ips === undefined ? await mentionedIn(source) : undefined,
  });
  const readIn = source.survey === undefined ? readFrames : readToEnd;
  const {ending} = await readIn(frames, duration, seen => {
    collector.take(seen);
    page?.take(seen);
  });
  const capture = collector.facts();
  if (!collector.hasOverlooked) return {capture, ending};
  const whole = createCollector({ips, keys});
  await source.survey?.(seen => {
    whole.take(seen);
    return true;
  });
  return {capture: whole.facts(), ending};
}

/** If this many frames at the beginning make no address certain, searching the rest would take longer than it may save. */
const LOOKED_AT = 131_072;

async function mentionedIn(source: CaptureSource): Promise<Mentioned['addresses']> {
  const mentioned = new Mentioned(LOOKED_AT);
  await source.survey?.(seen => mentioned.take(seen), saysNothing);
  return mentioned.addresses;
}

export function thresholdOf({minOutage, minLost}: ExplainCommandOptions): OutageThreshold {
  return {
    leastNs: minOutage === undefined ? DEFAULT_THRESHOLD.leastNs : BigInt(Math.round(minOutage * 1e6)),
    questions: minLost ?? DEFAULT_THRESHOLD.questions,
  };
}

export function isSigned({routers}: CaptureFacts): boolean {
  return routers.some(({speakers}) => speakers.some(({signed}) => signed > 0));
}

/** In JSON, at the pace of its reader: a flood fills a pipe with a hundred megabytes. */
export async function printStory(capture: CaptureFacts, explanations: readonly Explanation[]): Promise<void> {
  for (const explanation of explanations) {
    printJson(describeExplanation(capture, explanation));
    await taken();
  }
  printJson(describeCapture(capture, explanations));
}

async function report(
  name: string,
  {brief, json}: ExplainCommandOptions,
  capture: CaptureFacts,
  explanations: ReturnType<typeof judge>,
): Promise<void> {
  if (json === true) {
    await printStory(capture, explanations);
    if (explanations.length === 0) printNote(`explain: ${nothingFoundText([capture])}`);
  } else if (brief === true)
    print(explanations.length === 0 ? [formatNothing(name, [capture])] : formatBriefs(explanations));
  else await printPieces(explanationPieces(name, capture, explanations));
}

/** Prints in pieces rather than line by line: a flood makes a hundred thousand lines. */
async function printPieces(pieces: Iterable<readonly string[]>): Promise<void> {
  let waiting: string[] = [];
  for (const piece of pieces) {
    waiting = waiting.concat(piece);
    if (waiting.length < MOST_LINES) continue;
    print(waiting);
    await taken();
    waiting = [];
  }
  print(waiting);
}

const MOST_LINES = 2048;
