/**
 * What a router says of itself, in whichever protocol: VRRP, CARP, HSRP, GLBP.
 *
 * @module
 */

import {type Advertisement, type IpAddress, vrrpPassword} from '@vip/arp';

export type RouterProtocol = 'VRRPv2' | 'VRRPv3' | 'CARP' | 'HSRPv1' | 'HSRPv2' | 'GLBP';

/** How the checksum of a VRRP 3 advertisement over IPv4 is read: with the pseudo-header (RFC 5798) or without (RFC 9568). */
export type ChecksumReading = 'pseudo-header' | 'plain';

/** One advertisement, or one hello of an active router. */
export interface Advert {
  readonly protocol: RouterProtocol;
  readonly id: number;
  /** Higher wins, whatever the protocol; 0 gives up. */
  readonly priority: number;
  readonly intervalNs: bigint;
  readonly addresses: readonly IpAddress[];
  readonly isWrong: boolean;
  readonly reading?: ChecksumReading;
  /** How it is authenticated, in words: `password`, `AH`, `HMAC`; absent when it is not. */
  readonly authentication?: string;
  /** Readable by everybody. */
  readonly password?: string;
}

const SECOND_NS = 1_000_000_000n;

export function advertOf(advertisement: Advertisement): Advert {
  if (advertisement.protocol === 'carp') {
    const {virtualHostId, advertisementBase, advertisementSkew} = advertisement.packet;
    return {
      // The lowest skew wins, where VRRP's highest priority does.
      ...{protocol: 'CARP', id: virtualHostId, priority: 255 - advertisementSkew, addresses: []},
      intervalNs: BigInt(advertisementBase) * SECOND_NS + (BigInt(advertisementSkew) * SECOND_NS) / 256n,
      isWrong: advertisement.checksum === 'wrong',
    };
  }
  const {packet, checksum} = advertisement;
  const {virtualRouterId: id, priority, addresses} = packet;
  const isWrong = checksum === 'wrong';
  if (packet.version === 3) {
    const intervalNs = (BigInt(packet.intervalCentiseconds) * SECOND_NS) / 100n;
    return {protocol: 'VRRPv3', id, priority, addresses, intervalNs, isWrong, ...readingOf(checksum)};
  }
  const password = vrrpPassword(packet);
  const authentication = AUTHENTICATION[packet.authenticationType];
  return {
    ...{protocol: 'VRRPv2', id, priority, addresses, isWrong},
    intervalNs: BigInt(packet.intervalSeconds) * SECOND_NS,
    ...(authentication === undefined ? {} : {authentication}),
    ...(password === undefined ? {} : {password}),
  };
}

const AUTHENTICATION: Readonly<Record<number, string>> = {1: 'password', 2: 'AH'};

function readingOf(checksum: string): {reading?: ChecksumReading} {
  if (checksum === 'correct') return {reading: 'pseudo-header'};
  if (checksum === 'without-pseudo-header') return {reading: 'plain'};
  return {};
}
