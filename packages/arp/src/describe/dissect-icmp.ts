/**
 * The fields of ICMP and ICMPv6 messages other than neighbour discovery.
 *
 * @module
 */

import {hexNumber} from '../wire/hex.js';
import {ICMP_HEADER_LENGTH, type IcmpMessage, icmpAt} from '../wire/icmp/icmp.js';
import type {IpPacket} from '../wire/ip/ip-packet.js';
import {readUint16} from '../wire/octets.js';
import type {FieldTaker} from './field-taker.js';
import {icmpCodeName, icmpTypeName} from './icmp-names.js';

const DETAIL_LENGTH = ICMP_HEADER_LENGTH - icmpAt.body;

/** @param ip the packet that carries the message, whose payload is the message's octets */
export function takeIcmp(taker: FieldTaker, message: IcmpMessage, ip: IpPacket): void {
  const {family, payload, missing} = ip;
  const type = payload[icmpAt.type] as number;
  const code = payload[icmpAt.code] as number;
  taker.take(1, 'type', String(type), icmpTypeName(family, type, payload.length + missing));
  taker.take(1, 'code', String(code), icmpCodeName(family, type, code));
  const covered =
    family === 'IPv6' ? 'over the message and both addresses (RFC 4443 §2.3)' : 'over the message';
  taker.take(2, 'checksum', hexNumber(readUint16(payload, icmpAt.checksum)), covered);
  takeBody(taker, message, payload.length);
}

function takeBody(taker: FieldTaker, message: IcmpMessage, length: number): void {
  const rest = length - ICMP_HEADER_LENGTH;
  switch (message.type) {
    case 'echo-request':
    case 'echo-reply':
      taker.take(2, 'identifier', String(message.identifier), 'identifies the sender on its machine');
      taker.take(2, 'sequence', String(message.sequence), 'numbers the requests');
      taker.take(rest, 'data', `${rest} octets`, 'returned as sent');
      return;
    case 'unreachable':
      taker.take(DETAIL_LENGTH, 'detail', hexNumber(message.detail, 8), "the next hop's MTU, or unused");
      taker.take(
        rest,
        'quoted packet',
        `${rest} octets`,
        'the beginning of the packet that was not delivered',
      );
      return;
    case 'other':
      taker.take(message.body.length, 'body', `${message.body.length} octets`);
  }
}
