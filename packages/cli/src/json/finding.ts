/**
 * A finding, as the audit and the doctor print it.
 *
 * @module
 */

import type {FindingObject, Place} from '@vip/analysis/findings';
import {COUNT, field, listOf, object, optional, TEXT, wordsOf} from '@vip/analysis/schema';

const PLACE_FIELDS = {
  file: field(TEXT, 'file, as it was named'),
  line: field(COUNT, 'line number, from 1'),
};

/** Of a host; none of its findings is in a file. */
export const FINDING_FIELDS = {
  kind: field(wordsOf('finding'), 'what it is'),
  code: field(TEXT, 'the rule or check; its meaning never changes'),
  severity: field(wordsOf('error', 'warning', 'note'), 'severity'),
  subject: field(TEXT, 'what it is about'),
  message: field(TEXT, 'evidence and consequence in one line'),
  evidence: field(TEXT, 'what was read'),
  consequence: field(TEXT, 'consequence'),
  where: field(listOf(object<Place>('place', PLACE_FIELDS)), 'lines that show it'),
  remedy: field(TEXT, 'what to do about it'),
  commands: field(listOf(TEXT), 'commands that correct it until the next reboot, as root'),
  reference: field(TEXT, 'link to the documentation'),
};

/** Of a configuration. */
export const FINDING_IN_FILE = object<FindingObject>('finding-in-file', {
  ...FINDING_FIELDS,
  file: optional(TEXT, 'file of the first place in `where`'),
  line: optional(COUNT, 'line of the first place in `where`'),
});
