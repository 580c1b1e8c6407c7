/** A peer that gets no advertisements. */

import {healthyPriority, type Member} from '../cluster.js';
import {impostorOf} from '../stuck.js';
import {bothHold} from './both-hold.js';
import {everyPair} from './pairs.js';
import {KEEPALIVED_ISSUES, memberName, type Rule, subjectOf} from './rule.js';

export const unicastNotReciprocal: Rule = {
  code: 'UNICAST_NOT_RECIPROCAL',
  severity: 'error',
  splits: true,
  title: 'a node does not advertise to the other',
  thread: `${KEEPALIVED_ISSUES}2458`,
  proof: 'start',
  find: everyPair(pair => {
    const {first, second} = pair;
    if (!first.instance.unicast || !second.instance.unicast || impostorOf(first, second) !== undefined)
      return undefined;
    const [isTold, tells] = [reaches(first, second), reaches(second, first)];
    if (isTold && tells) return undefined;
    const [silent, other] = isTold ? [second, first] : [first, second];
    const peers = silent.instance.peers.map(({value}) => value);
    const source = other.instance.source;
    const isHarmless = isTold && healthyPriority(first.instance) > healthyPriority(second.instance);
    return {
      subject: subjectOf([first, second]),
      where: [silent.instance.placeOf('unicast_peer'), source?.place ?? other.instance.place],
      evidence: `${memberName(silent)} advertises to ${peers.join(', ')}, but ${memberName(other)} is ${source?.value}`,
      ...(isHarmless
        ? {
            severity: 'warning',
            consequence: `${other.node.name} never hears ${silent.node.name}, and takes the address back from it, whatever nopreempt says`,
          }
        : bothHold(pair)),
      remedy: `add ${source?.value} to unicast_peer of ${silent.node.name}`,
    };
  }),
};

/** Unknown sources are assumed to be right. */
function reaches({instance}: Member, {instance: {source}}: Member): boolean {
  return source === undefined || instance.peers.some(({value}) => value === source.value);
}
