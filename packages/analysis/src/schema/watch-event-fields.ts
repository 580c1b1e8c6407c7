/**
 * Fields that several events of `vip watch` have.
 *
 * @module
 */

import type {Interval} from '../collections/intervals.js';
import {VERDICTS} from '../explain/verdict.js';
import {SERVICE_OF} from './facts/stretches.js';
import {
  BOOLEAN,
  COUNT,
  field,
  IP,
  listOf,
  MOMENT,
  object,
  optional,
  TEXT,
  wholeNumber,
  wordsOf,
} from './shape.js';

export const REPORTED = {
  id: field(TEXT, 'the same for all revisions of an event'),
  revision: field(COUNT, 'from 0; a higher one replaces the earlier ones'),
  at: field(MOMENT, 'when it happened, not when it was reported'),
  isWithdrawn: optional(BOOLEAN, 'present if it turned out to be false'),
  place: optional(TEXT, 'the place of `--from` that saw it'),
};

export const OF_ADDRESS = {
  ...REPORTED,
  ip: field(IP, 'the address'),
  network: field(TEXT, 'interface and VLANs'),
  frame: field(COUNT, 'the frame that shows it first, counted from the start of the watch'),
};

export const ITS_SERVICE = {
  service: optional(
    SERVICE_OF,
    'the only service that is dark, while the address answers others; absent if nothing is answered',
  ),
};

export const STRETCHES = listOf(
  object<Interval>('asked-stretch', {
    from: field(MOMENT, 'its first question, answered or not'),
    to: field(MOMENT, 'its last question; each came within a minute of the one before'),
  }),
);

export const JUDGED = {
  verdict: optional(wordsOf(VERDICTS), 'see [explain.md](explain.md#verdicts); absent while it is not known'),
  evidence: optional(TEXT, 'what shows it, a sentence'),
  remedy: optional(TEXT, 'what to do about it'),
};

export const VIRTUAL_ROUTER_ID = wholeNumber(0, 65_535);

export function kindOfEvent<Name extends string>(name: Name) {
  return field(wordsOf(name), 'what it is');
}
