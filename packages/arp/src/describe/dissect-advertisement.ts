/**
 * The fields of VRRP and CARP advertisements, whatever packet carries them.
 *
 * @module
 */

import {isOfIpv6} from '../wire/address/ip-address.js';
import {IPV4_LENGTH} from '../wire/address/ipv4-address.js';
import {IPV6_LENGTH} from '../wire/address/ipv6-address.js';
import type {CarpPacket} from '../wire/router/carp.js';
import type {VrrpPacket} from '../wire/router/vrrp-message.js';
import type {Advertisement} from '../wire/router/vrrp-or-carp.js';
import {type VrrpTrailer, vrrpTrailerTime} from '../wire/router/vrrp-trailer.js';
import type {FieldTaker} from './field-taker.js';
import {utcTime} from './utc-time.js';

export function takeAdvertisement(taker: FieldTaker, advertisement: Advertisement): void {
  if (advertisement.protocol === 'carp') {
    takeCarp(taker, advertisement.packet, advertisement.checksum);
    return;
  }
  takeVrrp(taker, advertisement.packet, advertisement.checksum);
  if (advertisement.trailer !== undefined) takeTrailer(taker, advertisement.trailer);
}

function takeVrrp(taker: FieldTaker, packet: VrrpPacket, checksum: string): void {
  taker.take(1, 'version, type', `${packet.version}, 1`, 'advertisement, the only type');
  taker.take(
    1,
    'virtual router id',
    String(packet.virtualRouterId),
    'only routers of the same id are rivals',
  );
  taker.take(1, 'priority', String(packet.priority), whyPriority(packet.priority));
  taker.take(1, 'count of addresses', String(packet.addresses.length));
  if (packet.version === 2) {
    taker.take(1, 'authentication type', String(packet.authenticationType));
    taker.take(1, 'interval', `${packet.intervalSeconds} s`, WHY_INTERVAL);
  } else taker.take(2, 'interval', `${packet.intervalCentiseconds * 10} ms`, WHY_INTERVAL);
  taker.take(2, 'checksum', checksum);
  for (const address of packet.addresses)
    taker.take(isOfIpv6(address) ? IPV6_LENGTH : IPV4_LENGTH, 'virtual address', address);
  if (packet.version === 2) taker.take(8, 'authentication data', '8 octets');
}

const WHY_INTERVAL = 'a backup waits three of these and its skew, then takes over';

function whyPriority(priority: number): string {
  if (priority === 0) return 'the master resigns: the backup waits only for its skew';
  return priority === 255 ? 'owns the addresses' : 'the highest becomes master';
}

function takeTrailer(taker: FieldTaker, trailer: VrrpTrailer): void {
  taker.take(1, 'extension type', String(trailer.extensionType), "keepalived's auth_hmac");
  taker.take(1, 'key id', String(trailer.keyId));
  taker.take(2, 'reserved', '0');
  taker.take(
    6,
    "sender's clock",
    utcTime(vrrpTrailerTime(trailer)),
    'against replay: a sender with a different clock is rejected',
  );
  taker.take(
    2,
    'counter',
    String(trailer.counter),
    'advertisements sent at that clock reading before this one',
  );
  taker.take(16, 'proof', 'HMAC-SHA256', 'over source, message and clock, keyed with the password');
}

function takeCarp(taker: FieldTaker, packet: CarpPacket, checksum: string): void {
  taker.take(1, 'version, type', '2, 1', 'advertisement');
  taker.take(1, 'virtual host id', String(packet.virtualHostId));
  taker.take(
    1,
    'skew',
    `${packet.advertisementSkew}/256 s`,
    'added to the interval: the lowest becomes master',
  );
  taker.take(1, 'authentication length', '7 words', 'the counter and the digest');
  taker.take(1, 'demotion', String(packet.demotion));
  taker.take(1, 'base', `${packet.advertisementBase} s`, 'between two advertisements');
  taker.take(2, 'checksum', checksum);
  taker.take(8, 'counter', String(packet.counter), 'against replay');
  taker.take(20, 'digest', 'SHA1-HMAC', 'over id, addresses and counter, keyed with the password');
}
