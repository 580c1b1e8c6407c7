/**
 * Link types of captured frames: numbers of the LINKTYPE_ registry of tcpdump.org.
 *
 * @module
 */

/** Link type of Ethernet frames (LINKTYPE_ETHERNET). */
export const LINK_TYPE_ETHERNET = 1;
/** Link type of cooked captures, `tcpdump -i any` before libpcap 1.10.2 (LINKTYPE_LINUX_SLL). */
export const LINK_TYPE_LINUX_SLL = 113;
/** Link type of cooked captures with the interface's number (LINKTYPE_LINUX_SLL2). */
export const LINK_TYPE_LINUX_SLL2 = 276;
/** Link type of bare packets, IPv4 or IPv6 according to their version: tunnels, `tun` (LINKTYPE_RAW). */
export const LINK_TYPE_RAW = 101;
/** Link type of bare IPv4 packets (LINKTYPE_IPV4). */
export const LINK_TYPE_IPV4 = 228;
/** Link type of bare IPv6 packets (LINKTYPE_IPV6). */
export const LINK_TYPE_IPV6 = 229;
