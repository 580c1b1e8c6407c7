/**
 * Protocol numbers of IP payloads, from the IANA registry that both families share.
 *
 * @module
 */

/** ICMP (RFC 792). */
export const PROTOCOL_ICMP = 1;
/** TCP (RFC 9293). */
export const PROTOCOL_TCP = 6;
/** UDP (RFC 768). */
export const PROTOCOL_UDP = 17;
/** The authentication header (RFC 4302). */
export const PROTOCOL_AH = 51;
/** ICMPv6 (RFC 4443). */
export const PROTOCOL_ICMPV6 = 58;
/** VRRP (RFC 9568, RFC 5798, RFC 3768), and CARP, which uses the same number. */
export const PROTOCOL_VRRP = 112;

const NAMES: ReadonlyMap<number, string> = new Map([
  [PROTOCOL_ICMP, 'ICMP'],
  [2, 'IGMP'],
  [PROTOCOL_TCP, 'TCP'],
  [PROTOCOL_UDP, 'UDP'],
  [PROTOCOL_AH, 'authentication header'],
  [PROTOCOL_ICMPV6, 'ICMPv6'],
  [PROTOCOL_VRRP, 'VRRP and CARP'],
]);

/** `UDP`; undefined for a protocol that is not listed here. */
export function protocolName(protocol: number): string | undefined {
  return NAMES.get(protocol);
}
