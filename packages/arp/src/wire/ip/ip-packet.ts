/**
 * IP packets of either family, as far as it takes to read what they carry: behind extension headers and an authentication header.
 *
 * @module
 */

import {readUint32} from '../octets.js';
import {decodeAuthenticationHeader} from './authentication-header.js';
import type {IpFamily, IpPath} from './ip-path.js';
import {decodeIpv4Start, type Ipv4Start} from './ipv4-packet.js';
import {fragmentIn, type Ipv6Extension} from './ipv6-extension.js';
import {decodeIpv6Start, type Ipv6Start} from './ipv6-packet.js';
import {PROTOCOL_AH} from './protocol.js';

/** An IP packet of either family. */
export interface IpPacket extends IpPath {
  readonly family: IpFamily;
  /** Time to live, or hop limit. */
  readonly hops: number;
  /** IANA number of what is carried. */
  readonly protocol: number;
  /** Whether it is a part of a packet, the first one included. */
  readonly isFragment: boolean;
  /** Where in the whole the payload stands, in octets: above 0 it does not begin with a header of its protocol. */
  readonly fragmentOffset: number;
  /** What the sender of an authentication header counts; undefined without one. */
  readonly authenticationSequence: number | undefined;
  /** What is carried, as far as it is here. A view into the bytes that were decoded. */
  readonly payload: Uint8Array;
  /** Octets of payload that the header states and that are not there: of a record that a snap length cut. */
  readonly missing: number;
  /** All that the header says. */
  readonly header: Ipv4Start | Ipv6Start;
}

/** @throws DecodeError when the headers are not all there, or contradict themselves */
export function decodeIpPacket(bytes: Uint8Array, family: IpFamily): IpPacket {
  return family === 'IPv4' ? fromIpv4(decodeIpv4Start(bytes)) : fromIpv6(decodeIpv6Start(bytes));
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

/** Where the number stands, without the next-header octet. */
const SEQUENCE_AT = 7;

function sequenceIn(extensions: readonly Ipv6Extension[]): number | undefined {
  const header = extensions.find(({number}) => number === PROTOCOL_AH);
  return header === undefined ? undefined : readUint32(header.content, SEQUENCE_AT);
}
