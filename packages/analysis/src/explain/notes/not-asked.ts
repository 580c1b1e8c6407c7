/**
 * A handover without questions around it, so that the length of the outage is unknown. Pure.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import {formatDuration} from '../../text/duration-text.js';
import type {AddressFacts} from '../facts.js';
import {isReuse} from '../handovers/reuse.js';
import {isUsedAround} from '../rules/gateway.js';
import {earliest, isBefore, latest} from '../scope.js';
import {type Note, type NoteContext, note} from './note.js';

/** Minimum pause around a handover worth mentioning. Nanoseconds. */
const LONG_PAUSE_NS = 2_000_000_000n;

/** There were no questions around a handover, so that the length of the outage is unknown. */
export function notAsked({address, changes: {handovers}}: NoteContext): Note[] {
  return handovers.flatMap(handover => {
    const {dark, keepsMac} = handover;
    const [lastOld, firstNew] = answersAround(address, handover);
    if (dark !== undefined || keepsMac || lastOld === undefined || firstNew === undefined) return [];
    if (isUsedAround(address, handover)) return [];
    const asked = firstAskedAfter(address, lastOld, handover) ?? firstNew;
    const pause = asked.at - lastOld.at;
    if (pause < LONG_PAUSE_NS || isReuse(address, handover)) return [];
    const text = `Nothing was asked between frames ${lastOld.frame} and ${asked.frame} (${formatDuration(pause)}), so the length of the interruption is unknown.`;
    return note(address, 'NOT_ASKED', text, [lastOld.frame, asked.frame]);
  });
}

/** The last answer before a handover and the first after it, from any host: behind a director, real servers answer. */
function answersAround({answers}: AddressFacts, mark: Mark): [Mark | undefined, Mark | undefined] {
  const told = answers
    .flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer])
    .filter(one => one !== undefined);
  const before = told.filter(one => isBefore(one, mark));
  const after = told.filter(one => !isBefore(one, mark));
  return [latest(before), earliest(after)];
}

/** The first frame sent to it afterwards, or the first request for it since the last answer. */
function firstAskedAfter({senders, questions}: AddressFacts, last: Mark, mark: Mark): Mark | undefined {
  const sent = senders.flatMap(({runs}) => runs.map(({first}) => first)).filter(one => !isBefore(one, mark));
  return earliest([...questions.filter(one => isBefore(last, one)), ...sent]);
}
