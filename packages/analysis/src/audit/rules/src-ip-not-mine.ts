/** A source address that was copied with the file. */

import {eachPair, type Pair} from './pairs.js';
import {KEEPALIVED_ISSUES, nameOf, type Rule, subjectOf} from './rule.js';

export const srcIpNotMine: Rule = {
  code: 'SRC_IP_NOT_MINE',
  severity: 'error',
  title: 'two nodes name the same address as their own',
  thread: `${KEEPALIVED_ISSUES}2651`,
  proof: 'node-crash',
  find: eachPair(pair => {
    const {first, second} = pair;
    if (!isSourceCopied(pair)) return undefined;
    const [one, other] = [first.instance.source, second.instance.source];
    return {
      subject: subjectOf([first, second]),
      where: [other?.place ?? second.instance.place, one?.place ?? first.instance.place],
      evidence: `${nameOf(first)} and ${nameOf(second)} both have ${one?.value} for their source`,
      consequence: 'the node without that address stays in FAULT, and will never take over',
      remedy: 'put the own address of each node in unicast_src_ip or mcast_src_ip',
    };
  }),
};

export function isSourceCopied({first, second}: Pair): boolean {
  const {source} = first.instance;
  return source !== undefined && source.value === second.instance.source?.value;
}
