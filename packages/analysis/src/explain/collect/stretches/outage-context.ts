/**
 * Facts about an outage that only the whole capture shows: whether all of its time really passed, and whether the address was still being
 * asked when the capture ended.
 *
 * @module
 */

import type {DarkStretch} from '../../../conversations/facts.js';
import {LONGEST_NS} from '../../../conversations/questions/question-kind.js';
import {LATE_NS} from '../../../outages/outage.js';
import type {ClockStep} from '../../capture-facts.js';
import type {AddressFacts} from '../../facts.js';
import {leapNsBetween} from '../../frames/leaps.js';
import {withStretches} from './each-stretch.js';
import {withoutUnseen} from './other-way.js';
import {withoutServiceParts} from './service-parts.js';

/** A client that asked regularly and has been silent for longer than both of these has stopped asking. Nanoseconds, and its intervals. */
const QUIET_NS = 1_000_000_000n;
const QUIET_INTERVALS = 2n;

/**
 * While the capture goes on, unanswered questions may become known before earlier ones that were answered,
 * for as long as any answer is waited for. Nanoseconds.
 */
const UNSETTLED_NS = BigInt(LONGEST_NS) + LATE_NS;

export interface CaptureContext {
  readonly steps: readonly ClockStep[];
  readonly end: bigint;
  readonly isGoingOn: boolean;
}

export function inCapture(address: AddressFacts, {steps, end, isGoingOn}: CaptureContext): AddressFacts {
  const settled = isGoingOn ? end - UNSETTLED_NS : end;
  const told = withStretches(address, all =>
    all
      .filter(stretch => !isLateByLeap(stretch, steps))
      .map(stretch => ({
        ...withLeaps(stretch, steps),
        ...(isAskedUntil(stretch, end) ? {} : {isGivenUp: true}),
        ...(isGoingOn && stretch.firstAnswer === undefined ? {isGoingOn} : {}),
        ...(isOverdue(stretch, settled) ? {isOverdue: true} : {}),
      })),
  );
  return withoutServiceParts(withoutUnseen(told, end));
}

/** Its only question was answered, and was late only if the clock's steps are taken for time that passed. */
function isLateByLeap({firstUnanswered, lateAnswer}: DarkStretch, steps: readonly ClockStep[]): boolean {
  if (lateAnswer === undefined) return false;
  const leapNs = leapNsBetween(steps, firstUnanswered.at, lateAnswer.at);
  return leapNs > 0n && lateAnswer.at - firstUnanswered.at - leapNs <= LATE_NS;
}

/** Its lower bound assumes that no time passed in the leaps of the clock. */
function withLeaps<T extends DarkStretch>(stretch: T, steps: readonly ClockStep[]): T {
  const {lastAnswer, firstUnanswered, lastUnanswered, firstAnswer, bounds} = stretch;
  const from = (lastAnswer ?? firstUnanswered).at;
  const leapNs = leapNsBetween(steps, from, (firstAnswer ?? lastUnanswered).at);
  if (leapNs === 0n) return stretch;
  const leastNs = bounds.leastNs - leapNsBetween(steps, firstUnanswered.at, lastUnanswered.at);
  return {...stretch, leapNs, bounds: {...bounds, leastNs: leastNs > 0n ? leastNs : 0n}};
}

/** @param settled the outcomes of questions are known until then */
function isOverdue({firstUnanswered, lastUnanswered, firstAnswer}: DarkStretch, settled: bigint): boolean {
  if (firstAnswer !== undefined || lastUnanswered.at > settled) return false;
  return settled - firstUnanswered.at >= LATE_NS;
}

function isAskedUntil(
  {firstUnanswered, lastUnanswered, firstAnswer, questions}: DarkStretch,
  end: bigint,
): boolean {
  if (firstAnswer !== undefined) return true;
  const quiet = end - lastUnanswered.at;
  const usual = questions > 1 ? (lastUnanswered.at - firstUnanswered.at) / BigInt(questions - 1) : 0n;
  return quiet <= QUIET_NS || quiet <= QUIET_INTERVALS * usual;
}
