/**
 * Recognises Ethernet frames that carry nothing but traffic by their first octets: of a million frames, a few thousand are worth a closer
 * look.
 *
 * @module
 */

import {readIpv4Key} from '../address/address-key.js';
import {ETHER_TYPE_IPV4, ETHER_TYPE_IPV6} from '../frame/ether-type.js';
import {ethernetAt} from '../frame/ethernet.js';
import {isTag, TAG_LENGTH, tagAt} from '../frame/vlan-tag.js';
import {ICMP_TYPE, icmpAt} from '../icmp/icmp.js';
import {isDiscoveryType} from '../icmp/neighbour-discovery.js';
import {IPV4_MINIMUM_LENGTH, ipv4At} from '../ip/ipv4-header.js';
import {IPV6_HEADER_LENGTH, ipv6At} from '../ip/ipv6-packet.js';
import {PROTOCOL_ICMP, PROTOCOL_ICMPV6, PROTOCOL_TCP, PROTOCOL_UDP} from '../ip/protocol.js';
import {readUint16} from '../octets.js';

/** Types below are errors (RFC 4443 §2.1). */
const FIRST_ICMPV6_QUERY = 128;

/** First octet of a group (RFC 5771, RFC 4291 §2.7). */
const FIRST_GROUP = 224;
const GROUP_IPV6 = 0xff;

/**
 * Whether a frame is a TCP segment (RFC 9293), a datagram of UDP to one host (RFC 768), or an ICMP message such as an echo (RFC 792, RFC 4443). False
 * if in doubt.
 *
 * @param start offset of the frame in `octets`
 * @param end offset after its last captured octet
 */
export function isPlainTraffic(octets: Uint8Array, start: number, end: number): boolean {
  let at = start + ethernetAt.type;
  let payload = start + ethernetAt.payload;
  if (payload + TAG_LENGTH > end) return false;
  let type = readUint16(octets, at);
  if (isTag(type)) {
    at = payload + tagAt.type;
    type = readUint16(octets, at);
    payload += TAG_LENGTH;
  }
  if (type === ETHER_TYPE_IPV4) return isPlainIpv4(octets, payload, end);
  return type === ETHER_TYPE_IPV6 && isPlainIpv6(octets, payload, end);
}

function isPlainIpv4(octets: Uint8Array, start: number, end: number): boolean {
  const headerLength = ((octets[start] as number) & 0x0f) * 4;
  if (headerLength < IPV4_MINIMUM_LENGTH || start + headerLength + icmpAt.type >= end) return false;
  switch (octets[start + ipv4At.protocol]) {
    case PROTOCOL_TCP:
      return true;
    case PROTOCOL_UDP:
      return readIpv4Key(octets, start + ipv4At.destination) >>> 24 < FIRST_GROUP;
    case PROTOCOL_ICMP:
      return octets[start + headerLength + icmpAt.type] !== ICMP_TYPE.unreachable;
    default:
      return false;
  }
}

function isPlainIpv6(octets: Uint8Array, start: number, end: number): boolean {
  if (start + IPV6_HEADER_LENGTH + icmpAt.type >= end) return false;
  switch (octets[start + ipv6At.nextHeader]) {
    case PROTOCOL_TCP:
      return true;
    case PROTOCOL_UDP:
      return octets[start + ipv6At.destination] !== GROUP_IPV6;
    case PROTOCOL_ICMPV6: {
      const type = octets[start + IPV6_HEADER_LENGTH + icmpAt.type] as number;
      return type >= FIRST_ICMPV6_QUERY && !isDiscoveryType(type);
    }
    default:
      return false;
  }
}
