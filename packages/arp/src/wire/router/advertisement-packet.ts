/**
 * An IP packet of either family that carries an advertisement of VRRP or CARP, also behind an authentication header.
 *
 * @module
 */

import {type Ipv4Contents, readIpv4Frame} from '../../describe/dissect-ipv4.js';
import {type Ipv6Advertisement, readIpv6Advertisement} from '../../describe/dissect-ipv6.js';
import {DecodeError} from '../errors.js';
import {ETHER_TYPE_IPV4} from '../frame/ethernet.js';
import type {LinkFrame} from '../frame/link-frame.js';
import {type VrrpAuthentication, vrrpAuthentication} from './vrrp-authentication.js';
import type {VrrpEndpoints} from './vrrp-checksum.js';
import type {Advertisement} from './vrrp-or-carp.js';

export interface AdvertisementPacket extends VrrpEndpoints {
  /** Time to live, or hop limit: with less than 255 it has passed a router, and is not believed. */
  readonly hops: number;
  readonly advertisement: Advertisement;
  /** Undefined for CARP, whose digest is in every packet. */
  readonly authentication: VrrpAuthentication | undefined;
  /** The octets of the message, with the trailer that `isVrrpTagCorrect` looks at. A view. */
  readonly payload: Uint8Array;
}

/** @throws DecodeError; `UNSUPPORTED` for a packet that carries another protocol */
export function decodeAdvertisementPacket(
  frame: Pick<LinkFrame, 'etherType' | 'payload'>,
): AdvertisementPacket {
  const found = frame.etherType === ETHER_TYPE_IPV4 ? fromIpv4(readIpv4Frame(frame)) : fromIpv6(frame);
  if (found === undefined) {
    throw new DecodeError('UNSUPPORTED', 'advertisement', 0, 'expected VRRP or CARP, got another protocol');
  }
  const {sequence, ...packet} = found;
  const {advertisement} = packet;
  const authentication =
    advertisement.protocol === 'vrrp'
      ? vrrpAuthentication(advertisement.packet, advertisement.trailer, sequence)
      : undefined;
  return {...packet, authentication};
}

interface Found extends Omit<AdvertisementPacket, 'authentication'> {
  /** Of the authentication header. */
  readonly sequence: number | undefined;
}

function fromIpv4({ip, authentication, advertisement}: Ipv4Contents): Found | undefined {
  if (advertisement === undefined) return undefined;
  const {source, destination, ttl} = ip;
  const payload = authentication?.payload ?? ip.payload;
  return {source, destination, hops: ttl, advertisement, payload, sequence: authentication?.sequence};
}

function fromIpv6(frame: Pick<LinkFrame, 'payload'>): Found | undefined {
  const found: Ipv6Advertisement | undefined = readIpv6Advertisement(frame);
  if (found === undefined) return undefined;
  const {ip, carried, advertisement} = found;
  const {source, destination, hopLimit} = ip;
  const {payload, authenticationSequence: sequence} = carried;
  return {source, destination, hops: hopLimit, advertisement, payload, sequence};
}
