/** A peer with `nopreempt` accepts any live master, regardless of priority. */

import {checkEffects} from './check-effect.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, memberName, type Rule, subjectOf, vipsOf} from './rule.js';

const REMEDY = 'omit the weight: the instance goes to FAULT, advertises priority 0, and the peer takes over';

export const nopreemptWithWeight: Rule = {
  code: 'NOPREEMPT_WITH_WEIGHT',
  severity: 'error',
  title: 'with nopreempt a lower priority moves nothing',
  thread: `${KEEPALIVED_ISSUES}2379`,
  proof: 'checks-fail',
  find(cluster) {
    const found = checkEffects(cluster)
      .filter(({cause}) => cause === 'nopreempt')
      .map(({owner, rival, track, after, other, weightPlace}) => ({
        subject: subjectOf([owner, rival]),
        where: [weightPlace, rival.instance.placeOf('nopreempt')],
        evidence: `the weight ${track.weight} of ${track.name} takes ${memberName(owner)} to ${after}, below the ${other} of ${memberName(rival)}, which has nopreempt`,
        consequence: `when ${track.name} fails, ${owner.node.name} keeps ${vipsOf(owner)}: a peer with nopreempt accepts any live master`,
        remedy: REMEDY,
      }));
    return [...found, ...alone(cluster)];
  },
};

/** With the file of one node only, its peer is assumed to be like it. */
const alone = eachRouter(({members}) => {
  const [only, ...others] = members;
  if (only === undefined || others.length > 0 || !only.instance.nopreempt.effective) return undefined;
  const track = only.instance.tracks.find(({weight, kind}) => weight !== 0 && kind !== 'file');
  if (track === undefined) return undefined;
  return {
    subject: subjectOf([only]),
    where: [track.place, only.instance.placeOf('nopreempt')],
    evidence: `the check ${track.name} has weight ${track.weight} in an instance with nopreempt`,
    consequence: `when ${track.name} fails, ${only.node.name} keeps ${vipsOf(only)} if its peer has nopreempt as well`,
    remedy: REMEDY,
  };
});
