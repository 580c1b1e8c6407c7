/** A source address that was copied with the file. */

import {impostorOf} from '../stuck.js';
import {everyPair, type Pair} from './pairs.js';
import {type FindingDraft, KEEPALIVED_ISSUES, memberName, type Rule, subjectOf, vipsOf} from './rule.js';

export const srcIpNotMine: Rule = {
  code: 'SRC_IP_NOT_MINE',
  severity: 'error',
  title: 'the source address of a node is not its own',
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
      evidence: `${memberName(first)} and ${memberName(second)} both have ${one.value} for their source`,
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
    remedy: `put the own address of ${at} in its unicast_src_ip`,
  };
}

/** A datagram from an address of one's own is dropped by the kernel: `fib_validate_source()`. */
function byMulticast({first, second}: Pair): Effect | undefined {
  if (first.instance.unicast || second.instance.unicast) return undefined;
  const [higher, lower] = [first.node.name, second.node.name];
  const deaf = 'the node that has the address drops what the other sends from it';
  const hasWeight = first.instance.tracks.some(({weight}) => weight !== 0);
  const when = hasWeight
    ? `as soon as a check takes ${higher} below ${lower}`
    : `when ${lower} takes over from a ${higher} that lives`;
  return {
    consequence: `${deaf}: if it is ${higher}, both nodes hold ${vipsOf(first)} ${when}; if it is ${lower}, from their start`,
    remedy: 'put the own address of each node in its mcast_src_ip, or leave it out',
    ...(hasWeight ? {} : {severity: 'warning' as const}),
  };
}
