/**
 * An unsolicited neighbour advertisement laid open, as `dissectArpFrame` does it with a GARP.
 *
 * @module
 */

import {IPV6_LENGTH} from '../wire/address/ipv6-address.js';
import {MAC_LENGTH} from '../wire/address/mac.js';
import {DecodeError} from '../wire/errors.js';
import {decodeEthernetFrame} from '../wire/frame/ethernet.js';
import {decodeDiscoveryPacket, type NeighbourAdvertisement} from '../wire/icmp/neighbour-discovery.js';
import {decodeIpv6Packet, ipv6At, PROTOCOL_ICMPV6} from '../wire/ip/ipv6-packet.js';
import {readUint16} from '../wire/octets.js';
import type {FrameField} from './dissect.js';
import {FieldTaker} from './field-taker.js';

/**
 * The fields of a frame that `unsolicitedNa` made, in wire order; they cover every octet exactly once.
 *
 * @throws DecodeError for anything else
 */
export function dissectNaFrame(bytes: Uint8Array): FrameField[] {
  const frame = decodeEthernetFrame(bytes);
  const {source, destination, message} = decodeDiscoveryPacket(frame.payload);
  const [option, ...others] = message.options;
  const isPlain = decodeIpv6Packet(frame.payload).nextHeader === PROTOCOL_ICMPV6;
  if (
    !isPlain ||
    message.type !== 'advertisement' ||
    option?.type !== 'target-link-layer' ||
    others.length > 0
  ) {
    const problem = 'expected an advertisement with a target link-layer address and nothing else';
    throw new DecodeError('UNSUPPORTED', 'neighbour discovery', 0, problem);
  }
  const taker = new FieldTaker(bytes);
  const take = taker.take.bind(taker);
  take(
    6,
    'destination',
    frame.destination,
    'every IPv6 node on the link: 33:33 and the end of ff02::1 (RFC 2464 §7)',
  );
  take(6, 'source', frame.source, 'switches learn from it on which port this MAC is now');
  for (const {vlanId} of frame.tags)
    take(4, '802.1Q tag', `VLAN ${vlanId}`, 'only members of this VLAN hear it');
  taker.takeSnap(frame);
  take(2, 'EtherType', '0x86dd', 'IPv6: neighbour discovery is a part of it, not a protocol beside it');
  take(4, 'version', '6', 'with a traffic class and a flow label of 0');
  take(
    2,
    'payload length',
    String(readUint16(frame.payload, ipv6At.payloadLength)),
    'octets after this header',
  );
  take(1, 'next header', '58', 'ICMPv6');
  take(1, 'hop limit', '255', 'anything less has passed a router, and is not believed (RFC 4861 §7.1.2)');
  take(IPV6_LENGTH, 'source', source, "one of the sender's addresses; Linux takes the announced one as well");
  take(IPV6_LENGTH, 'destination', destination, 'all nodes on the link (RFC 4861 §7.2.6)');
  take(1, 'type', '136', 'neighbour advertisement: "is at"');
  take(1, 'code', '0', 'any other is ignored');
  take(2, 'checksum', 'correct', 'over the message and both addresses (RFC 4443 §2.3)');
  take(4, 'flags', flagWords(message), whyFlags(message));
  take(IPV6_LENGTH, 'target', message.target, 'the address that is announced');
  take(1, 'option', '2', 'target link-layer address; without it there is nothing to learn');
  take(1, 'option length', '1', 'in units of 8 octets');
  take(MAC_LENGTH, 'target MAC', option.mac, 'where the address is from now on');
  taker.takeRest('padding', 'after the end of the packet; ignored');
  return taker.fields;
}

function flagWords({router, solicited, override}: NeighbourAdvertisement): string {
  const words = [router && 'Router', solicited && 'Solicited', override && 'Override'].filter(Boolean);
  return words.length === 0 ? 'none' : words.join(', ');
}

function whyFlags({override}: NeighbourAdvertisement): string {
  return override
    ? 'Override: replace the MAC that you hold; not Solicited, since it answers nobody (RFC 4861 §4.4)'
    : 'without Override who holds another MAC keeps it (RFC 4861 §7.2.5)';
}
