/**
 * The last questions before the end of the capture: too recent to tell whether an outage begins. Pure.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import {framesSpoken} from '../words/frame-naming.js';
import {type Note, type NoteContext, note} from './note.js';

export function unansweredAtEnd({address}: NoteContext): Note[] {
  const {openAtEnd} = address;
  if (openAtEnd === undefined) return [];
  const {questions, first, last, waitedNs} = openAtEnd;
  const text = `The last ${counted(questions, 'question')}, in ${framesSpoken(first, last)}, had no answer when the capture ended, ${formatDuration(waitedNs)} after the first of them: longer than usual, but too soon to tell whether an outage begins.`;
  return note(address, 'UNANSWERED_AT_END', text, [first.frame]);
}
