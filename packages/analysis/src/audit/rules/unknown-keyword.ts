/** A word that keepalived does not know. */

import {NEWER_WORDS} from '../keepalived/newer-words.js';
import {objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {beforeComment, isGluedComment} from './glued-comment.js';
import {isKeyword, NEEDED, nearKeyword} from './keyword-names.js';
import {KEEPALIVED_ISSUES, type Rule} from './rule.js';

export const unknownKeyword: Rule = {
  code: 'UNKNOWN_KEYWORD',
  severity: 'error',
  title: 'a word that keepalived does not know',
  thread: `${KEEPALIVED_ISSUES}297`,
  proof: 'start',
  find: cluster =>
    objectionsBy(
      cluster,
      ({fault: {kind, word}}) =>
        kind === 'unknown-keyword' &&
        !isMeantAsComment(word) &&
        !NEWER_WORDS.has(word) &&
        !/^[{}]$/.test(word),
      ({fault}) => fault.word,
    ).map(objections => {
      const fault = objections[0]?.fault;
      const word = fault?.word ?? '';
      const meant = nearKeyword(word);
      const isBlock = fault?.opensBlock === true;
      return {
        subject: subjectOfAll(objections),
        where: placesOfAll(objections),
        evidence: `there is no keyword ${word}${isBlock ? ', and it opens a block' : ''}`,
        consequence: isBlock
          ? 'its lines are parsed as settings, and its } closes the enclosing block: its contents, and what follows, are lost'
          : `the line is ignored${meant === undefined ? '' : lacking(meant)}`,
        remedy: meant === undefined ? 'correct the word, or remove it' : `use ${meant}`,
        ...(isBlock || meant !== undefined ? {} : {severity: 'warning' as const}),
      };
    }),
};

/** An intended comment is ignored, as it should be; a keyword before it is reported by the rule about comments. */
function isMeantAsComment(word: string): boolean {
  const before = beforeComment(word);
  return isGluedComment(word) && (before === '' || isKeyword(before));
}

function lacking(meant: string): string {
  return NEEDED.has(meant) ? `, and the daemon exits without ${meant}` : `, and ${meant} has its default`;
}
