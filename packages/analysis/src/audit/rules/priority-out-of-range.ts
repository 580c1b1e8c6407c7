/** A priority outside the valid range. */

import {evidenceOf, isValueOf, objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {KEEPALIVED_ISSUES, type Rule} from './rule.js';

export const priorityOutOfRange: Rule = {
  code: 'PRIORITY_OUT_OF_RANGE',
  severity: 'error',
  title: 'a priority outside 1 to 255 becomes 100',
  thread: `${KEEPALIVED_ISSUES}1142`,
  proof: 'start',
  find: cluster =>
    objectionsBy(cluster, isValueOf('priority'), ({fault}) => fault.block).map(objections => ({
      subject: subjectOfAll(objections),
      where: placesOfAll(objections),
      evidence: evidenceOf(objections),
      consequence: 'the priority is 100: the roles may be swapped',
      remedy: 'use a priority from 1 to 254',
    })),
};
