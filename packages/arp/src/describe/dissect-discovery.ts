/**
 * Neighbour solicitations and advertisements of any kind laid open. `dissectNaFrame` says more of the one that
 * announces an address.
 *
 * @module
 */

import {IPV6_LENGTH} from '../wire/address/ipv6-address.js';
import type {EthernetFrame} from '../wire/frame/ethernet.js';
import type {DiscoveryOption, DiscoveryPacket, NeighbourMessage} from '../wire/icmp/neighbour-discovery.js';
import {decodeIpv6Packet} from '../wire/ip/ipv6-packet.js';
import {ipv6PayloadOf} from '../wire/ip/ipv6-payload.js';
import type {FrameField} from './dissect.js';
import {FieldTaker} from './field-taker.js';

/** The fields in wire order; they cover every octet exactly once. */
export function dissectDiscoveryFrame(
  bytes: Uint8Array,
  frame: EthernetFrame,
  {source, destination, message}: DiscoveryPacket,
): FrameField[] {
  const taker = new FieldTaker(bytes);
  taker.takeEthernet(frame, 'IPv6');
  taker.take(4, 'version', '6', 'with traffic class and flow label');
  taker.take(2, 'payload length', 'octets after this header');
  const {nextHeader, headersLength} = extensionsOf(frame);
  taker.take(1, 'next header', String(nextHeader), headersLength === 0 ? 'ICMPv6' : '');
  taker.take(1, 'hop limit', '255', 'anything less has passed a router, and is not believed (RFC 4861 §7.1)');
  taker.take(IPV6_LENGTH, 'source', source);
  taker.take(IPV6_LENGTH, 'destination', destination);
  taker.take(headersLength, 'extension headers', `${headersLength} octets`);
  const isAnswer = message.type === 'advertisement';
  taker.take(
    1,
    'type',
    isAnswer ? '136' : '135',
    isAnswer ? 'advertisement: "is at"' : 'solicitation: "who has"',
  );
  taker.take(1, 'code', '0');
  taker.take(2, 'checksum', 'correct', 'over the message and both addresses (RFC 4443 §2.3)');
  taker.take(4, 'flags', flagWords(message), isAnswer ? 'RFC 4861 §4.4' : 'none in a solicitation');
  taker.take(IPV6_LENGTH, 'target', message.target, isAnswer ? 'where it is' : 'who is asked for');
  for (const option of message.options) takeOption(taker, option);
  taker.takeRest('padding', 'after the end of the packet; ignored');
  return taker.fields;
}

function extensionsOf({payload}: EthernetFrame): {nextHeader: number; headersLength: number} {
  const ip = decodeIpv6Packet(payload);
  return {nextHeader: ip.nextHeader, headersLength: ipv6PayloadOf(ip).headersLength};
}

function takeOption(taker: FieldTaker, option: DiscoveryOption): void {
  if (option.type === 'other') {
    taker.take(2 + option.data.length, `option ${option.number}`, `${option.data.length} octets`);
    return;
  }
  const whose = option.type === 'target-link-layer' ? 'target' : 'source';
  taker.take(2, 'option', `${whose} link-layer address`);
  taker.take(6, `${whose} MAC`, option.mac, 'goes into the caches');
}

function flagWords(message: NeighbourMessage): string {
  if (message.type === 'solicitation') return 'none';
  const {router, solicited, override} = message;
  const words = [router && 'Router', solicited && 'Solicited', override && 'Override'].filter(Boolean);
  return words.length === 0 ? 'none' : words.join(', ');
}
