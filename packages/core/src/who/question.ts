/**
 * The question "who has this address?" and its answers: ARP for IPv4, neighbour discovery for IPv6.
 *
 * @module
 */

import {
  type ArpPacket,
  broadcastFrame,
  type DiscoveryPacket,
  decodeFrame,
  type IpAddress,
  isOfIpv6,
  LINK_TYPE_ETHERNET,
  type LinkFrame,
  type MacAddress,
  taughtMac,
  ZERO_MAC,
} from '@vip/arp';
import {solicitation, whereabouts} from '../verify/question.js';

/** A frame's question or statement about an address. */
export interface Heard {
  readonly kind: 'question' | 'answer';
  /** The address that is asked for, or answered for. */
  readonly ip: IpAddress;
  /** In an answer, the MAC that has it. */
  readonly mac?: MacAddress | undefined;
}

/** Asks from `sender`, to which the answer goes, or from the unspecified address if there is none of the same family. */
export function whoQuestion(ip: IpAddress, mac: MacAddress, sender: IpAddress | undefined): Uint8Array {
  if (sender === undefined) return whereabouts(ip, mac, []);
  if (isOfIpv6(ip)) return isOfIpv6(sender) ? solicitation(ip, mac, [], sender) : whereabouts(ip, mac, []);
  if (isOfIpv6(sender)) return whereabouts(ip, mac, []);
  const request = {operation: 'request', senderMac: mac, senderIp: sender} as const;
  return broadcastFrame({...request, targetMac: ZERO_MAC, targetIp: ip});
}

/** Undefined for a frame that neither asks nor answers. */
export function heardIn(bytes: Uint8Array): Heard | undefined {
  const frame = decodeFrame(bytes, LINK_TYPE_ETHERNET);
  if (frame.kind === 'arp') return heardOfArp(frame.packet);
  return frame.kind === 'discovery' ? heardOfDiscovery(frame.packet, frame.link) : undefined;
}

function heardOfArp({operation, senderIp, senderMac, targetIp}: ArpPacket): Heard {
  if (operation === 'request') return {kind: 'question', ip: targetIp};
  return {kind: 'answer', ip: senderIp, mac: senderMac};
}

/** An advertisement without a MAC means that of its frame (RFC 4861 §4.4 allows that in an answer to one station). */
function heardOfDiscovery({message}: DiscoveryPacket, {source}: LinkFrame): Heard {
  if (message.type === 'solicitation') return {kind: 'question', ip: message.target};
  return {kind: 'answer', ip: message.target, mac: taughtMac(message) ?? source};
}
