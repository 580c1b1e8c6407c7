/**
 * EtherTypes, which identify the payload of a frame.
 *
 * @module
 */

/** EtherType of ARP (RFC 826). */
export const ETHER_TYPE_ARP = 0x0806;
/** EtherType of IPv4 (RFC 894). */
export const ETHER_TYPE_IPV4 = 0x0800;
/** EtherType of IPv6 (RFC 2464). */
export const ETHER_TYPE_IPV6 = 0x86dd;

/** Below this the two octets are an IEEE 802.3 length, not an EtherType. */
export const FIRST_ETHER_TYPE = 0x0600;
