/**
 * Sessions that the new owner reset, so that their clients can reconnect. Pure.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {AddressFacts} from '../facts.js';
import {fatesByHandover, type SessionFates} from '../handovers/session-fates.js';
import {stationNames, who} from '../rules/case.js';
import {type Note, type NoteContext, note} from './note.js';

export function sessionsReset({capture, address, changes: {handovers}}: NoteContext): Note[] {
  return fatesByHandover(address, handovers, capture.last?.at ?? 0n).flatMap(fates =>
    resetNote(address, fates),
  );
}

/** More sessions than can be followed may have been open. */
export function sessionsBeyond({address, changes: {handovers}}: NoteContext): Note[] {
  const {beyond} = address;
  if (beyond.sessions === 0 || handovers.length === 0) return [];
  const text = `${counted(beyond.sessions, 'TCP session')} that ${beyond.sessions === 1 ? 'was' : 'were'} open could not be followed, as there were too many at once: what became of ${beyond.sessions === 1 ? 'it' : 'them'} is not reported.`;
  return note(address, 'SESSIONS_BEYOND', text);
}

function resetNote(address: AddressFacts, {handover, reset}: SessionFates): Note[] {
  if (reset.length === 0) return [];
  const ends = reset.flatMap(({session: {end}}) => end ?? []).sort((a, b) => a.frame - b.frame);
  const after = ends.map(({at}) => formatDuration(at - handover.at));
  const [first, last] = [after[0] ?? '', after.at(-1) ?? ''];
  const senders = [...new Set(reset.map(({sender}) => sender))];
  const when = first === last ? first : `${first} to ${last}`;
  const them = stationNames(senders).length === 1 && reset.length === 1 ? 'it knows' : 'they know';
  const text = `${counted(reset.length, 'session')} of ${who(senders)} from before the move ${reset.length === 1 ? 'was' : 'were'} reset ${when} after it: ${them}, and can connect again.`;
  return note(address, 'SESSIONS_RESET', text, [
    ends[0]?.frame,
    ...(ends.length > 1 ? [ends.at(-1)?.frame] : []),
  ]);
}
