/**
 * The stories of the addresses of a capture: what happened, what was wrong with it, and what to do. Pure.
 *
 * @module
 */

import {
  type CaptureFacts,
  type Explanation,
  exitCodeOf,
  type NameFrame,
  storyOf,
  type VerdictName,
} from '@vip/analysis/internal';
import {type Finding, framesOf} from '@vip/analysis/internal/findings';
import type {ReportVerdict, StoryData} from './data.js';
import type {Span} from './span.js';
import {frameRange, frameWord, linkFrames, namedFrames, type RowOf} from './words.js';

export interface Story {
  readonly explanation: Explanation;
  readonly happenings: ReturnType<typeof storyOf>;
}

export function storiesOf(capture: CaptureFacts, explanations: readonly Explanation[]): Story[] {
  // Frames are given their names where the words are linked to them.
  const {nameOf: _, ...numbered} = capture;
  return explanations.map(explanation => ({explanation, happenings: storyOf(numbered, explanation)}));
}

/** The numbers of the frames that the stories name. */
export function framesNamed(stories: readonly Story[]): ReadonlySet<number> {
  const named = stories.flatMap(({explanation, happenings}) => [
    ...findingsOf(explanation).flatMap(framesOf),
    ...happenings.flatMap(({frame, lastFrame, text}) => [frame, lastFrame, ...namedFrames(text)]),
  ]);
  return new Set(named);
}

/** Where the stories of a capture are told. */
export interface Telling {
  /** The number of the run that has its frames. */
  readonly run: number;
  readonly span: Span;
  readonly rowOf: RowOf;
  readonly nameOf: NameFrame | undefined;
  /** The captures, if others have stories of their own. */
  readonly where: string | undefined;
}

export function storyData(
  {explanation, happenings}: Story,
  {run, span, rowOf, nameOf, where}: Telling,
): StoryData {
  const {ip, network} = explanation.address;
  return {
    title: `The story of ${ip}${network === '' ? '' : ` on ${network}`}${where === undefined ? '' : ` in ${where}`}`,
    run,
    findings: findingsOf(explanation).map(finding => ({
      verdict: verdictOfFinding(finding),
      frames: framesOf(finding).map(number => frameWord(number, rowOf, nameOf)),
      remedy: finding.remedy,
    })),
    happenings: happenings.map(({at, frame, lastFrame, text}) => ({
      at: span.of(at),
      frames: frameRange(frame, lastFrame, rowOf, nameOf),
      text: linkFrames(text, rowOf, nameOf),
    })),
  };
}

export function verdictOfFinding(finding: Finding<VerdictName>): ReportVerdict {
  const code = exitCodeOf([finding]);
  return {...(code === 3 ? {} : {held: code === 0}), word: finding.code, text: finding.evidence};
}

/** The findings about each handover, and those beside them. */
function findingsOf({handovers, findings}: Explanation): readonly Finding<VerdictName>[] {
  return [...handovers.map(judged => judged.finding), ...findings];
}
