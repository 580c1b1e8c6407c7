/** A peer that is not told. */

import {healthyPriority, type Member} from '../cluster.js';
import {impostorOf} from '../stuck.js';
import {everyPair, type Pair} from './pairs.js';
import {type Draft, KEEPALIVED_ISSUES, nameOf, type Rule, subjectOf, twoOwners, vipsOf} from './rule.js';

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
      evidence: `${nameOf(silent)} advertises to ${peers.join(', ')}, and ${nameOf(other)} is ${source?.value}`,
      ...(isHarmless
        ? {
            severity: 'warning',
            consequence: `${other.node.name} never hears ${silent.node.name}, and takes the address back from it, whatever nopreempt says`,
          }
        : bothHold(pair)),
      remedy: `put ${source?.value} among the unicast_peer of ${silent.node.name}`,
    };
  }),
};

/** From the start if one of them is preferred to all others, else once those are gone. */
function bothHold({router: {members}, first, second}: Pair): Pick<Draft, 'consequence' | 'severity'> {
  const before = members.slice(0, members.indexOf(first)).map(({node}) => node.name);
  if (before.length === 0) return {consequence: twoOwners([first, second])};
  return {
    severity: 'error',
    consequence: `once ${before.join(' and ')} ${before.length > 1 ? 'are' : 'is'} gone, ${first.node.name} and ${second.node.name} both hold ${vipsOf(first)}, for as long as both run`,
  };
}

/** Unknown sources are taken to be right. */
function reaches({instance}: Member, {instance: {source}}: Member): boolean {
  return source === undefined || instance.peers.some(({value}) => value === source.value);
}
