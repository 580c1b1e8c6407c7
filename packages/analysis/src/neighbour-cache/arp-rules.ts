/**
 * Which ARP claims Linux accepts, by its own rules: arp_process(), arp_is_garp() and arp_accept() in net/ipv4/arp.c,
 * neigh_event_ns() and neigh_update() in net/core/neighbour.c. Pure.
 *
 * @module
 */

import type {ArpOperation} from '@vip/arp';
import type {NeighbourState} from '../events/timeline-event.js';

/** The properties that the kernel checks in a packet that claims an address for its sender. */
export interface ArpClaim {
  readonly operation: ArpOperation;
  /** Whether it is a probe, which names no sender address and claims nothing. */
  readonly isProbe: boolean;
  /** Its target IP: the claimed address, one of the receiver's, or another. */
  readonly target: 'claimed' | 'receiver' | 'other';
  /** Whether its target MAC is the sender's. */
  readonly namesItself: boolean;
}

/** The receiver's settings that decide, as in /proc/sys/net/ipv4/conf. */
export interface ArpSettings {
  readonly arp_accept: number;
  readonly drop_gratuitous_arp: number;
}

/** The receiver's entry for the claimed address when the packet arrives. */
export interface HeldEntry {
  readonly state: NeighbourState;
  /** Whether its state or MAC changed less than `locktime` ago. */
  readonly isYoung: boolean;
}

/** The rules, in the order in which the kernel applies them. */
export const ARP_RULES = {
  dropped: 'drop_gratuitous_arp: dropped, since sender IP = target IP',
  probe: 'sender 0.0.0.0: claims no address',
  asked: 'asks for the client itself: the asker is always recorded',
  absent: 'no entry, and arp_accept=0: none is created',
  created: 'no entry, and arp_accept=1: a gratuitous ARP creates one',
  overheard: 'no entry, and not addressed to this host: none is created',
  permanent: 'PERMANENT: only an administrator changes it',
  noMac: 'the entry has no MAC to protect',
  gratuitous: 'gratuitous (arp_is_garp): accepted at once',
  locked: 'not gratuitous, and the entry is younger than locktime',
  unlocked: 'not gratuitous, but the entry is older than locktime',
} as const;

export type ArpRule = keyof typeof ARP_RULES;

const REFUSALS: ReadonlySet<ArpRule> = new Set([
  'dropped',
  'probe',
  'absent',
  'overheard',
  'permanent',
  'locked',
]);

/** The rule that decides. */
export function arpRule(claim: ArpClaim, {state, isYoung}: HeldEntry, settings: ArpSettings): ArpRule {
  const {operation, isProbe, target} = claim;
  const isPermanent = state === 'PERMANENT' || state === 'NOARP';
  if (settings.drop_gratuitous_arp !== 0 && target === 'claimed' && !isProbe) return 'dropped';
  if (isProbe) return 'probe';
  if (operation === 'request' && target === 'receiver') return isPermanent ? 'permanent' : 'asked';
  if (state === 'NONE') {
    if (settings.arp_accept === 0) return 'absent';
    return isGratuitous(claim) || operation === 'reply' ? 'created' : 'overheard';
  }
  if (isPermanent) return 'permanent';
  if (state === 'INCOMPLETE' || state === 'FAILED') return 'noMac';
  if (isGratuitous(claim)) return 'gratuitous';
  return isYoung ? 'locked' : 'unlocked';
}

/** Whether the entry changes to the sender's MAC by that rule. */
export function isBelieved(rule: ArpRule): boolean {
  return !REFUSALS.has(rule);
}

/** A reply must also have its sender as the target. */
function isGratuitous({operation, target, namesItself}: ArpClaim): boolean {
  return target === 'claimed' && (operation === 'request' || namesItself);
}
