/**
 * Which neighbour discovery messages change a MAC in Linux, by its own rules: ndisc_recv_na() and ndisc_recv_ns()
 * in net/ipv6/ndisc.c, neigh_update() in net/core/neighbour.c. `locktime` does not apply here. Pure.
 *
 * @module
 */

import type {NeighbourState} from '../events/timeline-event.js';

/** The properties that the kernel checks in a message with a MAC; a message without one is ignored. */
export type DiscoveryClaim =
  | {readonly type: 'advertisement'; readonly override: boolean; readonly solicited: boolean}
  | {readonly type: 'solicitation'; readonly asksReceiver: boolean};

/** The settings of the receiver's interface that decide, as in /proc/sys/net/ipv6/conf. */
export interface DiscoverySettings {
  readonly drop_unsolicited_na: number;
  readonly accept_untracked_na: number;
  readonly forwarding: number;
}

/** The rules, in the order in which the kernel applies them. */
export const DISCOVERY_RULES = {
  elsewhere: 'asks for another: only the host asked for records the asker',
  dropped: 'drop_unsolicited_na: dropped, since it is unsolicited',
  absent: 'no entry: none is created',
  created: 'no entry, and accept_untracked_na on a router: one is created',
  failed: 'FAILED: an advertisement does not revive it',
  permanent: 'PERMANENT: only an administrator changes it',
  asked: 'asks for the client itself: the asker is always recorded',
  noMac: 'the entry has no MAC to protect',
  overridden: 'Override: accepted at once',
  kept: 'without Override: the entry keeps its MAC',
} as const;

export type DiscoveryRule = keyof typeof DISCOVERY_RULES;

const BELIEVED: ReadonlySet<DiscoveryRule> = new Set(['created', 'asked', 'noMac', 'overridden']);

/** The rule that decides. */
export function discoveryRule(
  claim: DiscoveryClaim,
  state: NeighbourState,
  settings: DiscoverySettings,
): DiscoveryRule {
  const isPermanent = state === 'PERMANENT' || state === 'NOARP';
  if (claim.type === 'solicitation') {
    if (!claim.asksReceiver) return 'elsewhere';
    return isPermanent ? 'permanent' : 'asked';
  }
  if (!claim.solicited && settings.drop_unsolicited_na !== 0) return 'dropped';
  if (state === 'NONE') {
    return settings.accept_untracked_na !== 0 && settings.forwarding !== 0 ? 'created' : 'absent';
  }
  if (state === 'FAILED') return 'failed';
  if (isPermanent) return 'permanent';
  if (state === 'INCOMPLETE') return 'noMac';
  return claim.override ? 'overridden' : 'kept';
}

/** Whether the entry changes to the MAC by that rule. */
export function isTakenOn(rule: DiscoveryRule): boolean {
  return BELIEVED.has(rule);
}
