/**
 * The questions that ask for a prediction: their possible answers, and how these compare with the result. Pure.
 *
 * @module
 */

import {type Bounds, formatBounds} from '@vip/analysis';
import {isIpv4, VipError} from '@vip/arp';

/** The kinds of answers; only `words` cannot be compared. */
export type LessonQuestion = {readonly name: string} & (
  | {readonly answer: 'yes-no' | 'address' | 'duration' | 'words'}
  | {readonly answer: 'some-of'; readonly of: readonly string[]}
);

/** The result: yes or no; some of the words, or the addresses; how long it was dark. */
export type LessonOutcome = boolean | readonly string[] | Bounds;

/** The word for an empty list. */
const NONE = 'none';

/** How far a predicted duration may be off: by this factor. */
const ROUGHLY = 2;

type ParseDuration = (text: string) => number;

/** The expected answer, in words. */
export function expectedAnswer(question: LessonQuestion): string {
  switch (question.answer) {
    case 'yes-no':
      return 'yes or no';
    case 'address':
      return 'an IPv4 address, or none';
    case 'duration':
      return 'a duration such as 200ms';
    case 'some-of':
      return `one or more of ${question.of.join(', ')}, or ${NONE}`;
    default:
      return 'words';
  }
}

/**
 * Checks that a question can be answered like this.
 *
 * @param parseDuration text to milliseconds
 * @throws VipError `BAD_ARGUMENT`
 */
export function checkAnswer(question: LessonQuestion, text: string, parseDuration: ParseDuration): void {
  if (isAnswer(question, text, parseDuration)) return;
  throw new VipError('BAD_ARGUMENT', `expected ${expectedAnswer(question)}, got ${JSON.stringify(text)}`);
}

function isAnswer(question: LessonQuestion, text: string, parseDuration: ParseDuration): boolean {
  switch (question.answer) {
    case 'yes-no':
      return ['yes', 'no'].includes(text.toLowerCase());
    case 'address':
      return wordsOf(text).every(isIpv4);
    case 'duration':
      return succeeds(() => parseDuration(text));
    case 'some-of':
      return wordsOf(text).every(word => question.of.includes(word));
    default:
      return true;
  }
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch (error) {
    if (error instanceof VipError) return false;
    throw error;
  }
}

/** `lo, mcv0`, in any order; nothing for `none`. */
function wordsOf(text: string): string[] {
  const words = text.split(/[\s,]+/).filter(Boolean);
  return words.length === 1 && words[0] === NONE ? [] : words;
}

/** The result, written like an answer. */
export function formatOutcome(outcome: LessonOutcome): string {
  if (typeof outcome === 'boolean') return outcome ? 'yes' : 'no';
  if ('leastNs' in outcome) return formatBounds(outcome);
  return outcome.length === 0 ? NONE : [...new Set(outcome)].join(', ');
}

/** Whether a checked answer agrees with the result; a duration does if it is off by no more than a factor of two. */
export function agrees(text: string, outcome: LessonOutcome, parseDuration: ParseDuration): boolean {
  if (typeof outcome === 'boolean') return (text.toLowerCase() === 'yes') === outcome;
  if ('leastNs' in outcome) return isRoughly(BigInt(Math.round(parseDuration(text) * 1e6)), outcome);
  return [...new Set(wordsOf(text))].sort().join() === [...new Set(outcome)].sort().join();
}

function isRoughly(ns: bigint, {leastNs, mostNs}: Bounds): boolean {
  const factor = BigInt(ROUGHLY);
  return ns * factor >= leastNs && (mostNs === undefined || ns <= mostNs * factor);
}
