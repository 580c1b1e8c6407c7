/**
 * Notes about the capture itself. Pure.
 *
 * @module
 */

import {formatDuration} from '../../text/duration-text.js';
import {type Note, type NoteContext, note} from './note.js';

/** Steps of the clock that concern this address: one does not affect events before it. */
export function clockStepped({address, capture: {clockSteps}}: NoteContext): Note[] {
  return clockSteps.slice(0, 3).flatMap(({by, frame}) => {
    const text =
      by < 0n
        ? `The clock was set back by about ${formatDuration(-by)} before frame ${frame}; times after it are reported as if it had not been.`
        : `Nothing was captured before frame ${frame} for a while, and the pings go on as if ${formatDuration(by)} less had passed: the clock was set forward, or what pings was paused, as virtual machines are when they are suspended.`;
    return note(address, 'CLOCK_STEPPED', text, [frame]);
  });
}

export function outOfOrder({address, capture: {disorder}}: NoteContext): Note[] {
  if (disorder === 0) return [];
  const places = disorder === 1 ? 'one place' : `${disorder} places`;
  return note(
    address,
    'OUT_OF_ORDER',
    `The frames are out of order in ${places}; they were sorted by their time.`,
  );
}
