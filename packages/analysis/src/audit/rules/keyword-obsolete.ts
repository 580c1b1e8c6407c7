/** A deprecated word, or one that only some builds know. */

import {evidenceOf, objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {KEEPALIVED_MANUAL, type Rule} from './rule.js';

export const keywordObsolete: Rule = {
  code: 'KEYWORD_OBSOLETE',
  severity: 'note',
  title: 'a word that is deprecated, or that not every build of keepalived knows',
  thread: KEEPALIVED_MANUAL,
  find: cluster =>
    objectionsBy(
      cluster,
      ({fault: {kind}}) => kind === 'deprecated' || kind === 'built',
      ({fault}) => fault.word,
    ).map(objections => {
      const isBuilt = objections[0]?.fault.kind === 'built';
      return {
        subject: subjectOfAll(objections),
        where: placesOfAll(objections),
        evidence: evidenceOf(objections),
        consequence: isBuilt
          ? "other builds, such as Debian 12's, reject the line and use nftables; keepalived -t exits with 5"
          : 'it still has effect, but keepalived -t exits with 5',
        remedy: isBuilt ? 'use nftables instead' : 'use its replacement',
      };
    }),
};
