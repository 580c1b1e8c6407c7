/**
 * Events of what a run did, field by field.
 *
 * @module
 */

import {eitherOf, field, IP, listOf, MAC, NULL, NUMBER, optional, TEXT, wordsOf} from '../shape.js';
import {type EventsOfKind, event, FORM} from './event.js';

const IFACE = field(TEXT, 'the interface');

/** By kind. */
export const DONE_EVENTS = {
  step: event('step', 'something was done', {
    step: field(TEXT, 'what was done'),
    phase: field(wordsOf('begun', 'done'), 'whether it began or ended'),
  }),
  countdown: event('countdown', 'one second of a countdown', {
    to: field(TEXT, 'the step that follows'),
    seconds: field(NUMBER, 'seconds left'),
  }),
  announced: event('announced', 'a process of the lab announced an address', {
    iface: IFACE,
    ip: field(IP, 'the address'),
    mac: field(MAC, 'MAC announced for it'),
    form: optional(FORM, 'form of the frames; absent for IPv6'),
  }),
  command: event('command', 'a command was run to show its output', {
    argv: field(listOf(TEXT), 'the command, word by word'),
    exitCode: field(eitherOf(NUMBER, NULL), 'null if a signal ended it'),
    output: field(TEXT, 'standard output, then standard error'),
  }),
  failed: event('failed', 'the run could not be started or completed', {message: field(TEXT, 'the reason')}),
} satisfies EventsOfKind;
