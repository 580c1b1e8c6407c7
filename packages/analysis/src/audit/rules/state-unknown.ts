/** A misspelt or lower-case state, where it matters. */

import {beforeComment, isGluedComment} from './glued-comment.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, memberName, placesOf, type Rule, subjectOf} from './rule.js';

export const stateUnknown: Rule = {
  code: 'STATE_UNKNOWN',
  severity: 'warning',
  title: 'a state that is not MASTER or BACKUP, and no priority',
  thread: `${KEEPALIVED_ISSUES}2108`,
  proof: 'start',
  find: eachRouter(({members}) => {
    const unknown = members.filter(({instance: {stateGiven, priorityGiven}}) => {
      const word = stateGiven?.value;
      const isKnown = word === undefined || word === 'MASTER' || word === 'BACKUP';
      // A glued comment is reported separately.
      return !isKnown && priorityGiven === undefined && !isGluedComment(word);
    });
    const [first] = unknown;
    if (first === undefined) return undefined;
    const word = beforeComment(first.instance.stateGiven?.value ?? '');
    return {
      subject: subjectOf(unknown),
      where: placesOf(unknown, 'state'),
      evidence: `${unknown.map(memberName).join(' and ')}: state ${word} is unknown, and there is no priority`,
      consequence:
        'it is BACKUP with priority 100, not MASTER with 255: equal to a peer that has the default',
      remedy: 'write it in capital letters, and add a priority',
    };
  }),
};
