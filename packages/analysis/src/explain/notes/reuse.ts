/**
 * An address that was silent long enough to have been reassigned. Pure.
 *
 * @module
 */

import {formatDuration} from '../../text/duration-text.js';
import {isReuse, lastSign} from '../handovers/reuse.js';
import {type Note, type NoteContext, note} from './note.js';

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
