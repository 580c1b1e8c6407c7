/**
 * MACs that belong to a virtual router rather than to a machine: the router's current holder sends from it and listens to it, so that
 * no cache need change when the router moves.
 *
 * | MAC                 | protocol |
 * | ------------------- | --- |
 * | `00:00:5e:00:01:II` | VRRP for IPv4 (RFC 9568 §7.3), and CARP |
 * | `00:00:5e:00:02:II` | VRRP for IPv6 |
 * | `00:00:0c:07:ac:GG` | HSRP version 1 (RFC 2281 §6) |
 * | `00:00:0c:9f:fG:GG` | HSRP version 2 for IPv4 |
 * | `00:05:73:a0:0G:GG` | HSRP for IPv6 |
 * | `00:07:b4:xx:xx:FF` | GLBP: 6 bits of zero, 10 of the group, 8 of the forwarder |
 *
 * @module
 */

import {checkRange} from '../check.js';
import type {MacAddress} from './mac.js';
import {macOfNumber, numberOfMac} from './mac-number.js';

/** The virtual router to which a MAC belongs. */
export type VirtualMac =
  /** CARP uses the same for IPv4, with its virtual host id. */
  | {readonly protocol: 'vrrp'; readonly family: 'IPv4' | 'IPv6'; readonly id: number}
  | {
      readonly protocol: 'hsrp';
      readonly family: 'IPv4' | 'IPv6';
      readonly version: 1 | 2;
      readonly id: number;
    }
  /** One for each forwarder of a group; the group is of either family. */
  | {readonly protocol: 'glbp'; readonly family: undefined; readonly id: number; readonly forwarder: number};

/** A prefix, and the width of the router's number after it. */
interface Form {
  readonly prefix: number;
  readonly bits: number;
  /** 2 to the power of `bits`: computing it for every claim takes longer than the rest of the work. */
  readonly size: number;
}

const form = (prefix: number, bits: number): Form => ({prefix, bits, size: 2 ** bits});

const VRRP_IPV4 = form(0x00005e0001, 8);
const VRRP_IPV6 = form(0x00005e0002, 8);
const HSRP_1 = form(0x00000c07ac, 8);
const HSRP_2 = form(0x00000c9ff, 12);
const HSRP_IPV6 = form(0x000573a00, 12);
/** The prefix with its six bits of zero. */
const GLBP = form(0x0007b4 * 2 ** 6, 18);
const FORWARDER_BITS = 8;

/**
 * The virtual router of a MAC; undefined for the MAC of a machine.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not a MAC
 */
export function virtualMacOf(mac: MacAddress): VirtualMac | undefined {
  return virtualMacOfNumber(numberOfMac(mac));
}

/** Like `virtualMacOf`, for a MAC as a number of 48 bits. */
export function virtualMacOfNumber(mac: number): VirtualMac | undefined {
  if (has(mac, VRRP_IPV4)) return {protocol: 'vrrp', family: 'IPv4', id: idIn(mac, VRRP_IPV4)};
  if (has(mac, VRRP_IPV6)) return {protocol: 'vrrp', family: 'IPv6', id: idIn(mac, VRRP_IPV6)};
  if (has(mac, HSRP_1)) return {protocol: 'hsrp', family: 'IPv4', version: 1, id: idIn(mac, HSRP_1)};
  if (has(mac, HSRP_2)) return {protocol: 'hsrp', family: 'IPv4', version: 2, id: idIn(mac, HSRP_2)};
  if (has(mac, HSRP_IPV6)) return {protocol: 'hsrp', family: 'IPv6', version: 2, id: idIn(mac, HSRP_IPV6)};
  if (!has(mac, GLBP)) return undefined;
  const both = idIn(mac, GLBP);
  return {protocol: 'glbp', family: undefined, id: both >> FORWARDER_BITS, forwarder: both & 0xff};
}

/**
 * Whether a MAC is that of a virtual router, whatever the protocol.
 *
 * @throws VipError `BAD_ADDRESS` for text that is not a MAC
 */
export function isVirtualRouterMac(mac: MacAddress): boolean {
  return virtualMacOf(mac) !== undefined;
}

/** The MAC of a virtual router. @throws VipError `BAD_ARGUMENT` for a number that does not fit into the MAC */
export function macOfVirtual(virtual: VirtualMac): MacAddress {
  const {prefix, bits} = formOf(virtual);
  const {protocol, id} = virtual;
  if (protocol !== 'glbp') return macAt(protocol, prefix, bits, id);
  checkRange('glbp group', id, 0, 2 ** (bits - FORWARDER_BITS) - 1);
  checkRange('glbp forwarder', virtual.forwarder, 0, 0xff);
  return macAt(protocol, prefix, bits, (id << FORWARDER_BITS) | virtual.forwarder);
}

function formOf(virtual: VirtualMac): Form {
  if (virtual.protocol === 'glbp') return GLBP;
  if (virtual.protocol === 'vrrp') return virtual.family === 'IPv4' ? VRRP_IPV4 : VRRP_IPV6;
  if (virtual.family === 'IPv6') return HSRP_IPV6;
  return virtual.version === 1 ? HSRP_1 : HSRP_2;
}

function macAt(protocol: string, prefix: number, bits: number, low: number): MacAddress {
  checkRange(`${protocol} id`, low, 0, 2 ** bits - 1);
  return macOfNumber(prefix * 2 ** bits + low) as MacAddress;
}

/** Not with bit operators, which are limited to 32 bits. */
function has(mac: number, {prefix, size}: Form): boolean {
  return Math.floor(mac / size) === prefix;
}

function idIn(mac: number, {size}: Form): number {
  return mac % size;
}
