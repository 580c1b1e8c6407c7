/** A brace too few or too many. */

import {evidenceOf, objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {KEEPALIVED_ISSUES, type Rule} from './rule.js';

const CONSEQUENCES = {
  'unclosed-block': 'what follows is read as part of the block: it vanishes, or is merged into it',
  'missing-brace': 'the block begins without it',
  'extra-brace': 'keepalived complains and goes on',
  end: 'keepalived complains and goes on',
} as const;

export const braceUnbalanced: Rule = {
  code: 'BRACE_UNBALANCED',
  severity: 'error',
  title: 'a block that is not closed, or closed twice',
  thread: `${KEEPALIVED_ISSUES}2198`,
  proof: 'checks-fail',
  find: cluster =>
    objectionsBy(
      cluster,
      ({fault: {kind}}) => kind === 'unclosed-block' || kind === 'missing-brace' || kind === 'extra-brace',
      ({fault}) => `${fault.kind} ${fault.word}`,
    ).map(objections => {
      const fault = objections[0]?.fault;
      const isAtEnd = fault?.kind === 'unclosed-block' && fault.word === '{';
      const kind = isAtEnd ? 'end' : (fault?.kind as keyof typeof CONSEQUENCES);
      return {
        subject: subjectOfAll(objections),
        where: placesOfAll(objections),
        evidence: evidenceOf(objections),
        consequence: CONSEQUENCES[kind],
        remedy: kind === 'extra-brace' ? 'take it out' : kind === 'missing-brace' ? 'open it' : 'close it',
        ...(kind === 'unclosed-block' ? {} : {severity: 'warning' as const}),
      };
    }),
};
