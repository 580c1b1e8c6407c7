/**
 * An address that was silent long enough to have been reassigned. Pure.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {SessionFacts} from '../../sessions/facts.js';
import {formatDuration} from '../../text/duration-text.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {type Note, type NoteContext, note} from './note.js';

/** After this silence the address may have been reassigned. Nanoseconds. */
export const REUSE_NS = 60_000_000_000n;

/** An address without questions or claims for a long time was reused: nothing shows that any client missed it. */
export function reused({address, capture: {clockSteps}, changes: {handovers}}: NoteContext): Note[] {
  return handovers.flatMap(handover => {
    const last = lastSign(address, handover);
    if (!isReuse(address, handover) || last === undefined) return [];
    // Nothing can be said about time that may not have passed.
    const isLeap = clockSteps.some(({by, frame}) => by > 0n && frame > last.frame && frame <= handover.frame);
    if (isLeap) return [];
    const silence = formatDuration(handover.at - last.at);
    const text = `It was silent for ${silence} before ${handover.to} had it: it was reused, and there is no sign that any client missed it.`;
    return note(address, 'REUSED', text, [last.frame, handover.frame]);
  });
}

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

/** Whether a client was still trying to reach it. */
function goesOn({first, lastSent}: SessionFacts, {at}: Mark): boolean {
  return first.at < at && lastSent !== undefined && lastSent.at > at;
}

/** The last question or claim before this, and before the question that its answer shows. */
function lastSign({answers, senders, claimRuns, questions}: AddressFacts, mark: Mark): Mark | undefined {
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
