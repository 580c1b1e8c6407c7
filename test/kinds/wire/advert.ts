/**
 * Advertisements of VRRP as routers send them: in either version and family, in both readings of version 3's checksum over IPv4,
 * and behind an authentication header.
 *
 * @module
 */

import {
  encodeVrrpPacket,
  type IpAddress,
  type Ipv4Address,
  internetChecksum,
  isOfIpv6,
  type MacAddress,
  multicastMac,
  parseMac,
  VRRP_GROUP,
  VRRP_GROUP_IPV6,
  type VrrpPacket,
} from '@vip/arp';
import {concat} from '../../helpers/hex.js';
import {etherTypeOf} from '../sim/family.js';
import {hmacTrailer} from './hmac-trailer.js';
import type {Telling} from './neighbour.js';
import {type Ends, ipPacket, transportChecksum} from './packet.js';

const PROTOCOL_VRRP = 112;
const PROTOCOL_AH = 51;
export const KEY: Uint8Array = Uint8Array.from({length: 32}, (_, index) => index);
const GROUP_MAC = parseMac('01:00:5e:00:00:12');

export interface Advert {
  readonly version: 2 | 3;
  readonly virtualRouterId: number;
  readonly priority: number;
  /** Advertisement interval in nanoseconds; version 2 has whole seconds only. */
  readonly interval: number;
  readonly addresses: readonly IpAddress[];
  /** Version 3 over IPv4: with RFC 5798's pseudo-header, or without as RFC 9568 has it. */
  readonly sum: 'pseudo-header' | 'plain' | 'wrong';
  /** `trailer` is that of keepalived 2.4, which follows either version. */
  readonly authentication: 'none' | 'password' | 'header' | 'trailer';
  /** The password, if it authenticates with one in clear text. */
  readonly password?: string;
  /** Time to live; 255, as required, if absent. */
  readonly ttl?: number;
  /** The key of the trailer; the one that all routers share if absent. */
  readonly key?: Uint8Array;
  /** The destination of the frame; the MAC of the group if absent. */
  readonly groupMac?: MacAddress;
  /** How far the sender's clock is ahead, in nanoseconds; 0 if absent. */
  readonly clockAhead?: bigint;
}

export interface Sending {
  readonly source: IpAddress;
  /** The number of this sender's advertisements so far. */
  readonly counter: number;
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
  /** The only peer of a unicast configuration; the group if absent. */
  readonly peer?: IpAddress;
}

/** The contents and the destination of a frame with this advertisement; the caller knows the MAC of a peer. */
export function advertTelling(advert: Advert, {source, counter, now, peer}: Sending): Telling {
  const destination: IpAddress = peer ?? (isOfIpv6(source) ? VRRP_GROUP_IPV6 : VRRP_GROUP);
  const ends = {source, destination};
  const message = encodeVrrpPacket(packetOf(advert), ends);
  if (advert.version === 3 && advert.sum === 'plain' && !isOfIpv6(source)) {
    message.set([0, 0], 6);
    new DataView(message.buffer).setUint16(6, internetChecksum(message));
  }
  if (advert.sum === 'wrong') message[6] = (message[6] as number) ^ 0x55;
  const inner = authenticated(advert, message, ends, counter, now);
  const isV6 = isOfIpv6(source);
  const destinationMac: MacAddress = advert.groupMac ?? (isV6 ? multicastMac(VRRP_GROUP_IPV6) : GROUP_MAC);
  return {
    destination: destinationMac,
    etherType: etherTypeOf(source),
    payload: ipPacket({source, destination, ...inner, ttl: advert.ttl ?? 255, id: counter & 0xffff}),
  };
}

function authenticated(
  {authentication, key = KEY, clockAhead = 0n}: Advert,
  message: Uint8Array,
  ends: Ends,
  counter: number,
  now: bigint,
): {protocol: number; payload: Uint8Array} {
  if (authentication === 'header')
    return {protocol: PROTOCOL_AH, payload: concat(authenticationHeader(ends.source, counter), message)};
  if (authentication !== 'trailer') return {protocol: PROTOCOL_VRRP, payload: message};
  const own = now + clockAhead;
  const time = {
    seconds: Number(own / 1_000_000_000n),
    subsecond: Number((own % 1_000_000_000n) >> 16n),
    counter: counter & 0xffff,
  };
  const payload = concat(message, hmacTrailer(message, ends.source, key, time));
  // Over IPv6, the kernel sums the whole payload; over IPv4, the daemon sums its message only.
  if (isOfIpv6(ends.source)) {
    payload.set([0, 0], 6);
    new DataView(payload.buffer).setUint16(6, transportChecksum(ends, PROTOCOL_VRRP, payload));
  }
  return {protocol: PROTOCOL_VRRP, payload};
}

/** The virtual MAC of a router (RFC 5798 §7.3). */
export function virtualMac(virtualRouterId: number, family: 4 | 6): MacAddress {
  const id = virtualRouterId.toString(16).padStart(2, '0');
  return parseMac(`00:00:5e:00:0${family === 4 ? 1 : 2}:${id}`);
}

function packetOf(advert: Advert): VrrpPacket {
  const {version, virtualRouterId, priority, interval, addresses, authentication} = advert;
  const common = {virtualRouterId, priority};
  if (version === 3) return {version, ...common, intervalCentiseconds: Math.round(interval / 1e7), addresses};
  const password = authentication === 'password' ? (advert.password ?? 'secret') : '';
  return {
    ...{version, ...common, intervalSeconds: Math.round(interval / 1e9)},
    authenticationType: {none: 0, trailer: 0, password: 1, header: 2}[authentication],
    authenticationData: Uint8Array.from({length: 8}, (_, index) => password.charCodeAt(index) || 0),
    addresses: addresses as readonly Ipv4Address[],
  };
}

/** RFC 4302 §2 with the 96 bits of HMAC-MD5 that keepalived sends; the key is unknown here. */
function authenticationHeader(source: IpAddress, counter: number): Uint8Array {
  const header = new Uint8Array(24);
  const view = new DataView(header.buffer);
  header.set([PROTOCOL_VRRP, 4]);
  header.set(source.split('.').map(Number), 4);
  view.setUint32(8, counter);
  header.fill(0xa5, 12);
  return header;
}
