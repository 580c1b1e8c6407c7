/**
 * The payload of an IP packet, other than that of router protocols, in a few words.
 *
 * @module
 */

import {type IcmpMessage, icmpAt, isIcmpError} from '../wire/icmp/icmp.js';
import {decodeQuotedPacket} from '../wire/icmp/icmp-error.js';
import {isIcmpv6Error} from '../wire/icmp/icmpv6.js';
import type {IpPacket} from '../wire/ip/ip-packet.js';
import {protocolName} from '../wire/ip/protocol.js';
import type {TcpSegment} from '../wire/ip/tcp.js';
import {UDP_HEADER_LENGTH, type UdpDatagram} from '../wire/ip/udp.js';
import {icmpCodeName, icmpTypeName} from './icmp-names.js';

/** `ICMP echo-request id 7 seq 1, 56 octets`, `ICMPv6 MLDv2 report`, `ICMP unreachable (port) for 10.3.2.11 > 10.3.2.50 UDP 51000 > 7`. */
export function icmpWords(message: IcmpMessage, ip: IpPacket): string {
  const name = ip.family === 'IPv4' ? 'ICMP' : 'ICMPv6';
  if (message.type === 'unreachable' || message.type === 'other')
    return `${name} ${typeWords(ip)}${quotedWords(ip)}`;
  const {type, identifier, sequence, data} = message;
  return `${name} ${type} id ${identifier} seq ${sequence}, ${data.length + ip.missing} octets`;
}

function typeWords({family, payload, missing}: IpPacket): string {
  const type = payload[icmpAt.type] as number;
  const code = payload[icmpAt.code] as number;
  const name = icmpTypeName(family, type, payload.length + missing);
  if (name === undefined) return `type ${type} code ${code}`;
  const detail = icmpCodeName(family, type, code);
  return detail === undefined ? name : `${name} (${detail})`;
}

/** The packet that an error is about, as far as it quotes it. */
function quotedWords({family, payload}: IpPacket): string {
  const type = payload[icmpAt.type] as number;
  const isError = family === 'IPv4' ? isIcmpError(type) : isIcmpv6Error(type);
  const quoted = isError ? decodeQuotedPacket(payload.subarray(icmpAt.data)) : undefined;
  if (quoted === undefined) return '';
  const {source, destination, protocol, ports} = quoted;
  const carried = protocolName(protocol) ?? `protocol ${protocol}`;
  const between = ports === undefined ? '' : ` ${ports.source} > ${ports.destination}`;
  return ` for ${source} > ${destination} ${carried}${between}`;
}

/** `TCP 51000 > 443 syn, 0 octets`. */
export function tcpWords(
  {sourcePort, destinationPort, flags, payload}: TcpSegment,
  {missing}: IpPacket,
): string {
  const raised = flags.length === 0 ? 'no flags' : flags.join(' ');
  return `TCP ${sourcePort} > ${destinationPort} ${raised}, ${payload.length + missing} octets`;
}

/** `UDP 51000 > 53, 40 octets`. */
export function udpWords({sourcePort, destinationPort, length}: UdpDatagram): string {
  return `UDP ${sourcePort} > ${destinationPort}, ${length - UDP_HEADER_LENGTH} octets`;
}

/** `IPv4 protocol 89, 44 octets`. */
export function ipWords({family, protocol, fragmentOffset, isFragment, payload, missing}: IpPacket): string {
  const name = protocolName(protocol);
  const where = isFragment ? `, fragment at ${fragmentOffset}` : '';
  const what = name === undefined ? `protocol ${protocol}` : name;
  return `${family} ${what}${where}, ${payload.length + missing} octets`;
}
