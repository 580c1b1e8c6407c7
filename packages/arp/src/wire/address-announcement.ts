/**
 * Announcing an address of either family: a gratuitous ARP, or an unsolicited neighbour advertisement.
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from './address/ip-address.js';
import type {Ipv4Address} from './address/ipv4-address.js';
import {type AnnouncementOptions, announcementFrames} from './arp/announcement.js';
import {type UnsolicitedNaOptions, unsolicitedNa} from './icmp/unsolicited-na.js';

/** The address to announce, and the form: `form` and `targetMac` apply to IPv4, `override` and `router` to IPv6. */
export interface AddressAnnouncement
  extends Omit<AnnouncementOptions, 'ip'>,
    Pick<UnsolicitedNaOptions, 'override' | 'router'> {
  readonly ip: IpAddress;
}

/**
 * The frames of one round, in the order they are sent.
 *
 * @param options the address, its MAC, and the form of the announcement
 * @throws VipError `BAD_ADDRESS` or `BAD_ARGUMENT` for a value that does not fit its field
 */
export function addressAnnouncement({ip, ...how}: AddressAnnouncement): Uint8Array[] {
  return isOfIpv6(ip) ? [unsolicitedNa({ip, ...how})] : announcementFrames({ip: ip as Ipv4Address, ...how});
}
