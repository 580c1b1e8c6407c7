/**
 * What tells a host by which router to send: the redirect of ICMP (RFC 792), and the redirect and the router advertisement of neighbour discovery
 * (RFC 4861 §4.5, §4.2). Read only.
 *
 *   ICMP redirect          octet 4   gateway address   4
 *                                8   the IP packet that is better sent there, from its beginning
 *   redirect, ICMPv6       octet 8   target            16   the better first hop, or the destination itself
 *                               24   destination       16
 *                               40   options
 *   router advertisement  octet 16   options
 *
 * @module
 */

import type {IpAddress, IpFamily} from '../address/ip-address.js';
import {readIpv4} from '../address/ipv4-address.js';
import {readIpv6} from '../address/ipv6-address.js';
import type {MacAddress} from '../address/mac.js';
import {DecodeError, truncated} from '../errors.js';
import {decodeDiscoveryOptions} from './discovery-option.js';
import {ICMP_HEADER_LENGTH, icmpAt} from './icmp.js';
import {decodeQuotedPacket} from './icmp-error.js';

const LAYER = 'redirect';

const REDIRECT_TYPE = {IPv4: 5, IPv6: 137} as const;
const ROUTER_ADVERTISEMENT_TYPE = 134;

const redirectAt = {gateway: 4, target: 8, destination: 24, options: 40} as const;
/** An IPv4 header. */
const LEAST_QUOTED = 20;
const advertisementAt = {options: 16} as const;

/** By which router to send. */
export interface RouteNotice {
  /** The destination that it is about; absent for a router that advertises itself. */
  readonly about?: IpAddress;
  /** The better first hop; absent likewise. */
  readonly gateway?: IpAddress;
  /** The MAC of that first hop, or of the router that advertises itself; absent if it is not given. */
  readonly mac?: MacAddress;
}

/** Whether an ICMP message of this type is one. */
export function isRouteNotice(type: number, family: IpFamily): boolean {
  return type === REDIRECT_TYPE[family] || (family === 'IPv6' && type === ROUTER_ADVERTISEMENT_TYPE);
}

/**
 * @param octets from its type on
 * @throws DecodeError; `UNSUPPORTED` for any other message
 */
export function decodeRouteNotice(octets: Uint8Array, family: IpFamily): RouteNotice {
  if (octets.length < ICMP_HEADER_LENGTH) truncated(LAYER, ICMP_HEADER_LENGTH, octets.length);
  const type = octets[icmpAt.type] as number;
  if (!isRouteNotice(type, family)) {
    const problem = `expected a redirect or a router advertisement of ${family}, got type ${type}`;
    throw new DecodeError('UNSUPPORTED', LAYER, icmpAt.type, problem);
  }
  if (family === 'IPv4') return ofIpv4(octets);
  if (type === ROUTER_ADVERTISEMENT_TYPE) return macIn(octets, advertisementAt.options, 'source-link-layer');
  if (octets.length < redirectAt.options) truncated(LAYER, redirectAt.options, octets.length);
  return {
    about: readIpv6(octets, redirectAt.destination),
    gateway: readIpv6(octets, redirectAt.target),
    ...macIn(octets, redirectAt.options, 'target-link-layer'),
  };
}

function ofIpv4(message: Uint8Array): RouteNotice {
  const quoted = decodeQuotedPacket(message.subarray(icmpAt.data));
  if (quoted === undefined) truncated(LAYER, icmpAt.data + LEAST_QUOTED, message.length);
  return {about: quoted.destination, gateway: readIpv4(message, redirectAt.gateway)};
}

function macIn(
  message: Uint8Array,
  start: number,
  wanted: 'source-link-layer' | 'target-link-layer',
): Pick<RouteNotice, 'mac'> {
  if (message.length < start) truncated(LAYER, start, message.length);
  for (const option of decodeDiscoveryOptions(message, start))
    if (option.type === wanted) return {mac: option.mac};
  return {};
}
