/**
 * An address that was silent long enough to have been reassigned. Pure.
 *
 * @module
 */

import {formatDuration} from '../../text/duration-text.js';
import {isReuse, isTimeDoubtful, lastSign} from '../handovers/reuse.js';
import {type Note, type NoteContext, note} from './note.js';

/** An address without questions or claims for a long time was reused: nothing shows that any client missed it. */
export function reused({address, capture: {clockSteps}, changes: {handovers}}: NoteContext): Note[] {
  return handovers.flatMap(handover => {
    const last = lastSign(address, handover);
    if (!isReuse(address, handover) || last === undefined) return [];
    if (isTimeDoubtful(clockSteps, last, handover)) return [];
    const silence = formatDuration(handover.at - last.at);
    const text = `It was silent for ${silence} before ${handover.to} had it: it was reused, and there is no sign that any client missed it.`;
    return note(address, 'REUSED', text, [last.frame, handover.frame]);
  });
}
