/**
 * An IP packet of either family that carries an advertisement of VRRP or CARP, also behind an authentication header.
 *
 * @module
 */

import {readIpv4Frame} from './dissect-ipv4.js';
import {readIpv6Advertisement} from './dissect-ipv6.js';
import {DecodeError} from './errors.js';
import {ETHER_TYPE_IPV4} from './ethernet.js';
import type {LinkFrame} from './link-frame.js';
import type {VrrpEndpoints} from './vrrp-checksum.js';
import type {Advertisement} from './vrrp-or-carp.js';

export interface AdvertisementPacket extends VrrpEndpoints {
  readonly advertisement: Advertisement;
}

/** @throws DecodeError; `UNSUPPORTED` for a packet that carries another protocol */
export function decodeAdvertisementPacket(
  frame: Pick<LinkFrame, 'etherType' | 'payload'>,
): AdvertisementPacket {
  const found = frame.etherType === ETHER_TYPE_IPV4 ? readIpv4Frame(frame) : readIpv6Advertisement(frame);
  if (found?.advertisement === undefined) {
    throw new DecodeError('UNSUPPORTED', 'advertisement', 0, 'expected VRRP or CARP, got another protocol');
  }
  const {source, destination} = found.ip;
  return {source, destination, advertisement: found.advertisement};
}
