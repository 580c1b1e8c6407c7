/**
 * A finding, as the audit and the doctor print it.
 *
 * @module
 */

import type {FindingObject, Place} from '@vip/analysis/findings';
import {COUNT, field, listOf, object, optional, TEXT, wordsOf} from '@vip/analysis/schema';

const PLACE_FIELDS = {
  file: field(TEXT, 'as it was named'),
  line: field(COUNT, 'from 1'),
};

/** Of a host; none of its findings is in a file. */
export const FINDING_FIELDS = {
  kind: field(wordsOf('finding'), 'what it is'),
  code: field(TEXT, 'the rule or check; it never changes its meaning'),
  severity: field(wordsOf('error', 'warning', 'note'), 'how bad it is'),
  subject: field(TEXT, 'whom it is about'),
  message: field(TEXT, 'what was read and what follows, in one line'),
  evidence: field(TEXT, 'what was read'),
  consequence: field(TEXT, 'what follows'),
  where: field(listOf(object<Place>('place', PLACE_FIELDS)), 'the lines that show it'),
  remedy: field(TEXT, 'what to do about it'),
  commands: field(listOf(TEXT), 'that mend it for now, as root'),
  reference: field(TEXT, 'where the documentation tells more'),
};

/** Of a configuration. */
export const FINDING_IN_FILE = object<FindingObject>('finding-in-file', {
  ...FINDING_FIELDS,
  file: optional(TEXT, 'the first of `where`'),
  line: optional(COUNT, 'the first of `where`'),
});
