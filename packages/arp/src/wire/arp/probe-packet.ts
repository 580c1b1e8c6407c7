/**
 * Asking whether an address is in use before taking it (RFC 5227 §2.1.1).
 *
 * @module
 */

import {ANY_IPV4, type Ipv4Address} from '../address/ipv4-address.js';
import {type MacAddress, ZERO_MAC} from '../address/mac.js';
import type {ArpPacket} from './arp-packet.js';

/** Probes sent before an address is taken (RFC 5227 §1.1, PROBE_NUM). */
export const PROBE_COUNT = 3;

/**
 * An ARP probe: a request whose sender IP is zero, so that it cannot change a neighbour's cache.
 *
 * @param mac the MAC of the interface that would take the address
 */
export function arpProbe(ip: Ipv4Address, mac: MacAddress): ArpPacket {
  return {operation: 'request', senderMac: mac, senderIp: ANY_IPV4, targetMac: ZERO_MAC, targetIp: ip};
}

/**
 * Whether `packet` shows that another station uses `ip` or is about to: it sends from the address, or it
 * probes for the same address at the same time (RFC 5227 §2.1.1).
 */
export function conflictsWith(packet: ArpPacket, ip: Ipv4Address, own: MacAddress): boolean {
  if (packet.senderMac === own) return false;
  return packet.senderIp === ip || (packet.senderIp === ANY_IPV4 && packet.targetIp === ip);
}
