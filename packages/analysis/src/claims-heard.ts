/**
 * The frames that told a node where an address is, and what its kernel made of each. Pure.
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
import {ARP_RULES, type ArpClaim, arpRule, isBelieved} from './arp-rules.js';
import {DISCOVERY_RULES, type DiscoveryClaim, discoveryRule, isTakenOn} from './discovery-rules.js';
import type {EntryHistory} from './entry-history.js';
import type {FrameEvent} from './events.js';
import {readingOf} from './reading.js';
import {ipv4Setting, ipv6Setting, type Receiver} from './receiver.js';

/** How a frame tells its receiver where an address is. */
export type ClaimManner =
  /** A gratuitous ARP, or an unsolicited neighbour advertisement: the one a failover is meant to be healed by. */
  | 'announcement'
  /** An answer to the receiver. */
  | 'answer'
  /** Anything else that names the MAC: a question of the holder's, an answer to somebody else. */
  | 'side-traffic';

/** A frame that claims an address for a MAC, and what became of that. */
export interface ClaimHeard {
  readonly frame: FrameEvent;
  readonly manner: ClaimManner;
  /** Whether the kernel took it, by all that is known. */
  readonly isBelieved: boolean;
  /** Whether it is known for certain: not, where the settings or the entry's age are not known and would matter. */
  readonly isSure: boolean;
  /** The kernel's rule, in words. */
  readonly rule: string;
}

/** Where, and in whose cache. */
export interface Hearing {
  readonly iface: string;
  readonly ip: IpAddress;
  readonly receiver: Receiver;
  readonly history: EntryHistory;
}

/** Undefined for a frame that does not name this MAC for the address, or is not for this receiver. */
export function claimHeard(frame: FrameEvent, mac: MacAddress, hearing: Hearing): ClaimHeard | undefined {
  if (frame.own || frame.iface !== hearing.iface) return undefined;
  const {destination, arp, discovery} = readingOf(frame);
  if (destination === undefined || !isFor(destination, hearing.receiver)) return undefined;
  if (arp !== undefined) return arpHeard(frame, arp, mac, hearing);
  return discovery === undefined ? undefined : discoveryHeard(frame, discovery, mac, hearing);
}

/** A switch floods what it does not know: that is captured, and the kernel does not look at it (PACKET_OTHERHOST). */
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
  const cases = product(
    history.statesAt(frame.at),
    values(ipv6Setting(receiver, iface, 'drop_unsolicited_na')),
    values(ipv6Setting(receiver, iface, 'accept_untracked_na')),
    values(ipv6Setting(receiver, iface, 'forwarding')),
  ).map(([state, drop_unsolicited_na, accept_untracked_na, forwarding]) =>
    discoveryRule(claim, state, {drop_unsolicited_na, accept_untracked_na, forwarding}),
  );
  const answer = claim.type === 'advertisement' && claim.solicited;
  const manner = claim.type === 'solicitation' ? 'side-traffic' : answer ? 'answer' : 'announcement';
  return weigh(frame, manner, cases, isTakenOn, DISCOVERY_RULES);
}

/** @param cases the rules that can have decided, the likeliest first */
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

/** Hundredths of a second, as Linux has it. */
const USUAL_LOCKTIME = 100;
const HUNDREDTH_NS = 10_000_000n;

/** Whether the entry can have been younger than `locktime`, the likelier answer first. */
function youths({iface, receiver, history}: Hearing, moment: bigint): boolean[] {
  const known = receiver.setting(`net/ipv4/neigh/${iface}/locktime`);
  const locktimeNs = BigInt(known ?? USUAL_LOCKTIME) * HUNDREDTH_NS;
  const {leastNs, mostNs} = history.ageAt(moment);
  const likely = mostNs !== undefined && leastNs <= locktimeNs;
  const isCertain = leastNs > locktimeNs || (mostNs !== undefined && mostNs <= locktimeNs);
  return known !== undefined && isCertain ? [likely] : [likely, !likely];
}

/** Linux's default first, where a setting is not known. */
function values(known: number | undefined): number[] {
  return known === undefined ? [0, 1] : [known];
}

/** Every combination, the first of each list first. */
function product<A, B, C, D>(
  as: readonly A[],
  bs: readonly B[],
  cs: readonly C[],
  ds: readonly D[],
): [A, B, C, D][] {
  return as.flatMap(a => bs.flatMap(b => cs.flatMap(c => ds.map((d): [A, B, C, D] => [a, b, c, d]))));
}
