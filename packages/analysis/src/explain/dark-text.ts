/**
 * A dark stretch in words. Pure.
 *
 * @module
 */

import type {DarkStretch} from '../conversations/facts.js';
import {counted} from '../count-text.js';
import {formatDuration} from '../duration-text.js';

/** From the last answer to the next, or as far as the capture goes. Nanoseconds. */
export function darkNs({lastAnswer, firstUnanswered, lastUnanswered, firstAnswer}: DarkStretch): bigint {
  return (firstAnswer ?? lastUnanswered).at - (lastAnswer ?? firstUnanswered).at;
}

/** `nothing was answered for 10.1 s: 50 questions in frames 105 to 154` */
export function darkText(dark: DarkStretch): string {
  const {firstUnanswered, lastUnanswered, questions} = dark;
  const asked = counted(questions, 'question');
  const frames =
    firstUnanswered.frame === lastUnanswered.frame
      ? `frame ${firstUnanswered.frame}`
      : `frames ${firstUnanswered.frame} to ${lastUnanswered.frame}`;
  return `nothing was answered for ${darkLength(dark)}: ${asked} in ${frames}`;
}

/** `10.1 s`, `at least 6.1 s, from the first question on`. */
export function darkLength(dark: DarkStretch): string {
  const length = formatDuration(darkNs(dark));
  const {lastAnswer, firstAnswer} = dark;
  if (lastAnswer === undefined && firstAnswer === undefined)
    return `at least ${length}, from the first question to the end of the capture`;
  if (lastAnswer === undefined) return `at least ${length}, from the first question on`;
  return firstAnswer === undefined ? `at least ${length}, to the end of the capture` : length;
}

/** The two numbers: `9.8 s to 10.1 s`, `at least 9.8 s`. */
export function boundsText({bounds: {leastNs, mostNs}, lastAnswer}: DarkStretch): string {
  const least = formatDuration(leastNs);
  return mostNs === undefined || lastAnswer === undefined
    ? `at least ${least}`
    : `${least} to ${formatDuration(mostNs)}`;
}
