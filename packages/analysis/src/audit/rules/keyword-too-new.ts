/** A keyword of a later release. */

import {NEWER_WORDS} from '../keepalived/newer-words.js';
import {objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import type {Rule} from './rule.js';

export const keywordTooNew: Rule = {
  code: 'KEYWORD_TOO_NEW',
  severity: 'error',
  title: 'a keyword of keepalived 2.3 or 2.4 that 2.2.7 does not know',
  thread: 'https://www.keepalived.org/release-notes/index.html',
  proof: 'start',
  find: cluster =>
    objectionsBy(
      cluster,
      ({fault: {kind, word}}) => kind === 'unknown-keyword' && NEWER_WORDS.has(word),
      ({fault}) => fault.word,
    ).map(objections => {
      const fault = objections[0]?.fault;
      const isBlock = fault?.opensBlock === true;
      return {
        subject: subjectOfAll(objections),
        where: placesOfAll(objections),
        evidence: `${fault?.word} was added after 2.2.7.`,
        consequence: isBlock
          ? 'in 2.2.7 its } closes the instance, and the addresses after it are lost: in version 2 a master without addresses, in version 3 the daemon exits'
          : '2.2.7 ignores the line',
        remedy: 'use only keywords of the release that is installed on every node',
      };
    }),
};
