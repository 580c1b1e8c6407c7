/**
 * More clients than can be followed: counts cover only those that were. Pure.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import {type Note, type NoteContext, note} from './note.js';

export function sampled({address}: NoteContext): Note[] {
  const {senders, beyond} = address;
  if (beyond.senders === 0) return [];
  const text = `More clients asked than are followed at once: ${counted(beyond.senders, 'frame')} of others ${beyond.senders === 1 ? 'was' : 'were'} not examined. Of ${senders.length} clients, some take turns with these, so the numbers of questions are those of a sample.`;
  return note(address, 'CLIENTS_SAMPLED', text);
}
