/**
 * Events of what a run told its reader, with the evidence for it, field by field.
 *
 * @module
 */

import {NEIGHBOUR_STATE} from '../common.js';
import {
  BOOLEAN,
  COUNT,
  field,
  IP,
  IPV4,
  listOf,
  MAC,
  MOMENT,
  mapOf,
  NUMBER,
  optional,
  TEXT,
  wordsOf,
} from '../shape.js';
import {type EventsOfKind, event} from './event.js';

/** By kind. */
export const TOLD_EVENTS = {
  observation: event('observation', 'cache entry and answers of an observer', {
    phase: field(wordsOf('before', 'gap', 'after'), 'phase of the failover'),
    observer: field(TEXT, 'name of the observer'),
    ip: field(IP, 'address of the entry that was read: the VIP, or the gateway to it'),
    mac: optional(MAC, 'MAC in the entry'),
    state: field(NEIGHBOUR_STATE, 'state of the entry'),
    sent: field(COUNT, 'probes sent'),
    answered: field(COUNT, 'probes answered in time'),
    asExpected: field(BOOLEAN, 'whether this is what is expected in the phase'),
  }),
  told: event('told', 'a sentence of a lesson', {text: field(TEXT, 'the sentence')}),
  progress: event('progress', 'progress of a long lesson', {
    text: field(TEXT, 'progress in words'),
  }),
  asked: event('asked', 'the reader was asked for a prediction', {
    question: field(TEXT, 'the question'),
    name: optional(TEXT, 'name of the question, in a lesson'),
    predicted: optional(TEXT, 'what was predicted, with `--predict`'),
  }),
  'turned-out': event('turned-out', 'the answer to a question for which there was a prediction', {
    name: field(TEXT, 'name of the question'),
    predicted: field(TEXT, 'what was predicted'),
    measured: field(TEXT, 'what was measured'),
    agrees: field(BOOLEAN, 'whether the prediction was right; for a duration, within a factor of two'),
  }),
  pinged: event('pinged', 'an address was pinged a few times', {
    target: field(TEXT, 'the address'),
    iface: optional(TEXT, 'outgoing interface, if one was given'),
    sent: field(COUNT, 'pings sent'),
    answered: field(COUNT, 'pings answered'),
    refusals: field(listOf(TEXT), 'errors received, each once'),
  }),
  expected: event('expected', 'an expectation was checked', {
    expected: field(TEXT, 'the expectation'),
    held: field(BOOLEAN, 'whether it held'),
    seen: field(TEXT, 'the evidence, or what was observed instead'),
  }),
  table: event('table', 'a table of measurements', {
    title: field(TEXT, 'title of the table'),
    columns: field(listOf(TEXT), 'names of the columns'),
    rows: field(listOf(listOf(TEXT)), 'the cells'),
    repeatsCells: optional(BOOLEAN, 'whether `cell` events say the same; a report then shows those instead'),
  }),
  cell: event('cell', '`garp-forms`: effect of one form on an entry in one state', {
    run: field(COUNT, 'number of the run, from 1'),
    sysctls: field(mapOf(NUMBER), 'settings of the client that are not the default'),
    form: field(TEXT, 'form of the announcement'),
    state: field(TEXT, 'state of the entry'),
    measured: optional(TEXT, 'resulting state; absent if the initial state could not be reached'),
    ip: optional(IPV4, 'address announced'),
    sentAt: optional(MOMENT, 'when the first frame was sent'),
    predicted: field(TEXT, 'result predicted by the kernel’s rule'),
    rule: field(TEXT, 'the rule in words'),
  }),
  healed: event('healed', '`stale-cache`: a client recovered without an announcement', {
    run: field(COUNT, 'number of the run, from 1'),
    drawnMs: field(NUMBER, 'reachable time drawn by the kernel'),
    ageMs: field(NUMBER, 'age of the entry when the VIP moved'),
    predictedMs: field(NUMBER, 'predicted outage'),
    darkMs: optional(NUMBER, 'measured outage; absent if it did not end'),
  }),
} satisfies EventsOfKind;
