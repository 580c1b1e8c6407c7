/**
 * The content of a VRRP advertisement, in version 2 (RFC 3768) and version 3 (RFC 5798, RFC 9568) of the protocol.
 *
 * @module
 */

import type {IpAddress} from '../address/ip-address.js';
import type {Ipv4Address} from '../address/ipv4-address.js';

/** A version 2 advertisement. */
export interface VrrpV2Packet {
  readonly version: 2;
  /** Virtual router id, 1 to 255; 0 is reserved, but decoded. */
  readonly virtualRouterId: number;
  /** 0 to 255. */
  readonly priority: number;
  /** Seconds between two advertisements, 0 to 255. */
  readonly intervalSeconds: number;
  /** 0 none, 1 simple text (keepalived's PASS), 2 authentication header (its AH); others are kept. */
  readonly authenticationType: number;
  /** Eight octets: the password of type 1, filled with zeros. */
  readonly authenticationData: Uint8Array;
  readonly addresses: readonly Ipv4Address[];
}

/** A version 3 advertisement. */
export interface VrrpV3Packet {
  readonly version: 3;
  /** 1 to 255; 0 is reserved, but decoded. */
  readonly virtualRouterId: number;
  /** 0 to 255: 0 for a master that resigns, 255 for the owner of the address. */
  readonly priority: number;
  /** Hundredths of a second between two advertisements, 0 to 4095. */
  readonly intervalCentiseconds: number;
  /** All of the address family of the IP packet. */
  readonly addresses: readonly IpAddress[];
}

/** An advertisement of either version. */
export type VrrpPacket = VrrpV2Packet | VrrpV3Packet;
