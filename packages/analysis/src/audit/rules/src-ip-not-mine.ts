/** A source address that was copied with the file. By multicast it does no harm. */

import {impostorOf} from '../stuck.js';
import {eachPair} from './pairs.js';
import {KEEPALIVED_ISSUES, nameOf, type Rule, subjectOf, vipsOf} from './rule.js';

export const srcIpNotMine: Rule = {
  code: 'SRC_IP_NOT_MINE',
  severity: 'error',
  title: 'two nodes name the same address as their own',
  thread: `${KEEPALIVED_ISSUES}2651`,
  proof: 'node-crash',
  find: eachPair(({first, second}) => {
    const impostor = impostorOf(first, second);
    if (impostor === undefined) return undefined;
    const [one, other] = [first.instance.source, second.instance.source];
    const at = impostor.node.name;
    return {
      subject: subjectOf([first, second]),
      where: [other?.place ?? second.instance.place, one?.place ?? first.instance.place],
      evidence: `${nameOf(first)} and ${nameOf(second)} both have ${one?.value} for their source`,
      consequence: `${at}, which does not have that address, stays in FAULT with keepalived 2.2 and never takes over; with 2.4 both nodes hold ${vipsOf(first)}`,
      remedy: `put the own address of ${at} in its unicast_src_ip`,
    };
  }),
};
