/**
 * Notes about the capture itself. Pure.
 *
 * @module
 */

import {formatDuration} from '../../duration-text.js';
import {type Given, type Note, note} from './note.js';

/** A clock step does not move earlier events. */
export function clockStepped({capture: {clockSteps}}: Given): Note[] {
  return clockSteps.slice(0, 3).flatMap(({by, frame}) => {
    const [length, way] = by < 0n ? [-by, 'back'] : [by, 'forward'];
    const text = `The clock was set ${way} by about ${formatDuration(length)} before frame ${frame}; times after it are told as if it had not been.${by < 0n ? '' : ' Who pings went on as if no time had passed; it may also be that all of them stood still, as one machine that was suspended.'}`;
    return note('CLOCK_STEPPED', text, [frame]);
  });
}

export function outOfOrder({capture: {disorder}}: Given): Note[] {
  if (disorder === 0) return [];
  const places = disorder === 1 ? 'one place' : `${disorder} places`;
  return note('OUT_OF_ORDER', `The frames are out of order in ${places}; they were sorted by their time.`);
}
