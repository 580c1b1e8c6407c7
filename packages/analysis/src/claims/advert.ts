/**
 * A router's advertisement in any of the protocols: VRRP, CARP, HSRP, GLBP.
 *
 * @module
 */

import {
  type AdvertisementPacket,
  type CarpAdvertisement,
  GLBP_STATE,
  type GlbpPacket,
  type HsrpPacket,
  type IpAddress,
  type MacAddress,
  multicastMac,
  VRRP_GROUP,
  VRRP_GROUP_IPV6,
  type VrrpAuthentication,
} from '@vip/arp';
import type {Mark} from '../capture/mark.js';
import {type Signature, signatureOf} from './signature.js';

export type RouterProtocol = 'VRRPv2' | 'VRRPv3' | 'CARP' | 'HSRPv1' | 'HSRPv2' | 'GLBP';

/** Reading of the checksum of a VRRP 3 advertisement over IPv4: with the pseudo-header (RFC 5798) or without (RFC 9568). */
export type ChecksumReading = 'pseudo-header' | 'plain';

/** One advertisement, or one hello of an active router. */
export interface Advert {
  readonly protocol: RouterProtocol;
  readonly id: number;
  /** As in the protocol; for CARP, the skew. */
  readonly priority: number;
  /** The higher one wins in every protocol; 0 resigns. */
  readonly rank: number;
  /** How far the sender demotes itself because of a fault (CARP); absent if it does not. */
  readonly demotion?: number;
  readonly intervalNs: bigint;
  readonly addresses: readonly IpAddress[];
  readonly isWrong: boolean;
  readonly reading?: ChecksumReading;
  /** How it is authenticated, in words: `password`, `AH`, `HMAC`; absent if it is not. */
  readonly authentication?: string;
  /** In clear text. */
  readonly password?: string;
  readonly signature?: Signature;
  /** Its destination MAC, if that is not its group's. */
  readonly strayMac?: MacAddress;
  /** Its time to live, if it was sent to the group and a router has decremented it (RFC 9568 §5.1.1.3). */
  readonly strayHops?: number;
}

/** An advertisement in a frame. */
export interface SeenAdvert extends Mark {
  readonly network: string;
  /** Source IP. */
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  readonly advert: Advert;
}

const SECOND_NS = 1_000_000_000n;

/**
 * @param keys keys of `auth_hmac`, with which signatures are verified
 * @param sentTo destination of the frame
 */
export function advertOf(
  found: AdvertisementPacket,
  keys: readonly Uint8Array[] = [],
  sentTo?: MacAddress,
): Advert {
  const {advertisement, authentication} = found;
  if (advertisement.protocol === 'carp') return carpAdvert(advertisement);
  const {packet, checksum, checksumReading: reading} = advertisement;
  const {virtualRouterId: id, priority, addresses} = packet;
  const interval =
    packet.version === 3
      ? (BigInt(packet.intervalCentiseconds) * SECOND_NS) / 100n
      : BigInt(packet.intervalSeconds) * SECOND_NS;
  const signature = signatureOf(found, keys);
  const isTold = packet.version === 3 && (reading === 'plain' || reading === 'pseudo-header');
  return {
    ...{protocol: packet.version === 3 ? 'VRRPv3' : 'VRRPv2', id, priority, addresses, intervalNs: interval},
    rank: priority,
    isWrong: checksum === 'wrong',
    ...(isTold ? {reading} : {}),
    ...authenticationOf(authentication),
    ...(signature === undefined ? {} : {signature}),
    ...(isStray(found.destination, sentTo) ? {strayMac: sentTo} : {}),
    ...(isGroup(found.destination) && found.hops !== VRRP_HOPS ? {strayHops: found.hops} : {}),
  };
}

function carpAdvert({packet, checksum}: CarpAdvertisement): Advert {
  const {virtualHostId, advertisementBase, advertisementSkew, demotion} = packet;
  const interval = advertisementBase * CARP_FRACTIONS + advertisementSkew;
  return {
    ...{protocol: 'CARP', id: virtualHostId, priority: advertisementSkew, addresses: []},
    // The least demoted wins; among equals, the one that advertises most often (OpenBSD, carp_proto_input_c).
    // Both at their maximum mean a resignation (carp_send_ad).
    rank:
      interval === CARP_GOODBYE ? 0 : CARP_GOODBYE + 1 - interval + (0xff - demotion) * (CARP_GOODBYE + 1),
    intervalNs: (BigInt(interval) * SECOND_NS) / BigInt(CARP_FRACTIONS),
    isWrong: checksum === 'wrong',
    ...(demotion === 0 ? {} : {demotion}),
  };
}

/** The unit of the skew is this fraction of a second. */
const CARP_FRACTIONS = 256;
const CARP_GOODBYE = 0xff * CARP_FRACTIONS + 0xff;

/** Whether an advertisement was sent to a MAC other than its group's; a unicast peer may have any MAC. */
function isStray(destination: IpAddress, sentTo: MacAddress | undefined): sentTo is MacAddress {
  return isGroup(destination) && sentTo !== undefined && sentTo !== multicastMac(destination);
}

function isGroup(destination: IpAddress): boolean {
  return destination === VRRP_GROUP || destination === VRRP_GROUP_IPV6;
}

/** The time to live with which an advertisement must be sent and received (RFC 9568 §5.1.1.3). */
const VRRP_HOPS = 255;

function authenticationOf(authentication: VrrpAuthentication | undefined): Partial<Advert> {
  switch (authentication?.type) {
    case 'text':
      return {authentication: 'a password', password: authentication.password};
    case 'ah':
      return {authentication: 'an authentication header'};
    case 'hmac':
      return {authentication: 'HMAC'};
    case 'other':
      return {authentication: `type ${authentication.number}`};
    default:
      return {};
  }
}

/** The advertisement of a group's active router; standby routers say so, and claim nothing (RFC 2281 §5). */
export function hsrpAdverts({version, groups}: HsrpPacket): Advert[] {
  return groups.flatMap(({operation, state, group, priority, helloMs, virtualIp}) => {
    const isResigning = operation === 'resign';
    if (state !== 'active' && !isResigning) return [];
    return [
      {
        protocol: version === 1 ? 'HSRPv1' : 'HSRPv2',
        id: group,
        priority,
        // Priority 0 resigns in VRRP; an HSRP router with priority 0 may be active.
        rank: isResigning ? 0 : priority + 1,
        intervalNs: BigInt(helloMs) * 1_000_000n,
        addresses: [virtualIp],
        isWrong: false,
      },
    ];
  });
}

/** The advertisement of the active gateway, which answers for the address. */
export function glbpAdvert({group, hello}: GlbpPacket): Advert[] {
  if (hello?.state !== GLBP_STATE.active || hello.virtualIp === undefined) return [];
  const {priority, helloMs, virtualIp} = hello;
  const intervalNs = BigInt(helloMs) * 1_000_000n;
  return [
    {
      ...{protocol: 'GLBP', id: group, priority, rank: priority + 1},
      ...{intervalNs, addresses: [virtualIp], isWrong: false},
    },
  ];
}
