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

interface Owner {
  mac: MacAddress;
  heardAt: bigint;
}

/**
 * Most addresses that are remembered. Whoever can send frames can claim any address, so without a limit a
 * scan, or somebody who means it, would fill the memory of a capture that runs for weeks.
 */
export const MAX_OWNERS = 65_536;

/** A tracker that knows nobody yet. When it is full it forgets the address that was first claimed. */
export function trackOwnership(): OwnershipTracker {
  const owners = new Map<string, Owner>();
  return {
    observe(at, {senderIp, senderMac}, network) {
      if (senderIp === ANY_IPV4) return undefined;
      const key = `${senderIp} ${network}`;
      const owner = owners.get(key);
      if (owner === undefined) {
        if (owners.size === MAX_OWNERS) owners.delete(owners.keys().next().value as string);
        owners.set(key, {mac: senderMac, heardAt: at});
        return undefined;
      }
      const {mac: from, heardAt} = owner;
      owner.heardAt = at;
      if (from === senderMac) return undefined;
      owner.mac = senderMac;
      return {ip: senderIp, from, to: senderMac, silenceNs: at - heardAt};
    },
  };
}
