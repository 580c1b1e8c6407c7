/**
 * What a packet of IPv6 carries behind its extension headers (RFC 8200 §4).
 *
 * @module
 */

import {DecodeError} from '../errors.js';
import {HeaderWalk} from './header-walk.js';
import type {Ipv6Packet} from './ipv6-packet.js';

export interface Ipv6Payload {
  /** IANA protocol number of what is carried. */
  readonly protocol: number;
  /** Octets of all extension headers; 0 without any. */
  readonly headersLength: number;
  /** Whether it is a part of what is carried. */
  readonly isFragment: boolean;
  /** What the sender of an authentication header counts; undefined without one. */
  readonly authenticationSequence: number | undefined;
  /** A view into the packet's. */
  readonly payload: Uint8Array;
}

/** @throws DecodeError `MALFORMED` for an extension header that ends too early */
export function ipv6PayloadOf({nextHeader, payload}: Ipv6Packet): Ipv6Payload {
  const walk = new HeaderWalk();
  walk.walk(payload, nextHeader, 0, payload.length, true);
  if (walk.isBroken) {
    const problem = `expected a whole extension header ${walk.protocol}, got ${payload.length - walk.offset} octets`;
    throw new DecodeError('MALFORMED', 'ipv6', walk.offset, problem);
  }
  return {
    protocol: walk.protocol,
    headersLength: walk.offset,
    isFragment: walk.fragmentOffset > 0 || walk.moreFragments,
    authenticationSequence: walk.isAuthenticated ? walk.authenticationSequence : undefined,
    payload: payload.subarray(walk.offset),
  };
}
