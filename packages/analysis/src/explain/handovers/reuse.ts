/**
 * Whether an address was silent for so long before another machine had it that it was assigned anew, rather than taken over.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {SessionFacts} from '../../sessions/facts.js';
import type {ClockStep} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';

/** After this silence the address may have been reassigned. Nanoseconds. */
const REUSE_NS = 60_000_000_000n;

export function isReuse(address: AddressFacts, handover: Mark & {readonly dark?: unknown}): boolean {
  const last = lastSign(address, handover);
  if (last === undefined || handover.dark !== undefined || handover.at - last.at <= REUSE_NS) return false;
  if (address.senders.some(({sessions}) => sessions.some(one => goesOn(one, handover)))) return false;
  // A sender that asks once a minute is not silent in between.
  const usual = address.senders.flatMap(({runs}) =>
    runs.filter(run => run.count > 1 && isBefore(run.first, handover)),
  );
  return !usual.some(({first, last: end, count}) => (end.at - first.at) / BigInt(count - 1) > REUSE_NS / 2n);
}

/** Whether the clock was set forward meanwhile, or machines paused: then that time may not have passed. */
export function isTimeDoubtful(steps: readonly ClockStep[], last: Mark, handover: Mark): boolean {
  return steps.some(({by, frame}) => by > 0n && frame > last.frame && frame <= handover.frame);
}

/** Whether a client was still trying to reach the address. */
function goesOn({first, lastSent}: SessionFacts, {at}: Mark): boolean {
  return first.at < at && lastSent !== undefined && lastSent.at > at;
}

/** The last question or claim before this, and before the question that its answer shows. */
export function lastSign(
  {answers, senders, claimRuns, questions}: AddressFacts,
  mark: Mark,
): Mark | undefined {
  const marks = [
    ...answers.flatMap(({first, last}) => [first, last]),
    ...senders.flatMap(({runs}) => runs.flatMap(({first, last}) => [first, last])),
    ...claimRuns.flatMap(({first, last}) => [first, last]),
    ...questions.filter(({answer}) => answer === undefined || isBefore(answer, mark)),
  ].filter(one => isBefore(one, mark));
  return marks.reduce<Mark | undefined>(
    (latest, one) => (latest === undefined || isBefore(latest, one) ? one : latest),
    undefined,
  );
}
