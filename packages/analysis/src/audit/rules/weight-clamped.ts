/** Priorities clamped to 254, which hides a weight. */

import {LEAST} from '../cluster.js';
import {checkEffects} from './check-effect.js';
import {KEEPALIVED_MANUAL, memberName, type Rule, subjectOf, vipsOf} from './rule.js';

export const weightClamped: Rule = {
  code: 'WEIGHT_CLAMPED',
  severity: 'error',
  title: 'priorities are limited to 1 to 254, which limits the effect of a check',
  thread: KEEPALIVED_MANUAL,
  proof: 'checks-fail',
  find: cluster =>
    checkEffects(cluster)
      .filter(({cause}) => cause === 'clamped')
      .map(({owner, rival, track, after, other, weightPlace}) => ({
        subject: subjectOf([owner, rival]),
        where: [owner.instance.placeOf('priority'), rival.instance.placeOf('priority'), weightPlace],
        evidence: `without ${track.name} ${memberName(owner)} has ${after}, and ${memberName(rival)} ${other}: sums are limited to ${after === LEAST ? 'no less than 1' : '254'}`,
        consequence: `when ${track.name} fails, ${owner.node.name} keeps ${vipsOf(owner)}`,
        remedy:
          after === LEAST
            ? `give ${memberName(rival)} a priority of ${after + 1} or more: no weight brings ${owner.node.name} below 1`
            : `use lower priorities that stay below 255 with every weight added`,
      })),
};
