/**
 * IP packets of either family (RFC 791, RFC 8200), with the payload that follows their extension and authentication headers.
 *
 * @module
 */

import type {IpFamily} from '../address/ip-address.js';
import {readUint32} from '../octets.js';
import {decodeAuthenticationHeader} from './authentication-header.js';
import type {IpPath} from './ip-path.js';
import {decodeIpv4Start, type Ipv4Start} from './ipv4-packet.js';
import {fragmentIn, type Ipv6Extension} from './ipv6-extension.js';
import {decodeIpv6Start, type Ipv6Start} from './ipv6-packet.js';
import {PROTOCOL_AH} from './protocol.js';

/** An IP packet of either family. */
export interface IpPacket extends IpPath {
  readonly family: IpFamily;
  /** Time to live, or hop limit. */
  readonly hops: number;
  /** IANA protocol number of the payload. */
  readonly protocol: number;
  /** Whether it is a fragment, including the first one. */
  readonly isFragment: boolean;
  /** Fragment offset in octets: above 0, the payload does not begin with a header of its protocol. */
  readonly fragmentOffset: number;
  /** Sequence number of the authentication header; undefined without one. */
  readonly authenticationSequence: number | undefined;
  /** The payload, as far as captured. A view into the decoded octets. */
  readonly payload: Uint8Array;
  /** Octets of payload that the header states but the record lacks, because a snap length truncated it. */
  readonly missing: number;
  /** The whole header. */
  readonly header: Ipv4Start | Ipv6Start;
}

/**
 * The packet, with the payload that follows all of its extension and authentication headers.
 *
 * @throws DecodeError if the headers are incomplete or contradictory
 */
export function decodeIpPacket(octets: Uint8Array, family: IpFamily): IpPacket {
  return family === 'IPv4' ? fromIpv4(decodeIpv4Start(octets)) : fromIpv6(decodeIpv6Start(octets));
}

function fromIpv4(header: Ipv4Start): IpPacket {
  const {source, destination, ttl, fragmentOffset, moreFragments, missing} = header;
  const isBehind = header.protocol === PROTOCOL_AH && fragmentOffset === 0;
  const authentication = isBehind ? decodeAuthenticationHeader(header.payload) : undefined;
  return {
    family: 'IPv4',
    source,
    destination,
    hops: ttl,
    protocol: authentication?.protocol ?? header.protocol,
    isFragment: fragmentOffset > 0 || moreFragments,
    fragmentOffset,
    authenticationSequence: authentication?.sequence,
    payload: authentication?.payload ?? header.payload,
    missing,
    header,
  };
}

function fromIpv6(header: Ipv6Start): IpPacket {
  const {source, destination, hopLimit, protocol, extensions, payload, missing} = header;
  const fragment = extensions.length === 0 ? undefined : fragmentIn(extensions);
  return {
    family: 'IPv6',
    source,
    destination,
    hops: hopLimit,
    protocol,
    isFragment: fragment !== undefined && (fragment.offset > 0 || fragment.moreFragments),
    fragmentOffset: fragment?.offset ?? 0,
    authenticationSequence: sequenceIn(extensions),
    payload,
    missing,
    header,
  };
}

/** Offset of the sequence number, without the next-header octet. */
const SEQUENCE_AT = 7;

function sequenceIn(extensions: readonly Ipv6Extension[]): number | undefined {
  const header = extensions.find(({number}) => number === PROTOCOL_AH);
  return header === undefined ? undefined : readUint32(header.content, SEQUENCE_AT);
}
