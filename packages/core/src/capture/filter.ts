/**
 * Which frames are captured when nobody says otherwise.
 *
 * @module
 */

/** ARP, with up to two 802.1Q tags. In the filter language, `vlan` moves all that follows into the tag. */
export const ARP_FILTER = 'arp or (vlan and (arp or (vlan and arp)))';
