/**
 * An IP packet of either family that carries a VRRP or CARP advertisement, possibly after an authentication header.
 *
 * @module
 */

import type {IpPacket} from '../ip/ip-packet.js';
import type {IpPath} from '../ip/ip-path.js';
import {type VrrpAuthentication, vrrpAuthentication} from './vrrp-authentication.js';
import {type Advertisement, decodeVrrpOrCarp} from './vrrp-or-carp.js';

/** An advertisement, with data of its packet. */
export interface AdvertisementPacket extends IpPath {
  /** Time to live, or hop limit: with less than 255 it has passed a router, and is ignored. */
  readonly hops: number;
  readonly advertisement: Advertisement;
  /** Undefined for CARP, whose digest is in every packet. */
  readonly authentication: VrrpAuthentication | undefined;
  /** The octets of the message, with the trailer that `isVrrpTagCorrect` looks at. A view. */
  readonly payload: Uint8Array;
}

/** @throws DecodeError for a complete packet of protocol 112 that is neither */
export function advertisementIn(ip: IpPacket): AdvertisementPacket {
  const {source, destination, hops, payload, authenticationSequence} = ip;
  const advertisement = decodeVrrpOrCarp(payload, ip);
  const authentication =
    advertisement.protocol === 'vrrp'
      ? vrrpAuthentication(advertisement.packet, advertisement.trailer, authenticationSequence)
      : undefined;
  return {source, destination, hops, advertisement, authentication, payload};
}
