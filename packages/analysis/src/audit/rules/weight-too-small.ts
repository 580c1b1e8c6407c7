/** A weight that does not bring a node below the other. */

import {checkEffects} from './check-effect.js';
import {KEEPALIVED_ISSUES, memberName, type Rule, subjectOf, vipsOf} from './rule.js';

export const weightTooSmall: Rule = {
  code: 'WEIGHT_TOO_SMALL',
  severity: 'error',
  title: 'a failing check does not bring the node below its peer',
  thread: `${KEEPALIVED_ISSUES}2485`,
  proof: 'checks-fail',
  find: cluster =>
    checkEffects(cluster)
      .filter(({cause}) => cause === 'too small')
      .map(effect => {
        const {owner, rival, track, before, after, other, needed, isTogether} = effect;
        return {
          subject: subjectOf([owner, rival]),
          where: [effect.weightPlace, owner.instance.placeOf('priority'), rival.instance.placeOf('priority')],
          evidence: `the weight ${track.weight} of ${track.name} takes ${memberName(owner)} from ${before} to ${after}; ${memberName(rival)} has ${other}`,
          consequence: `when ${track.name} fails, ${owner.node.name} keeps ${vipsOf(owner)} at ${after}${after === other ? ': equal is not enough' : ''}`,
          remedy: `use a weight of ${needed} for ${track.name}, or none: then ${owner.node.name} goes to FAULT`,
          ...(isTogether ? {severity: 'warning' as const} : {}),
        };
      }),
};
