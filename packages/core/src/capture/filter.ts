/**
 * Default capture filters, in the language of pcap-filter(7).
 *
 * @module
 */

import {GLBP_PORT, HSRP_PORT, HSRP_PORT_IPV6, type IpAddress, PROTOCOL_AH, PROTOCOL_VRRP} from '@vip/arp';

/** ARP in IEEE 802.3 with a SNAP header, which `arp` does not match. Only untagged: offsets into `ether` do not move past a tag. */
const SNAP_ARP = '(ether[12:2] < 0x0600 and ether[20:2] = 0x0806)';

/** ARP, with up to two 802.1Q tags. */
export const ARP_CAPTURE_FILTER = `${SNAP_ARP} or ${orTagged('arp')}`;

/** Claims to addresses of either family: ARP, and IPv6's advertisements (ICMPv6 type 136), with up to two 802.1Q tags. */
export const NEIGHBOUR_CAPTURE_FILTER = `${SNAP_ARP} or ${orTagged('(arp or (icmp6 and ip6[40] = 136))')}`;

/** Claims to addresses, advertisements of virtual routers, and ICMP errors. */
const CONTROL = [
  ...['arp', 'rarp', 'icmp6', 'icmp[icmptype] = icmp-unreach'],
  ...[PROTOCOL_VRRP, PROTOCOL_AH].flatMap(protocol => [`ip proto ${protocol}`, `ip6 proto ${protocol}`]),
  ...[HSRP_PORT, HSRP_PORT_IPV6, GLBP_PORT].map(port => `udp port ${port}`),
].join(' or ');

/**
 * Claims to addresses, and the traffic of these addresses; all IP traffic if none is given. With up to two 802.1Q
 * tags.
 */
export function explainFilter(ips: readonly IpAddress[]): string {
  const traffic = ips.length === 0 ? 'ip or ip6' : ips.map(ip => `host ${ip}`).join(' or ');
  return `${SNAP_ARP} or ${orTagged(`(${CONTROL} or ${traffic})`)}`;
}

/** A parenthesised expression, also behind up to two 802.1Q tags: `vlan` shifts the offsets of everything after it. */
export function orTagged(expression: string): string {
  return `${expression} or (vlan and (${expression} or (vlan and ${expression})))`;
}
