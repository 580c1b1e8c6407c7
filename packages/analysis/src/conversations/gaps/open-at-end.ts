/**
 * The last questions of a capture, if it ended before they were answered, and later than answers usually come: too soon to count as unanswered.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {OpenQuestions} from '../facts.js';
import type {Question} from '../questions/question.js';

/** One or two may be lost, or under way. */
const FEWEST = 3;

/** @param waiting the questions that are not settled, in order. @param now the end. Nanoseconds by the clock */
export function openAtEnd(
  waiting: readonly Question[],
  now: number,
  clock: CaptureClock,
): OpenQuestions | undefined {
  const from = waiting.findLastIndex(({fate}) => fate !== 'open') + 1;
  const open = waiting.slice(from).filter(({kind, part}) => kind.wasServed && part !== 'last word');
  const [first] = open;
  const last = open.at(-1);
  if (first === undefined || last === undefined || open.length < FEWEST) return undefined;
  const waitedNs = now - first.sentNs;
  if (!first.kind.isUsuallySooner(waitedNs)) return undefined;
  return {
    questions: open.length,
    first: clock.mark(first.sentNs, first.frame),
    last: clock.mark(last.sentNs, last.frame),
    waitedNs: BigInt(Math.round(waitedNs)),
  };
}
