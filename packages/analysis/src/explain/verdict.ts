/**
 * The verdicts: a closed list, with a remedy for each.
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from '@vip/arp';
import type {Mark} from '../capture/mark.js';
import {framesOf, type Place} from '../findings/finding.js';

/** From the worst to the best; a verdict that explains another comes before it. */
export const VERDICTS = [
  'ADVERTS_LOST',
  'ADVERTS_REJECTED',
  'TWO_OWNERS',
  'MAN_IN_THE_MIDDLE',
  'VRID_CLASH',
  'LEFT_BEHIND',
  'NO_MASTER',
  'REPLACED_BY_OLD_OWNER',
  'WRONG_SENDER_MAC',
  'VLAN_MISMATCH',
  'FLAPPING',
  'SILENT_FAILBACK',
  'NO_ANNOUNCEMENT',
  'ANNOUNCED_TOO_EARLY',
  'ANNOUNCEMENT_LOST',
  'ANNOUNCED_BUT_IGNORED',
  'SWITCH_STALE',
  'REPLIES_LOST',
  'REQUESTS_LOST',
  'OUTAGE',
  'SESSIONS_BLACKHOLED',
  'SESSIONS_HUNG',
  'REFUSED',
  'CANNOT_TELL',
  'HEALTHY',
] as const;

export type VerdictName = (typeof VERDICTS)[number];

/** All but the one that must say what is missing. */
export type KnownVerdict = Exclude<VerdictName, 'CANNOT_TELL'>;

/** The verdicts that explain why two nodes own the address. */
export const CAUSES_OF_TWO_OWNERS: ReadonlySet<VerdictName> = new Set(['ADVERTS_LOST', 'ADVERTS_REJECTED']);

/** A rule's finding about one change of owner, or about a stretch without one; the meaning of the verdict is added later. */
export interface Draft {
  readonly verdict: VerdictName;
  /** A sentence: the evidence in the capture. */
  readonly evidence: string;
  /** The frames that show it; a few. */
  readonly frames: readonly number[];
  /** When the first of them was captured, if the verdict is not about a change of owner, which has its own time. Nanoseconds. */
  readonly at?: bigint;
  /** The remedy; empty if there is nothing to do. */
  readonly remedy: string;
  /** Whether `vip audit` and `vip doctor` cannot look for the cause, because they do not know the software. */
  readonly isForeign?: boolean;
  /** The consequence, if it is not the verdict's usual one. */
  readonly consequence?: string | undefined;
  /** For the answer in one line, in a few words: the machines that it is about, what is affected, or what the capture lacks. */
  readonly brief?: string;
}

const REMEDIES: Readonly<Record<VerdictName, string>> = {
  ADVERTS_LOST:
    'Check what is between the two nodes in that direction: multicast on the switch (IGMP snooping without a querier), a firewall on ' +
    'the node that does not hear them, a link that works one way.',
  TWO_OWNERS:
    'Remove the address from one of them (ip addr del); then find out why each assumes the other is gone: ' +
    'advertisements that do not arrive, a daemon that was killed, a third machine with the address.',
  MAN_IN_THE_MIDDLE:
    'Find the machine behind that MAC (the port of the switch that learned it) and take it off the network; then ' +
    'flush the neighbour caches. ARP inspection on the switch prevents this.',
  VRID_CLASH: 'Give one of the two virtual routers another VRID: a VRID must be unique on a network.',
  ADVERTS_REJECTED:
    'Configure both identically: the same list of addresses, VRRP version, authentication, key and checksum, and synchronised clocks; each discards the ' +
    "other's advertisements until they match.",
  LEFT_BEHIND:
    'Let the new owner have this address as well: the lists of addresses of the two nodes differ, or a sync group is missing.',
  NO_MASTER:
    'Find out why no node took over: the passive node (systemctl status keepalived), its state (FAULT?), and whether ' +
    'advertisements reach it.',
  REPLACED_BY_OLD_OWNER:
    'Make the old owner release the address before the new one announces it, and stop whatever announces it there ' +
    '(a refresh, a script); until then, repeat the announcement from the new owner.',
  WRONG_SENDER_MAC:
    'Announce the MAC that the machine sends from: announcing another MAC redirects the traffic to it.',
  VLAN_MISMATCH:
    'Announce in the VLAN that the clients are in: on the VLAN interface that has the address, not on its parent.',
  FLAPPING:
    'Find out what makes the address move repeatedly: a check that fails intermittently (fall, rise), a link that ' +
    'flaps, advertisements that arrive late; nopreempt keeps it from moving back.',
  SILENT_FAILBACK:
    'Make the owner announce periodically (keepalived: garp_master_refresh), ' +
    'or make the other node trigger it (vrrp_higher_prio_send_advert on the node with the lower priority).',
  NO_ANNOUNCEMENT:
    'Announce after every takeover, in both forms, twice, more than a second apart: vip garp --iface IFACE --ip VIP.',
  ANNOUNCED_TOO_EARLY:
    'Announce again once the port forwards, at least a second after the last update: a second set ' +
    '(keepalived: garp_master_delay), portfast on the switch port, vip garp --count 3.',
  ANNOUNCED_BUT_IGNORED:
    'Announce in the other form as well, a request and a reply whose target is the sender: vip garp --form both; ' +
    'check which neighbours ignore it (drop_gratuitous_arp, ARP inspection, static entries).',
  ANNOUNCEMENT_LOST:
    'Check the path between the two places for what drops broadcasts: storm control, a port that does not forward yet, ARP inspection or ' +
    'suppression on the switch; and repeat the announcement, twice, more than a second apart (vip garp, keepalived: garp_master_refresh).',
  REPLIES_LOST:
    'The owner answers, so check the way back: its route to the client, the MAC that it has for it (ip neigh), reverse-path filters, and ' +
    'the switch between the two places.',
  REQUESTS_LOST:
    'Check the switch between the two places: on which port it has the MAC of the owner, and whether that port is up and in the right VLAN.',
  SWITCH_STALE:
    'Check on which port the switch has the MAC (bridge fdb show, show mac address-table): the frames it sends should have corrected ' +
    'that, so look for a static or sticky entry, port security, or damping of MAC moves; and check that the machine has the address ' +
    'and accepts the traffic.',
  OUTAGE: 'Check the owner and the path to it: the machine, its port, a firewall, the return route.',
  SESSIONS_BLACKHOLED:
    "Let the new owner's firewall accept, or reject with a TCP reset, segments of connections that it does not know, in place of " +
    'dropping them (nft: ct state invalid drop, a drop policy). Until then a client with the defaults of Linux gives up after 939 s; ' +
    'sooner with these set on the client: sysctl net.ipv4.tcp_rto_max_ms=1000 (15 s), tcp_retries2=8 (108 s), or TCP_USER_TIMEOUT.',
  SESSIONS_HUNG:
    'After the announcement, tell the clients that their sessions are gone: vip tickle on the new owner. Or let clients find out by ' +
    'themselves with SO_KEEPALIVE, whose default of two hours is too long (tcp_keepalive_time). TCP_USER_TIMEOUT alone does nothing ' +
    'for a client that sends nothing.',
  REFUSED: 'The owner itself rejects the traffic: its firewall (reject), or nothing listens on that port.',
  CANNOT_TELL:
    'Capture at a client, or on a mirror port of the switch: tcpdump -i IFACE "arp or vrrp or ah or icmp6 or host VIP".',
  HEALTHY: '',
};

/** Remedies that differ for neighbour discovery. */
const IPV6_REMEDIES: Partial<Readonly<Record<VerdictName, string>>> = {
  NO_ANNOUNCEMENT:
    'Announce after every takeover, with an unsolicited neighbour advertisement with Override: vip garp --iface IFACE --ip VIP, ' +
    'or sysctl net.ipv6.conf.IFACE.ndisc_notify=1 (which sends none for an address added with nodad).',
  ANNOUNCED_TOO_EARLY:
    'Announce again once the port forwards: a second advertisement a second later, portfast on the switch port, ' +
    'vip garp --count 3.',
  ANNOUNCED_BUT_IGNORED:
    'Announce with the Override flag; without it, a neighbour keeps its current MAC: vip garp --ip VIP, or ' +
    'ndisc_notify=1; check which neighbours ignore it (drop_unsolicited_na, inspection, static entries).',
};

export function remedyOf(verdict: VerdictName, ip?: IpAddress): string {
  const special = ip !== undefined && isOfIpv6(ip) ? IPV6_REMEDIES[verdict] : undefined;
  return special ?? REMEDIES[verdict];
}

/** @param missing what the capture lacks, in a few words for the answer in one line */
export function cannotTell(
  missing: string,
  evidence: string,
  frames: readonly (number | Mark | undefined)[] = [],
  remedy: string = REMEDIES.CANNOT_TELL,
): Draft {
  return {...draftOf('CANNOT_TELL', evidence, frames, remedy), brief: missing};
}

export function finding(
  verdict: KnownVerdict,
  evidence: string,
  frames: readonly (number | Mark | undefined)[] = [],
  remedy: string = REMEDIES[verdict],
): Draft {
  return draftOf(verdict, evidence, frames, remedy);
}

function draftOf(
  verdict: VerdictName,
  evidence: string,
  frames: readonly (number | Mark | undefined)[],
  remedy: string,
): Draft {
  const known = frames.filter(frame => frame !== undefined);
  const numbers = inOrder(known).map(frame => (typeof frame === 'number' ? frame : frame.frame));
  const first = known.find((frame): frame is Mark => typeof frame !== 'number' && frame.frame === numbers[0]);
  return {
    ...{verdict, evidence, frames: [...new Set(numbers)], remedy},
    ...(first === undefined ? {} : {at: first.at}),
  };
}

/** By time if all have one: the numbers of a file in another order do not tell what came first. */
function inOrder(frames: readonly (number | Mark)[]): readonly (number | Mark)[] {
  const marks = frames.filter(frame => typeof frame !== 'number');
  if (marks.length === frames.length)
    return marks.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.frame - b.frame));
  const numberOf = (frame: number | Mark) => (typeof frame === 'number' ? frame : frame.frame);
  return [...frames].sort((a, b) => numberOf(a) - numberOf(b));
}

/** The worst first; for sorting. */
export function byVerdict(a: {readonly code: VerdictName}, b: {readonly code: VerdictName}): number {
  return VERDICTS.indexOf(a.code) - VERDICTS.indexOf(b.code);
}

/** The worst of several; among equals, the one that is shown first; undefined for none. */
export function worstFinding<T extends {readonly code: VerdictName; readonly where?: readonly Place[]}>(
  findings: readonly T[],
): T | undefined {
  const frame = ({where = []}: T) => framesOf({where})[0] ?? Number.POSITIVE_INFINITY;
  const isWorse = (one: T, other: T) => (byVerdict(one, other) || frame(one) - frame(other)) < 0;
  return findings.reduce<T | undefined>(
    (worst, next) => (worst === undefined || isWorse(next, worst) ? next : worst),
    undefined,
  );
}

/** 0 if all is healthy, 1 if there is a fault, 3 if it cannot be determined. */
export function exitCodeOf(findings: readonly {readonly code: VerdictName}[]): 0 | 1 | 3 {
  const worst = worstFinding(findings)?.code ?? 'CANNOT_TELL';
  if (worst === 'HEALTHY') return 0;
  return worst === 'CANNOT_TELL' ? 3 : 1;
}
