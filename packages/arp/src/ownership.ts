/**
 * Who owns which address, as the frames tell it. Pure: time comes with each packet.
 *
 * Every ARP packet claims that its sender IP is at its sender MAC, whatever else it is for (RFC 826 merges
 * it into the cache before it looks at the operation). A probe claims nothing.
 *
 * @module
 */

import type {ArpPacket} from './arp-packet.js';
import {ANY_IPV4, type Ipv4Address} from './ipv4-address.js';
import type {MacAddress} from './mac.js';

/** An address that was claimed by one MAC and is now claimed by another. */
export interface Move {
  readonly ip: Ipv4Address;
  readonly from: MacAddress;
  readonly to: MacAddress;
  /** Nanoseconds since the former owner was last heard to claim the address. */
  readonly silenceNs: bigint;
}

export interface OwnershipTracker {
  /**
   * Takes a packet in, and tells whether it moved an address.
   *
   * @param at nanoseconds on any one clock
   * @param network tells networks apart that do not hear each other: an interface, a VLAN; the same
   *   address in two of them is two addresses
   */
  observe(at: bigint, packet: ArpPacket, network: string): Move | undefined;
}

export function trackOwnership(): OwnershipTracker {
  const owners = new Map<string, {mac: MacAddress; heardAt: bigint}>();
  return {
    observe(at, {senderIp, senderMac}, network) {
      if (senderIp === ANY_IPV4) return undefined;
      const key = `${network} ${senderIp}`;
      const former = owners.get(key);
      owners.set(key, {mac: senderMac, heardAt: at});
      if (former === undefined || former.mac === senderMac) return undefined;
      return {ip: senderIp, from: former.mac, to: senderMac, silenceNs: at - former.heardAt};
    },
  };
}
