/**
 * The fields of an unsolicited neighbour advertisement, and what each does to a cache, as `dissectArp` has them for a GARP.
 *
 * @module
 */

import {IPV6_LENGTH} from '../wire/address/ipv6-address.js';
import {MAC_LENGTH} from '../wire/address/mac.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import type {DiscoveryPacket} from '../wire/icmp/discovery-packet.js';
import type {NeighbourAdvertisement} from '../wire/icmp/neighbour-discovery.js';
import {ipv6At} from '../wire/ip/ipv6-packet.js';
import {readUint16} from '../wire/octets.js';
import {flagWords} from './dissect-discovery.js';
import {FieldTaker, type FrameField} from './field-taker.js';

/**
 * The fields of a frame as `unsolicitedNa` makes it, in wire order; they cover every octet exactly once.
 *
 * @returns undefined for an advertisement that is composed differently
 */
export function dissectAnnouncement(
  octets: Uint8Array,
  link: LinkFrame,
  {source, destination, message}: DiscoveryPacket,
): FrameField[] | undefined {
  const [option, ...others] = message.options;
  if (message.type !== 'advertisement' || option?.type !== 'target-link-layer' || others.length > 0)
    return undefined;
  const taker = new FieldTaker(octets);
  const take = taker.take.bind(taker);
  taker.takeLink(link, 'IPv6: neighbour discovery is part of it, unlike ARP and IPv4', {
    destination: 'every IPv6 node on the link: 33:33 and the end of ff02::1 (RFC 2464 §7)',
    tag: () => 'only members of this VLAN receive it',
  });
  take(4, 'version', '6', 'with a traffic class and a flow label of 0');
  take(
    2,
    'payload length',
    String(readUint16(link.payload, ipv6At.payloadLength)),
    'octets after this header',
  );
  take(1, 'next header', '58', 'ICMPv6');
  take(1, 'hop limit', '255', 'anything less has passed a router, and is ignored (RFC 4861 §7.1.2)');
  take(IPV6_LENGTH, 'source', source, "one of the sender's addresses; Linux also accepts the announced one");
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

function whyFlags({override}: NeighbourAdvertisement): string {
  return override
    ? 'Override: replace the known MAC; not Solicited, since it is no answer (RFC 4861 §4.4)'
    : 'without Override, a neighbour with another MAC keeps it (RFC 4861 §7.2.5)';
}
