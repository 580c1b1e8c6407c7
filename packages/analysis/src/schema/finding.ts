/**
 * The JSON of a finding, whichever command found it.
 *
 * @module
 */

import type {FindingObject, FindingPart} from '../findings/finding-json.js';
import {
  COUNT,
  type Described,
  field,
  listOf,
  MOMENT,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from './shape.js';

const PLACE = untyped('place', {
  file: optional(TEXT, 'file, as it was named; absent for a frame'),
  line: optional(COUNT, 'line number, from 1; absent for a frame'),
  frame: optional(COUNT, 'number of the frame, from 1; absent for a line'),
  capture: optional(TEXT, 'with several captures, the one that contains the frame'),
  number: optional(COUNT, 'its number there; `frame` is then its number among the frames of all captures'),
  at: optional(
    MOMENT,
    'when the first frame was captured; absent if the change of owner that it belongs to carries that time',
  ),
});

/** Within an object of another kind. */
export const FINDING_PART: Described<FindingPart> = {
  code: field(TEXT, 'the rule, check or verdict; its meaning never changes: [findings.md](findings.md)'),
  severity: field(wordsOf('error', 'warning', 'note'), 'severity'),
  subject: field(TEXT, 'what it is about'),
  message: field(TEXT, 'evidence and consequence in one line'),
  evidence: field(TEXT, 'the evidence for it'),
  consequence: field(TEXT, 'consequence; empty if there is none'),
  where: field(listOf(PLACE), 'lines or frames that show it'),
  remedy: field(TEXT, 'what to do about it; empty if there is nothing to do'),
  commands: field(listOf(TEXT), 'commands that correct it until the next reboot, as root'),
  reference: field(TEXT, 'link to the documentation'),
};

/** As a line of its own. */
export const FINDING = object<FindingObject>('finding', {
  kind: field(wordsOf('finding'), 'what it is'),
  ...FINDING_PART,
  file: optional(TEXT, 'file of the first line in `where`'),
  line: optional(COUNT, 'number of the first line in `where`'),
});
