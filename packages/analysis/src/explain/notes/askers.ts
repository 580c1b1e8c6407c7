/**
 * Notes about askers. Pure.
 *
 * @module
 */

import {type Note, type NoteContext, note} from './note.js';

/** Maximum number of notes about askers; more would add nothing. */
const MOST = 3;

/** A client whose MAC has changed: another network card, another port of its bond, or another machine. */
export function askerMoved({address, askers}: NoteContext): Note[] {
  const moved = askers.flatMap(({ip, tenures}) => {
    const [first, ...others] = tenures;
    const next = others.find(({mac}) => mac !== first?.mac);
    return first === undefined || next === undefined ? [] : [{ip, from: first.mac, next}];
  });
  return moved.slice(0, MOST).flatMap(({ip, from, next}) => {
    const text = `${ip}, which asks it, moved from ${from} to ${next.mac} (frame ${next.frame})`;
    return note(address, 'ASKER_MOVED', text, [next.frame]);
  });
}
