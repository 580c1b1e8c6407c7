/**
 * Which frames are captured when nobody says otherwise.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';

/** ARP, with up to two 802.1Q tags. In the filter language, `vlan` moves all that follows into the tag. */
export const ARP_FILTER = 'arp or (vlan and (arp or (vlan and arp)))';

/**
 * What says where addresses are, and the traffic of these addresses; all IP traffic when none is named. With up to two 802.1Q tags
 * as well.
 */
export function explainFilter(ips: readonly IpAddress[]): string {
  const traffic = ips.length === 0 ? 'ip or ip6' : ips.map(ip => `host ${ip}`).join(' or ');
  return orTagged(`(arp or icmp6 or ip proto 112 or ip proto 51 or ip6 proto 112 or ${traffic})`);
}

/** What an expression with brackets finds, with up to two 802.1Q tags as well. */
export function orTagged(expression: string): string {
  return `${expression} or (vlan and (${expression} or (vlan and ${expression})))`;
}
