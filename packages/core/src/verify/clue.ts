/**
 * Clues in a captured frame about neighbours and their cache entries. Pure.
 *
 * @module
 */

import {
  ANY_IPV4,
  ANY_IPV6,
  type ArpPacket,
  type DiscoveryPacket,
  decodeFrame,
  type IcmpMessage,
  type IpAddress,
  type IpPacket,
  LINK_TYPE_ETHERNET,
  type LinkFrame,
  type MacAddress,
  taughtMac,
  type VlanTag,
} from '@vip/arp';
import {vlanIds} from '../detector.js';

export type Clue =
  /** An address is at a MAC. */
  | {readonly kind: 'whereabouts'; readonly ip: IpAddress; readonly mac: MacAddress}
  /** A station asks for an address, or answers a request from it. */
  | {readonly kind: 'interest'; readonly ip: IpAddress; readonly from: IpAddress; readonly asks: boolean}
  /** A packet to an address in a frame to the MAC that its sender holds for it. */
  | DeliveryClue;

export interface DeliveryClue {
  readonly kind: 'delivery';
  readonly from: IpAddress;
  readonly to: IpAddress;
  /** The MAC that the frame's sender holds for `to`. */
  readonly heldMac: MacAddress;
  /** The MAC of the frame's sender: the neighbour itself, or a router on the way. */
  readonly senderMac: MacAddress;
  /** The number of the echo request that it answers, if that is one of ours. */
  readonly sequence?: number;
}

export interface ClueOptions {
  /** The identifier of our echo requests. */
  readonly identifier: number;
  /** The VLAN that is examined. */
  readonly tags: readonly VlanTag[];
}

/** Everything that one frame shows; nothing for a frame that cannot be read, or belongs to another VLAN. */
export function cluesOf(bytes: Uint8Array, {identifier, tags}: ClueOptions): Clue[] {
  const frame = decodeFrame(bytes, LINK_TYPE_ETHERNET);
  if (frame.kind === 'unreadable' || vlanIds(frame.link.tags) !== vlanIds(tags)) return [];
  if (frame.kind === 'arp') return cluesOfArp(frame.packet);
  if (!('ip' in frame)) return [];
  const sequence = frame.kind === 'icmp' ? ownSequence(frame.message, identifier) : undefined;
  const delivered = delivery(frame.link, frame.ip, sequence);
  return [...(frame.kind === 'discovery' ? cluesOfDiscovery(frame.packet) : []), ...delivered];
}

function cluesOfArp({operation, senderIp, senderMac, targetIp}: ArpPacket): Clue[] {
  if (senderIp === ANY_IPV4) return [];
  const where: Clue = {kind: 'whereabouts', ip: senderIp, mac: senderMac};
  if (senderIp === targetIp) return [where];
  return [where, {kind: 'interest', ip: targetIp, from: senderIp, asks: operation === 'request'}];
}

function cluesOfDiscovery({source, destination, message}: DiscoveryPacket): Clue[] {
  const mac = taughtMac(message);
  const asks = message.type === 'solicitation';
  const [ip, from] = asks ? [source, source] : [message.target, message.target];
  const where: Clue[] = mac === undefined || ip === ANY_IPV6 ? [] : [{kind: 'whereabouts', ip, mac}];
  if (from === ANY_IPV6) return where;
  return [...where, {kind: 'interest', ip: asks ? message.target : destination, from, asks}];
}

function ownSequence(message: IcmpMessage, identifier: number): number | undefined {
  const isOurs = message.type === 'echo-reply' && message.identifier === identifier;
  return isOurs ? message.sequence : undefined;
}

function delivery(link: LinkFrame, ip: IpPacket, sequence: number | undefined): DeliveryClue[] {
  if (link.destination === undefined || link.source === undefined) return [];
  const ends = {from: ip.source, to: ip.destination, heldMac: link.destination, senderMac: link.source};
  return [{kind: 'delivery', ...ends, ...(sequence === undefined ? {} : {sequence})}];
}
