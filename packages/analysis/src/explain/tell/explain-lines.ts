/**
 * An explanation as text of 80 columns. Pure.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import {formatFindings, formatNote, formatPlaces} from '../../findings/finding-lines.js';
import {sentence} from '../../findings/sentence.js';
import {counted} from '../../text/count-text.js';
import {printable} from '../../text/printable.js';
import {wrapped} from '../../text/wrapped-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {Explanation} from '../explanation.js';
import {nothingFoundText} from '../frames/encapsulated.js';
import {type Group, isDarkAlike} from '../judge/groups.js';
import {type Story, storiesOf} from '../judge/stories.js';
import {byVerdict, CAUSES_OF_TWO_OWNERS, type VerdictName} from '../verdict.js';
import {framesText} from '../words/frame-naming.js';
import {formatOffset} from '../words/moment-text.js';
import {formatAnswer, formatFate} from './answer-line.js';
import {formatHead} from './capture-head.js';
import {MOST_NAMES, namesIn, namesOf} from './group-names.js';
import type {StoryEvent} from './story/happening.js';
import {storyOf} from './story.js';

/** Width of the frame column, unless frames have long names. */
const FRAMES_WIDTH = 12;
/** Maximum number of answers at the top; the rest follow below. */
const MOST_ANSWERS = 12;

/** The answers, worst first; then the summary of the capture, and the stories. */
export function formatExplanation(
  name: string,
  capture: CaptureFacts,
  explanations: readonly Explanation[],
  /** Information about the capture that its frames do not hold. */
  about: readonly string[] = [],
): string[] {
  return [...explanationPieces(name, capture, explanations, about)].flat();
}

/** The same, one piece per story: a flood of addresses makes a hundred thousand lines. */
export function* explanationPieces(
  name: string,
  capture: CaptureFacts,
  explanations: readonly Explanation[],
  about: readonly string[] = [],
): Generator<string[]> {
  const stories = storiesOf(explanations);
  // Not wrapped: an answer is one line to paste into a ticket, and `head -1` shows all of it.
  const answers = stories.slice(0, MOST_ANSWERS).map(story => formatAnswer(story, capture.nameOf));
  const more = stories.length - MOST_ANSWERS;
  if (stories.length > 0) yield [...answers, ...(more > 0 ? [`and ${more} more below`] : []), ''];
  else if (capture.first !== undefined) yield [formatNothing(name, [capture]), ''];
  yield [...formatHead(name, capture), ...about];
  for (const story of stories) yield ['', ...formatStory(capture, story)];
}

/** The one line about captures in which there is nothing to report. */
export function formatNothing(name: string, captures: readonly CaptureFacts[]): string {
  const isEmpty = captures.every(({first}) => first === undefined);
  return `${printable(name)}: ${isEmpty ? 'no frames' : nothingFoundText(captures)}`;
}

function formatStory(capture: CaptureFacts, {group, meanwhile}: Story): string[] {
  const [explanation] = group;
  const {address, handovers, findings, notes, finding} = explanation;
  const start = capture.first ?? address.first;
  const count = handovers.length;
  const changes = count === 0 ? '' : `, ${counted(count, 'change')} of owner`;
  const story = storyOf(capture, explanation);
  const frames = story.map(({frame, lastFrame}) => framesText(frame, lastFrame, capture.nameOf));
  const width = frames.reduce((most, {length}) => Math.max(most, length), FRAMES_WIDTH);
  const all = distinct([...handovers.map(judged => judged.finding), ...findings]).sort(byVerdict);
  // While two machines claim it, or it flaps, no single change of owner is healthy.
  const own = UNSETTLED.has(finding.code) ? all.filter(({code}) => !NO_FAULT.has(code)) : all;
  return [
    ...wrapped(`${namesOf(group)}: ${finding.code}${changes}`, 0, 2),
    ...(story.length === 0 ? [] : [`   seconds ${'frames'.padStart(width)}`]),
    ...story.flatMap((happening, index) =>
      formatHappening(happening, start, (frames[index] ?? '').padStart(width)),
    ),
    ...formatFaults(own),
    ...notes.flatMap(note => formatNote(note, 2)),
    ...formatAlike(group),
    ...formatMeanwhile(meanwhile, capture),
  ];
}

/** Without those that say the same of the same frames: two changes of owner may have one cause. */
function distinct(findings: Explanation['findings']): Explanation['findings'][number][] {
  return [
    ...new Map(findings.map(one => [`${formatPlaces(one)} ${one.code} ${one.evidence}`, one])).values(),
  ];
}

/** Others at the same time, of this machine or of others: nothing in the capture shows which. */
function formatMeanwhile(meanwhile: Story['meanwhile'], {nameOf}: CaptureFacts): string[] {
  if (meanwhile.length === 0) return [];
  const more = meanwhile.length - MOST_MEANWHILE;
  return [
    '',
    '  At the same time, with the same verdict, on these machines or others:',
    ...meanwhile.slice(0, MOST_MEANWHILE).flatMap(group => wrapped(formatFate(group, nameOf), 4, 6)),
    ...(more > 0 ? [`    and ${more} more (--brief has a line for each address)`] : []),
  ];
}

/** The other addresses it applies to, if the heading does not name them all, or it applies only in part. */
function formatAlike(group: Group): string[] {
  const [first, ...others] = group;
  const isAlike = isDarkAlike(group);
  if (others.length === 0 || (isAlike && group.length <= MOST_NAMES)) return [];
  const names = namesIn(group, 1, 1 + MOST_ALIKE);
  const beyond = others.length - MOST_ALIKE;
  const more = beyond > 0 ? ` and ${beyond} more` : '';
  const but = isAlike ? '' : `, except for the outage: ${first.address.ip} was asked in vain`;
  return wrapped(`The same holds for ${names.join(', ')}${more}${but}`, 2, 4);
}

const NO_FAULT: ReadonlySet<VerdictName> = new Set(['HEALTHY', 'CANNOT_TELL']);
const UNSETTLED: ReadonlySet<VerdictName> = new Set([
  ...CAUSES_OF_TWO_OWNERS,
  'TWO_OWNERS',
  'MAN_IN_THE_MIDDLE',
  'VRID_CLASH',
  'FLAPPING',
]);
/** Maximum number of lines about others at the same time. */
const MOST_MEANWHILE = 12;
/** Maximum number of addresses listed for a group. */
const MOST_ALIKE = 64;
/** Maximum number of findings printed per address; a flapping one has hundreds. */
const MOST_FINDINGS = 8;

function formatFaults(findings: Explanation['findings']): string[] {
  const more = findings.length - MOST_FINDINGS;
  const told = findings.slice(0, MOST_FINDINGS);
  const well = told.filter(({code}) => code === 'HEALTHY');
  const faults = told.filter(({code}) => code !== 'HEALTHY');
  return [
    ...well.flatMap(formatWell),
    ...(faults.length === 0 ? [] : ['']),
    ...formatFindings(faults, 2),
    ...(more > 0 ? [`  and ${more} more findings (--json has all)`] : []),
  ];
}

/** A good outcome is a verdict, but not a finding. */
function formatWell(finding: Explanation['findings'][number]): string[] {
  return [
    '',
    ...wrapped(`${finding.code}${formatPlaces(finding)}`, 2, 6),
    ...wrapped(sentence(finding.evidence), 4, 4),
  ];
}

function formatHappening({at, text}: StoryEvent, start: Mark, frames: string): string[] {
  const head = `${formatOffset(at - start.at)} ${frames} `;
  const [first = '', ...rest] = wrapped(text, head.length, head.length);
  return [head + first.trimStart(), ...rest];
}
