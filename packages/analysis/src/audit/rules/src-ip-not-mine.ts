/** A source address copied with the file. */

import {impostorOf} from '../stuck.js';
import {everyPair, type Pair} from './pairs.js';
import {type FindingDraft, KEEPALIVED_ISSUES, memberName, type Rule, subjectOf, vipsOf} from './rule.js';

export const srcIpNotMine: Rule = {
  code: 'SRC_IP_NOT_MINE',
  severity: 'error',
  title: "a node's source address is not its own",
  thread: `${KEEPALIVED_ISSUES}2651`,
  proof: 'node-crash',
  find: everyPair(pair => {
    const {first, second} = pair;
    const [one, other] = [first.instance.source, second.instance.source];
    if (one === undefined || one.value !== other?.value) return undefined;
    const effect = byUnicast(pair) ?? byMulticast(pair);
    if (effect === undefined) return undefined;
    return {
      subject: subjectOf([first, second]),
      where: [other.place, one.place],
      evidence: `${memberName(first)} and ${memberName(second)} both have ${one.value} as their source`,
      ...effect,
    };
  }),
};

type Effect = Pick<FindingDraft, 'consequence' | 'remedy' | 'severity'>;

function byUnicast({first, second}: Pair): Effect | undefined {
  const at = impostorOf(first, second)?.node.name;
  if (at === undefined) return undefined;
  return {
    consequence: `${at}, which does not have that address, stays in FAULT with keepalived 2.2 and never takes over; with 2.4 both nodes hold ${vipsOf(first)}`,
    remedy: `set unicast_src_ip of ${at} to its own address`,
  };
}

/** The kernel drops datagrams from its own addresses: `fib_validate_source()`. */
function byMulticast({first, second}: Pair): Effect | undefined {
  if (first.instance.unicast || second.instance.unicast) return undefined;
  const [higher, lower] = [first.node.name, second.node.name];
  const deaf = 'the node that has this address drops packets that the other sends from it';
  const hasWeight = first.instance.tracks.some(({weight}) => weight !== 0);
  const when = hasWeight
    ? `as soon as a check takes ${higher} below ${lower}`
    : `when ${lower} takes over while ${higher} is alive`;
  return {
    consequence: `${deaf}: if it is ${higher}, both nodes hold ${vipsOf(first)} ${when}; if it is ${lower}, from their start`,
    remedy: "set each node's mcast_src_ip to its own address, or remove it",
    ...(hasWeight ? {} : {severity: 'warning' as const}),
  };
}
