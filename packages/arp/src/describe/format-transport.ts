/**
 * The payload of an IP packet other than routers' messages, in a few words.
 *
 * @module
 */

import type {IcmpMessage} from '../wire/icmp/icmp.js';
import type {IpPacket} from '../wire/ip/ip-packet.js';
import {protocolName} from '../wire/ip/protocol.js';
import type {TcpSegment} from '../wire/ip/tcp.js';
import {UDP_HEADER_LENGTH, type UdpDatagram} from '../wire/ip/udp.js';

/** `ICMP echo-request id 7 seq 1, 56 octets`. */
export function icmpWords(message: IcmpMessage, {family}: IpPacket): string {
  const name = family === 'IPv4' ? 'ICMP' : 'ICMPv6';
  switch (message.type) {
    case 'echo-request':
    case 'echo-reply': {
      const {type, identifier, sequence, data} = message;
      return `${name} ${type} id ${identifier} seq ${sequence}, ${data.length} octets`;
    }
    case 'unreachable':
      return `${name} unreachable, code ${message.code}`;
    case 'other':
      return `${name} type ${message.number} code ${message.code}`;
  }
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
