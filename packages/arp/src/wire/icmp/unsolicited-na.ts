/**
 * Announcing an IPv6 address: the unsolicited neighbour advertisement, IPv6's gratuitous ARP.
 *
 * | field             | value | why |
 * | ----------------- | --- | --- |
 * | frame destination | 33:33:00:00:00:01 | every node on the link (RFC 2464 §7) |
 * | source            | the address itself, as with Linux's `ndisc_notify` | one of the sender's (RFC 4861 §4.4) |
 * | destination       | ff02::1 | RFC 4861 §7.2.6 |
 * | hop limit         | 255 | anything less has passed a router, and is ignored (§7.1.2) |
 * | Solicited         | 0 | it is not an answer, and to a group it must be 0 (§7.1.2) |
 * | Override          | 1 | without it a receiver keeps the MAC it has (§7.2.5) |
 * | Router            | 0, or 1 from a router | a router that clears it is removed from the lists of default routers |
 * | option            | target link-layer address | without it there is nothing to learn |
 *
 * Unlike ARP, there is no `locktime`: it updates an entry of any age. A FAILED entry ignores it, and a missing one is not
 * created; neither needs it, because the next packet triggers a new solicitation.
 *
 * @module
 */

import {ALL_NODES, type Ipv6Address} from '../address/ipv6-address.js';
import type {MacAddress} from '../address/mac.js';
import {multicastMac} from '../address/multicast-mac.js';
import {ETHER_TYPE_IPV6} from '../frame/ether-type.js';
import {encodeEthernetFrame} from '../frame/ethernet.js';
import type {VlanTag} from '../frame/vlan-tag.js';
import {encodeIpv6Packet} from '../ip/ipv6-packet.js';
import {PROTOCOL_ICMPV6} from '../ip/protocol.js';
import {DISCOVERY_HOP_LIMIT} from './discovery-packet.js';
import {encodeNeighbourMessage} from './neighbour-discovery.js';

/** The address to announce, and the form. */
export interface UnsolicitedNaOptions {
  readonly ip: Ipv6Address;
  /** The MAC that holds the address from now on. */
  readonly mac: MacAddress;
  /** Whether the sender is a router; false by default. */
  readonly router?: boolean;
  /** True by default. */
  readonly override?: boolean;
  /** 802.1Q tags, outermost first. */
  readonly tags?: readonly VlanTag[];
}

/**
 * The frame that tells every neighbour "this IPv6 address is at this MAC now": 86 octets, and 4 more for each tag.
 *
 * @throws VipError `BAD_ADDRESS` or `BAD_ARGUMENT` for a value that does not fit its field
 */
export function unsolicitedNa(options: UnsolicitedNaOptions): Uint8Array {
  const {ip, mac, router = false, override = true, tags = []} = options;
  const path = {source: ip, destination: ALL_NODES};
  const message = encodeNeighbourMessage(
    {
      type: 'advertisement',
      target: ip,
      router,
      solicited: false,
      override,
      options: [{type: 'target-link-layer', mac}],
    },
    path,
  );
  return encodeEthernetFrame({
    destination: multicastMac(ALL_NODES),
    source: mac,
    tags,
    etherType: ETHER_TYPE_IPV6,
    payload: encodeIpv6Packet({
      ...path,
      hopLimit: DISCOVERY_HOP_LIMIT,
      protocol: PROTOCOL_ICMPV6,
      payload: message,
    }),
  });
}
