/**
 * A handover around which nobody asked, so that how long the address was gone cannot be told. Pure.
 *
 * @module
 */

import {formatDuration} from '../../duration-text.js';
import type {Mark} from '../../mark.js';
import type {AddressFacts} from '../facts.js';
import {isBefore, latest} from '../scope.js';
import {type Given, type Note, note} from './note.js';
import {isReuse} from './reuse.js';

/** A pause around a handover that is worth a word. Nanoseconds. */
const LONG_PAUSE_NS = 2_000_000_000n;

/** Around a handover nobody asked, so that how long it was gone cannot be told from this. */
export function notAsked({address, changes: {handovers}}: Given): Note[] {
  return handovers.flatMap(handover => {
    const {dark, keepsMac} = handover;
    const [lastOld, firstNew] = answersAround(address, handover);
    if (dark !== undefined || keepsMac || lastOld === undefined || firstNew === undefined) return [];
    const pause = firstNew.at - lastOld.at;
    if (pause < LONG_PAUSE_NS || isReuse(address, handover)) return [];
    const text = `Nothing was asked between frames ${lastOld.frame} and ${firstNew.frame} (${formatDuration(pause)}), so the length of the interruption is unknown.`;
    return note('NOT_ASKED', text, [lastOld.frame, firstNew.frame]);
  });
}

/** The last answer before it and the first after, whoever gave them: real servers answer for a director. */
function answersAround({answers}: AddressFacts, mark: Mark): [Mark | undefined, Mark | undefined] {
  const told = answers
    .flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer])
    .filter(one => one !== undefined);
  const before = told.filter(one => isBefore(one, mark));
  const after = told.filter(one => !isBefore(one, mark));
  return [
    latest(before),
    after.reduce<Mark | undefined>(
      (first, one) => (first === undefined || isBefore(one, first) ? one : first),
      undefined,
    ),
  ];
}
