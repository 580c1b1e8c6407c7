/** A missing or a surplus brace. */

import {QUOTED_BRACE} from '../keepalived/fault.js';
import {evidenceOf, objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {KEEPALIVED_ISSUES, type Rule} from './rule.js';

const CONSEQUENCES = {
  'unclosed-block': 'what follows is parsed as part of the block: it is lost, or merged into it',
  'missing-brace': 'the block begins without it',
  'extra-brace': 'keepalived logs it and continues',
  end: 'keepalived logs it and continues',
  quoted:
    'everything after it is skipped: no instance there runs, and keepalived -t reports nothing (exit 0)',
} as const;

const REMEDIES: Readonly<Record<keyof typeof CONSEQUENCES, string>> = {
  'unclosed-block': 'close it',
  'missing-brace': 'open it',
  'extra-brace': 'remove it',
  end: 'close it',
  quoted: 'move the block after the last vrrp_instance, or avoid a word in it that is a single brace',
};

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
      const isQuoted = fault?.word === QUOTED_BRACE;
      const kind = isAtEnd ? 'end' : isQuoted ? 'quoted' : (fault?.kind as keyof typeof CONSEQUENCES);
      return {
        subject: subjectOfAll(objections),
        where: placesOfAll(objections),
        evidence: evidenceOf(objections),
        consequence: CONSEQUENCES[kind],
        remedy: REMEDIES[kind],
        ...(kind === 'unclosed-block' || kind === 'quoted' ? {} : {severity: 'warning' as const}),
      };
    }),
};
