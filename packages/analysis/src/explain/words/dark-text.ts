/**
 * A dark stretch in words. Pure.
 *
 * @module
 */

import type {DarkStretch, LateAnswers} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import {formatDuration, formatRange} from '../../text/duration-text.js';
import {MANY} from '../significance.js';
import {framesSpoken} from './frame-naming.js';
import {toEnd, untilEnd} from './open-end.js';

/**
 * From the last answer to the next, or to the end of the capture; from question to question if one answer was to questions before and
 * after, as an acknowledgment in TCP can be. Nanoseconds.
 */
export function darkNs(dark: DarkStretch): bigint {
  const {lastAnswer, lastAsked, firstUnanswered, lastUnanswered, firstAnswer, nextAsked} = dark;
  const ns = (firstAnswer ?? lastUnanswered).at - (lastAnswer ?? firstUnanswered).at;
  return ns > 0n ? ns : (nextAsked ?? lastUnanswered).at - (lastAsked ?? firstUnanswered).at;
}

/** For a single question without an earlier answer, of which only the loss is known. */
const UNKNOWN = 'an unknown time';

/** `no answer for 10.1 s: 50 questions in frames 105 to 154` */
export function darkText(dark: DarkStretch): string {
  const {firstUnanswered, lastUnanswered, questions} = dark;
  const asked = counted(questions, 'question');
  const frames = framesSpoken(firstUnanswered, lastUnanswered);
  const {late} = dark;
  if (late === undefined || late.answers < MANY)
    return `no answer for ${darkLength(dark)}: ${asked} in ${frames}`;
  const which =
    late.answers === questions ? 'each answered too late' : `${late.answers} of them answered too late`;
  return `no answer in time for ${darkLength(dark)}: ${asked} in ${frames}, ${which}, after ${lateText(late)}`;
}

/** `312 ms to 1204 ms` */
function lateText({leastNs, mostNs}: LateAnswers): string {
  return formatRange(leastNs, mostNs);
}

/** `10.1 s`, `at least 6.1 s, from the first question`; `3.2 s to 3605 s` where not all of the time may have passed. */
export function darkLength(dark: DarkStretch): string {
  const ns = darkNs(dark);
  if (ns <= 0n) return UNKNOWN;
  const {lastAnswer, firstAnswer, leapNs = 0n} = dark;
  const length = formatDuration(ns);
  const range = leapNs > 0n && leapNs < ns ? formatRange(ns - leapNs, ns) : length;
  if (lastAnswer === undefined) {
    const from = `at least ${range}, from the first question`;
    return firstAnswer === undefined ? `${from} ${toEnd(dark)}` : from;
  }
  return firstAnswer === undefined ? `at least ${untilEnd(range, dark)}` : range;
}

/** Whether neither bound is known: a single question without an earlier answer, or without a later one. */
export function isUnknownLength({bounds: {leastNs, mostNs}, lastAnswer}: DarkStretch): boolean {
  return leastNs === 0n && (mostNs === undefined || mostNs === 0n || lastAnswer === undefined);
}

/** The two numbers: `9.8 s to 10.1 s`, `at least 9.8 s`; for a single lost question, `less than 210 ms`. */
export function boundsText(dark: DarkStretch): string {
  if (isUnknownLength(dark)) return UNKNOWN;
  const {
    bounds: {leastNs, mostNs},
    lastAnswer,
  } = dark;
  if (leastNs === 0n && mostNs !== undefined) return `less than ${formatDuration(mostNs)}`;
  return mostNs === undefined || lastAnswer === undefined
    ? `at least ${formatDuration(leastNs)}`
    : formatRange(leastNs, mostNs);
}
