/**
 * Events of the software under test, field by field.
 *
 * @module
 */

import {BOOLEAN, COUNT, eitherOf, field, listOf, NULL, NUMBER, optional, TEXT} from '../shape.js';
import {type EventsOfKind, event} from './event.js';

/** By kind. */
export const SOFTWARE_EVENTS = {
  said: event('said', 'the software under test printed a line', {
    program: field(TEXT, 'name of the program'),
    text: field(TEXT, 'the line'),
  }),
  checked: event('checked', 'the software checked its configuration', {
    program: field(TEXT, 'name of the program'),
    exitCode: field(eitherOf(NUMBER, NULL), 'exit code of the check; null if a signal ended it'),
    messages: field(listOf(TEXT), 'its messages, each once'),
  }),
  'program-ended': event('program-ended', 'a program of the software under test ended', {
    program: field(TEXT, 'name of the program'),
    status: optional(COUNT, 'exit status as a shell reports it; absent if it continued in the background'),
    byFault: field(BOOLEAN, 'whether the fault ended it'),
  }),
} satisfies EventsOfKind;
