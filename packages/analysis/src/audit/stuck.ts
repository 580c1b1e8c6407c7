/**
 * Instances that go to FAULT at start and stay there.
 *
 * @module
 */

import type {Instance} from './keepalived/model/instance.js';

interface OnNode {
  readonly instance: Instance;
}

/** @param members of one router, highest priority first */
export function stuckAmong<Member extends OnNode>(members: readonly Member[]): Set<Member> {
  const stuck = new Set(members.filter(({instance}) => instance.lacksPeers || instance.lacksSource));
  for (const [index, member] of members.length < 2 ? [] : members.entries())
    for (const other of members.slice(0, index)) {
      const impostor = impostorOf(other, member);
      if (impostor !== undefined) stuck.add(impostor);
    }
  return stuck;
}

/**
 * Of two members that send unicast from the same address, the one that does not have it: the one that names it as its peer or, if neither
 * or both do, the second.
 */
export function impostorOf<Member extends OnNode>(first: Member, second: Member): Member | undefined {
  const source = first.instance.source?.value;
  const isSame = source !== undefined && source === second.instance.source?.value;
  if (!isSame || !first.instance.unicast || !second.instance.unicast) return undefined;
  const names = ({instance}: OnNode) => instance.peers.some(({value}) => value === source);
  return names(first) && !names(second) ? first : second;
}
