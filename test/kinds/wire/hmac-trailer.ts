/**
 * The authentication trailer of keepalived 2.4 (`auth_hmac`): 28 octets after the message, which the checksum over IPv4 does not cover.
 *
 *   octet 0   type            1   1
 *         1   key             1
 *         2   reserved        2
 *         4   seconds         4   UTC
 *         8   subsecond       2
 *        10   counter         2
 *        12   HMAC-SHA256    16   its first octets
 *
 * @module
 */

import {createHmac} from 'node:crypto';
import {type IpAddress, isOfIpv6} from '@vip/arp';
import {concat} from '../../helpers/hex.js';
import {ipOctets} from './octets.js';

const HEAD = 12;
const TAG = 16;

export interface TrailerTime {
  readonly seconds: number;
  readonly subsecond: number;
  readonly counter: number;
}

/** The tag covers the source address, the message with a checksum of zero, and the trailer with a tag of zeros. */
export function hmacTrailer(
  message: Uint8Array,
  source: IpAddress,
  key: Uint8Array,
  time: TrailerTime,
): Uint8Array {
  const head = new Uint8Array(HEAD);
  const view = new DataView(head.buffer);
  head.set([1, 1]);
  view.setUint32(4, time.seconds);
  view.setUint16(8, time.subsecond);
  view.setUint16(10, time.counter);
  const sender = new Uint8Array(20);
  sender.set([isOfIpv6(source) ? 6 : 4, (message[0] ?? 0) >> 4, message[1] ?? 0, 0]);
  sender.set(ipOctets(source), 4);
  const unsummed = message.slice();
  unsummed.set([0, 0], 6);
  const signed = concat(sender, unsummed, head, new Uint8Array(TAG));
  return concat(head, createHmac('sha256', key).update(signed).digest().subarray(0, TAG));
}
