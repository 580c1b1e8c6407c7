/**
 * Errors of ICMP (RFC 792, RFC 1812 §5.2.7) and ICMPv6 (RFC 4443 §3), which report a packet that could not be delivered, and quote its
 * beginning.
 *
 *   octet 0   type         1
 *         1   code         1
 *         2   checksum     2
 *         4   unused, or a detail
 *         8   the IP packet, from its beginning
 *
 * @module
 */

import {addressOfKey} from '../address/address-key.js';
import type {IpAddress, IpFamily} from '../address/ip-address.js';
import {DecodeError, truncated} from '../errors.js';
import {PROTOCOL_TCP, PROTOCOL_UDP} from '../ip/protocol.js';
import {tcpAt} from '../ip/tcp.js';
import {readUint16} from '../octets.js';
import {PacketView} from '../view/packet-view.js';
import {ICMP_HEADER_LENGTH, ICMP_TYPE, icmpAt} from './icmp.js';
import {ICMPV6_TYPE} from './icmpv6.js';

/** Why a packet was not delivered. */
export type IcmpErrorReason =
  /** No route to it. */
  | 'network'
  /** Nothing answers for its address on its link. */
  | 'host'
  /** The packet arrived, but the host does not support its protocol. */
  | 'protocol'
  /** The packet arrived, but nothing listens on its port. */
  | 'port'
  /** A router on the way, or the host itself, prohibits it. */
  | 'prohibited'
  | 'too-big'
  /** Its hop limit was exceeded, or the time to reassemble its fragments. */
  | 'time-exceeded'
  | 'other';

/** The part of a packet that an error quotes. */
export interface QuotedPacket {
  readonly source: IpAddress;
  readonly destination: IpAddress;
  /** IANA protocol number, after any extension and authentication headers that are quoted. */
  readonly protocol: number;
  /** Ports of TCP and UDP, if they are quoted. */
  readonly ports: {readonly source: number; readonly destination: number} | undefined;
  /** Identifier and sequence of an echo request, if it is quoted. */
  readonly echo: {readonly identifier: number; readonly sequence: number} | undefined;
}

/** A decoded error. */
export interface IcmpError {
  /** As on the wire; the two families number them differently. */
  readonly type: number;
  /** 0 to 255, refines the type; see `reason`. */
  readonly code: number;
  readonly reason: IcmpErrorReason;
  /** Undefined if not even its header is quoted. */
  readonly quoted: QuotedPacket | undefined;
}

const LAYER = 'icmp error';
const UNREACHABLE_REASONS: Readonly<Record<number, IcmpErrorReason>> = {
  ...{0: 'network', 1: 'host', 2: 'protocol', 3: 'port', 4: 'too-big', 6: 'network', 7: 'host'},
  ...{9: 'prohibited', 10: 'prohibited', 11: 'network', 12: 'host', 13: 'prohibited'},
};

/** Code of a parameter problem: a next header that the host does not support. */
const UNRECOGNIZED_NEXT_HEADER = 1;
const UNREACHABLE_REASONS_V6: Readonly<Record<number, IcmpErrorReason>> = {
  ...{0: 'network', 1: 'prohibited', 3: 'host', 4: 'port', 5: 'prohibited', 6: 'prohibited'},
};

/**
 * The reason that an error gives, and the packet that it is about.
 *
 * @throws DecodeError; `UNSUPPORTED` for any other message, `TRUNCATED` for fewer than 8 octets
 */
export function decodeIcmpError(octets: Uint8Array, family: IpFamily): IcmpError {
  if (octets.length < ICMP_HEADER_LENGTH) truncated(LAYER, ICMP_HEADER_LENGTH, octets.length);
  const type = octets[icmpAt.type] as number;
  const code = octets[icmpAt.code] as number;
  const reason = family === 'IPv4' ? reasonOf(type, code) : reasonOfV6(type, code);
  if (reason === undefined)
    throw new DecodeError(
      'UNSUPPORTED',
      LAYER,
      icmpAt.type,
      `expected an error of ${family}, got type ${type}`,
    );
  return {type, code, reason, quoted: decodeQuotedPacket(octets.subarray(icmpAt.data))};
}

function reasonOf(type: number, code: number): IcmpErrorReason | undefined {
  if (type === ICMP_TYPE.unreachable) return UNREACHABLE_REASONS[code] ?? 'other';
  if (type === ICMP_TYPE.timeExceeded) return 'time-exceeded';
  return type === ICMP_TYPE.parameterProblem ? 'other' : undefined;
}

function reasonOfV6(type: number, code: number): IcmpErrorReason | undefined {
  if (type === ICMPV6_TYPE.unreachable) return UNREACHABLE_REASONS_V6[code] ?? 'other';
  if (type === ICMPV6_TYPE.tooBig) return 'too-big';
  if (type === ICMPV6_TYPE.timeExceeded) return 'time-exceeded';
  if (type === ICMPV6_TYPE.parameterProblem) return code === UNRECOGNIZED_NEXT_HEADER ? 'protocol' : 'other';
  return undefined;
}

/**
 * The beginning of an IP packet, as far as an error quotes it; undefined if its header is incomplete.
 *
 * @param octets the quoted octets, which may end anywhere
 */
export function decodeQuotedPacket(octets: Uint8Array): QuotedPacket | undefined {
  const view = new PacketView();
  if (!view.readIp(octets, 0, octets.length)) return undefined;
  const {source, destination, protocol, transport, icmpType, echoIdentifier, echoSequence} = view;
  const request = view.ipVersion === 4 ? ICMP_TYPE.echoRequest : ICMPV6_TYPE.echoRequest;
  const isEcho = (transport === 'icmp' || transport === 'icmpv6') && icmpType === request;
  return {
    source: addressOfKey(source),
    destination: addressOfKey(destination),
    protocol,
    ports: portsOf(view, octets),
    echo: isEcho ? {identifier: echoIdentifier, sequence: echoSequence} : undefined,
  };
}

/** Ports are quoted even if the rest of their header is not. */
function portsOf({protocol, fragmentOffset, transportStart}: PacketView, octets: Uint8Array) {
  const hasPorts = protocol === PROTOCOL_TCP || protocol === PROTOCOL_UDP;
  if (!hasPorts || fragmentOffset > 0 || octets.length < transportStart + tcpAt.sequence) return undefined;
  return {
    source: readUint16(octets, transportStart + tcpAt.sourcePort),
    destination: readUint16(octets, transportStart + tcpAt.destinationPort),
  };
}
