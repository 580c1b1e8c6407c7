/**
 * The verdicts: a closed list, with what to do about each.
 *
 * @module
 */

/** From the worst to the best. */
export const VERDICTS = [
  'TWO_OWNERS',
  'REPLACED_BY_OLD_OWNER',
  'WRONG_SENDER_MAC',
  'VLAN_MISMATCH',
  'SILENT_FAILBACK',
  'NO_ANNOUNCEMENT',
  'ANNOUNCED_TOO_EARLY',
  'ANNOUNCED_BUT_IGNORED',
  'SWITCH_STALE',
  'CANNOT_TELL',
  'HEALTHY',
] as const;

export type VerdictName = (typeof VERDICTS)[number];

/** What was found of one handover, or of an address that had none. */
export interface Finding {
  readonly verdict: VerdictName;
  /** A sentence: what in the capture shows it. */
  readonly evidence: string;
  /** The frames that show it; a few. */
  readonly frames: readonly number[];
  /** What to do about it; empty when nothing is to be done. */
  readonly fix: string;
}

const FIXES: Readonly<Record<VerdictName, string>> = {
  TWO_OWNERS:
    'Take the address from one of them (ip addr del); then find out why each thinks the other is gone: ' +
    'advertisements that do not arrive, a daemon that was killed, a third machine with the address.',
  REPLACED_BY_OLD_OWNER:
    'Let the old owner drop the address before the new one announces it, and stop what announces it there ' +
    '(a refresh, a script); until then let the new owner announce again.',
  WRONG_SENDER_MAC:
    'Announce the MAC that the machine sends from: an announcement for another one sends the traffic there.',
  VLAN_MISMATCH:
    'Announce in the VLAN that the clients are in: on the VLAN interface that has the address, not on its parent.',
  SILENT_FAILBACK:
    'Let the owner announce without a reason now and then (keepalived: garp_master_refresh), ' +
    'or let the other provoke it (higher_prio_send_advert).',
  NO_ANNOUNCEMENT:
    'Announce after every takeover, in both forms, twice, more than a second apart: vip garp --iface IFACE --ip VIP.',
  ANNOUNCED_TOO_EARLY:
    'Announce again when the port forwards and a second after the last update: a second set ' +
    '(keepalived: garp_master_delay), portfast on the switch port, vip garp --count 3.',
  ANNOUNCED_BUT_IGNORED:
    'Announce in the other form as well, a request and a reply whose target is the sender: vip garp --form both; ' +
    'see which neighbours ignore it (drop_gratuitous_arp, ARP inspection, static entries).',
  SWITCH_STALE:
    'Look where the switch thinks the MAC is (bridge fdb show, show mac address-table) and whether the machine has the ' +
    'address and lets the traffic in; a frame from the MAC corrects the switch.',
  CANNOT_TELL:
    'Capture at a client, or on a mirror port of the switch: tcpdump -i IFACE "arp or vrrp or icmp6 or host VIP".',
  HEALTHY: '',
};

export function finding(
  verdict: VerdictName,
  evidence: string,
  frames: readonly (number | undefined)[] = [],
  fix: string = FIXES[verdict],
): Finding {
  const known = frames.filter(frame => frame !== undefined);
  return {verdict, evidence, frames: [...new Set(known)].sort((a, b) => a - b), fix};
}

/** The worst of several; undefined for none. */
export function worstOf<T extends {readonly verdict: VerdictName}>(findings: readonly T[]): T | undefined {
  const rank = ({verdict}: T) => VERDICTS.indexOf(verdict);
  return findings.reduce<T | undefined>(
    (worst, next) => (worst === undefined || rank(next) < rank(worst) ? next : worst),
    undefined,
  );
}

/** 0 when all is healthy, 1 when there is a fault, 3 when it cannot be told. */
export function exitCodeOf(findings: readonly {readonly verdict: VerdictName}[]): 0 | 1 | 3 {
  const worst = worstOf(findings)?.verdict ?? 'CANNOT_TELL';
  if (worst === 'HEALTHY') return 0;
  return worst === 'CANNOT_TELL' ? 3 : 1;
}
