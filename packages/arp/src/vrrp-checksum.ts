/**
 * The checksum of VRRP: version 2 sums the message (RFC 3768 §5.3.8), version 3 a pseudo-header as well (RFC 5798
 * §5.2.8), which not every sender of version 3 does.
 *
 *   octet 0   source        4
 *         4   destination   4
 *         8   zero          1
 *         9   protocol      1   112
 *        10   length        2
 *        12   the message
 *
 * @module
 */

import {internetChecksum} from './icmp.js';
import {type Ipv4Address, writeIpv4} from './ipv4-address.js';

/** Who speaks to whom, for the pseudo-header. */
export interface VrrpEndpoints {
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
}

/** What is to be said of an advertisement's checksum. */
export type VrrpChecksum =
  | 'correct'
  /** Version 3 summed as version 2 is: keepalived up to 1.3.6, and with its `vrrp_version 3` compatibility since. */
  | 'without-pseudo-header'
  /** Receivers drop it. */
  | 'wrong';

/** IP protocol number of VRRP, and of CARP. */
export const PROTOCOL_VRRP = 112;

const at = {source: 0, destination: 4, protocol: 8, length: 10, message: 12} as const;

/** Whether the checksum fits the octets of a message that decoded; all are summed, as receivers do. */
export function vrrpChecksum(message: Uint8Array, endpoints: VrrpEndpoints): VrrpChecksum {
  if (vrrpSum(message, endpoints) === 0) return 'correct';
  return !isVersion2(message) && internetChecksum(message) === 0 ? 'without-pseudo-header' : 'wrong';
}

/** What goes into the checksum field; 0 over a message that is intact. */
export function vrrpSum(message: Uint8Array, endpoints: VrrpEndpoints): number {
  return internetChecksum(isVersion2(message) ? message : withPseudoHeader(message, endpoints));
}

function isVersion2(message: Uint8Array): boolean {
  return (message[0] as number) >> 4 === 2;
}

function withPseudoHeader(message: Uint8Array, {source, destination}: VrrpEndpoints): Uint8Array {
  const whole = new Uint8Array(at.message + message.length);
  const view = new DataView(whole.buffer);
  writeIpv4(whole, at.source, source);
  writeIpv4(whole, at.destination, destination);
  view.setUint16(at.protocol, PROTOCOL_VRRP);
  view.setUint16(at.length, message.length);
  whole.set(message, at.message);
  return whole;
}
