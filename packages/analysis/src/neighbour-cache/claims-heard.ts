/**
 * The frames that told a node the MAC of an address, and how its kernel treated each. Pure.
 *
 * @module
 */

import {
  type ArpPacket,
  type DiscoveryPacket,
  type IpAddress,
  isGroupMac,
  type MacAddress,
  taughtMac,
} from '@vip/arp';
import type {FrameEvent, NeighbourState} from '../events/timeline-event.js';
import {readingOf} from '../readings/reading.js';
import {ARP_RULES, type ArpClaim, arpRule, isBelieved} from './arp-rules.js';
import {DISCOVERY_RULES, type DiscoveryClaim, discoveryRule, isTakenOn} from './discovery-rules.js';
import type {EntryHistory} from './entry-history.js';
import {ipv4Setting, ipv6Setting, type Receiver} from './receiver.js';

/** The way in which a frame tells its receiver the MAC of an address. */
export type ClaimManner =
  /** A gratuitous ARP, or an unsolicited neighbour advertisement, which is meant to correct the caches after a failover. */
  | 'announcement'
  /** An answer to the receiver. */
  | 'answer'
  /** Any other frame with the MAC: a request by the holder, an answer to another station. */
  | 'side-traffic';

/** A frame that claims an address for a MAC, and the outcome. */
export interface ClaimHeard {
  readonly frame: FrameEvent;
  readonly manner: ClaimManner;
  /** Whether the kernel accepted it, as far as is known. */
  readonly isBelieved: boolean;
  /** Whether that is certain: not if the settings or the entry's age are unknown and would matter. */
  readonly isSure: boolean;
  /** The kernel's rule, in words. */
  readonly rule: string;
}

/** The node and the cache. */
export interface Hearing {
  readonly iface: string;
  readonly ip: IpAddress;
  readonly receiver: Receiver;
  readonly history: EntryHistory;
}

/** Undefined for a frame that does not claim the address for this MAC, or is not for this receiver. */
export function claimHeard(frame: FrameEvent, mac: MacAddress, hearing: Hearing): ClaimHeard | undefined {
  if (frame.own || frame.iface !== hearing.iface) return undefined;
  const {destination, arp, discovery} = readingOf(frame);
  if (destination === undefined || !isFor(destination, hearing.receiver)) return undefined;
  if (arp !== undefined) return arpHeard(frame, arp, mac, hearing);
  return discovery === undefined ? undefined : discoveryHeard(frame, discovery, mac, hearing);
}

/** A switch floods frames to unknown destinations: they are captured, but ignored by the kernel (PACKET_OTHERHOST). */
function isFor(destination: MacAddress, {macs}: Receiver): boolean {
  return isGroupMac(destination) || macs.size === 0 || macs.has(destination);
}

function arpHeard(
  frame: FrameEvent,
  packet: ArpPacket,
  mac: MacAddress,
  hearing: Hearing,
): ClaimHeard | undefined {
  const {iface, ip, receiver, history} = hearing;
  const {operation, senderIp, senderMac, targetIp, targetMac} = packet;
  if (senderIp !== ip || senderMac !== mac) return undefined;
  const target = targetIp === ip ? 'claimed' : receiver.ips.has(targetIp) ? 'receiver' : 'other';
  const claim: ArpClaim = {operation, isProbe: false, target, namesItself: targetMac === senderMac};
  const cases = product(
    history.statesAt(frame.at),
    youths(hearing, frame.at),
    values(ipv4Setting(receiver, iface, 'arp_accept')),
    values(ipv4Setting(receiver, iface, 'drop_gratuitous_arp')),
  ).map(([state, isYoung, arp_accept, drop_gratuitous_arp]) =>
    arpRule(claim, {state, isYoung}, {arp_accept, drop_gratuitous_arp}),
  );
  const answer = target === 'receiver' && operation === 'reply';
  const manner = target === 'claimed' ? 'announcement' : answer ? 'answer' : 'side-traffic';
  return weigh(frame, manner, cases, isBelieved, ARP_RULES);
}

function discoveryHeard(
  frame: FrameEvent,
  {source, message}: DiscoveryPacket,
  mac: MacAddress,
  hearing: Hearing,
): ClaimHeard | undefined {
  const {iface, ip, receiver, history} = hearing;
  const told = message.type === 'advertisement' ? message.target : source;
  if (told !== ip || taughtMac(message) !== mac) return undefined;
  const claim: DiscoveryClaim =
    message.type === 'advertisement'
      ? message
      : {type: 'solicitation', asksReceiver: receiver.ips.has(message.target)};
  const answer = claim.type === 'advertisement' && claim.solicited;
  const cases = product(
    answer ? withAsking(history.statesAt(frame.at)) : history.statesAt(frame.at),
    values(ipv6Setting(receiver, iface, 'drop_unsolicited_na')),
    values(ipv6Setting(receiver, iface, 'accept_untracked_na')),
    values(ipv6Setting(receiver, iface, 'forwarding')),
  ).map(([state, drop_unsolicited_na, accept_untracked_na, forwarding]) =>
    discoveryRule(claim, state, {drop_unsolicited_na, accept_untracked_na, forwarding}),
  );
  const manner = claim.type === 'solicitation' ? 'side-traffic' : answer ? 'answer' : 'announcement';
  return weigh(frame, manner, cases, isTakenOn, DISCOVERY_RULES);
}

/**
 * A node that is answered had asked, and an entry that had FAILED is INCOMPLETE from the question on, which the kernel does not announce
 * (`__neigh_event_send()`).
 */
function withAsking(states: readonly NeighbourState[]): readonly NeighbourState[] {
  return states.includes('FAILED') && !states.includes('INCOMPLETE') ? [...states, 'INCOMPLETE'] : states;
}

/** @param cases the rules that may have decided, likeliest first */
function weigh<R extends string>(
  frame: FrameEvent,
  manner: ClaimManner,
  cases: readonly R[],
  isTaken: (rule: R) => boolean,
  words: Readonly<Record<R, string>>,
): ClaimHeard {
  const [likely] = cases as readonly [R, ...R[]];
  const isBelieved = isTaken(likely);
  const isSure = cases.every(rule => isTaken(rule) === isBelieved);
  return {frame, manner, isBelieved, isSure, rule: words[likely]};
}

/** Hundredths of a second, as in Linux. */
const USUAL_LOCKTIME = 100;
const HUNDREDTH_NS = 10_000_000n;

/** Whether the entry may have been younger than `locktime`, the likelier answer first. */
function youths({iface, receiver, history}: Hearing, moment: bigint): boolean[] {
  const known = receiver.setting(`net/ipv4/neigh/${iface}/locktime`);
  const locktimeNs = BigInt(known ?? USUAL_LOCKTIME) * HUNDREDTH_NS;
  const {leastNs, mostNs} = history.ageAt(moment);
  const likely = mostNs !== undefined && leastNs <= locktimeNs;
  const isCertain = leastNs > locktimeNs || (mostNs !== undefined && mostNs <= locktimeNs);
  return known !== undefined && isCertain ? [likely] : [likely, !likely];
}

/** If a setting is unknown, Linux's default first. */
function values(known: number | undefined): number[] {
  return known === undefined ? [0, 1] : [known];
}

/** Every combination, beginning with the first of each list. */
function product<A, B, C, D>(
  as: readonly A[],
  bs: readonly B[],
  cs: readonly C[],
  ds: readonly D[],
): [A, B, C, D][] {
  return as.flatMap(a => bs.flatMap(b => cs.flatMap(c => ds.map((d): [A, B, C, D] => [a, b, c, d]))));
}
