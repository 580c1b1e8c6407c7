/**
 * What captured frames say: each is decoded when somebody asks, and once. Pure.
 *
 * @module
 */

import {
  type AdvertisementPacket,
  type ArpPacket,
  DecodeError,
  type DiscoveryPacket,
  decodeAdvertisementPacket,
  decodeArpPacket,
  decodeDiscoveryPacket,
  decodeEthernetFrame,
  decodeIcmp,
  decodeIcmpv6,
  decodeIpv4Start,
  decodeIpv6Packet,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  type EthernetFrame,
  type IcmpMessage,
  type IpAddress,
  type MacAddress,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
} from '@vip/arp';
import {type Claim, claimOfArp, claimOfDiscovery} from '@vip/arp/ownership';
import type {FrameEvent} from './events.js';
import type {Timeline} from './timeline.js';

/** An echo request or reply, of either family. */
export interface Echo {
  readonly type: 'echo-request' | 'echo-reply';
  /** Whose request it is, or is answered. */
  readonly asker: IpAddress;
  /** Whom it asks, or who answers. */
  readonly target: IpAddress;
  /** As on the wire: 0 to 65535, and it wraps. */
  readonly sequence: number;
}

/** What a frame says. At the most one of the last four is there; none when it cannot be read, or is of another kind. */
export interface Reading {
  /** Of the Ethernet header, as the next; absent when it is no such frame. */
  readonly source?: MacAddress;
  readonly destination?: MacAddress;
  readonly arp?: ArpPacket;
  readonly echo?: Echo;
  /** A neighbour solicitation or advertisement that its receivers believe. */
  readonly discovery?: DiscoveryPacket;
  /** Of VRRP or CARP. */
  readonly advertisement?: AdvertisementPacket;
}

const readings = new WeakMap<FrameEvent, Reading>();

/** Reads a frame; a second time it costs nothing. */
export function readingOf(event: FrameEvent): Reading {
  const known = readings.get(event);
  if (known !== undefined) return known;
  const reading = readOctets(event.octets);
  readings.set(event, reading);
  return reading;
}

/** What the frame claims of an address, by ARP or neighbour discovery; undefined when it claims nothing. */
export function claimOf(event: FrameEvent): Claim | undefined {
  const {at, iface} = event;
  const {arp, discovery, destination} = readingOf(event);
  if (arp !== undefined) return claimOfArp(arp, at, iface);
  return discovery === undefined ? undefined : claimOfDiscovery(discovery, at, iface, destination);
}

/** An ARP frame with what it says. */
export interface ArpFrame {
  readonly event: FrameEvent;
  readonly packet: ArpPacket;
}

/** The ARP packets among the captured frames of a node, oldest first; what cannot be read is passed over. */
export function arpFrames(timeline: Timeline, node: string): ArpFrame[] {
  return timeline.select('frame', node).flatMap(event => {
    const {arp} = readingOf(event);
    return arp === undefined ? [] : [{event, packet: arp}];
  });
}

function readOctets(octets: Uint8Array): Reading {
  const frame = unlessBroken(() => decodeEthernetFrame(octets));
  if (frame === undefined) return {};
  const {source, destination} = frame;
  return {source, destination, ...unlessBroken(() => readPayload(frame))};
}

function unlessBroken<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

type Contents = Omit<Reading, 'source' | 'destination'>;

/** @throws DecodeError */
function readPayload(frame: EthernetFrame): Contents {
  switch (frame.etherType) {
    case ETHER_TYPE_ARP:
      return {arp: decodeArpPacket(frame.payload)};
    case ETHER_TYPE_IPV4:
      return readIpv4(frame);
    case ETHER_TYPE_IPV6:
      return readIpv6(frame);
    default:
      return {};
  }
}

function readIpv4(frame: EthernetFrame): Contents {
  const {source, destination, protocol, fragmentOffset, payload} = decodeIpv4Start(frame.payload);
  if (protocol !== PROTOCOL_ICMP) return {advertisement: decodeAdvertisementPacket(frame)};
  return fragmentOffset === 0 ? echoOf(decodeIcmp(payload), source, destination) : {};
}

function readIpv6(frame: EthernetFrame): Contents {
  const {source, destination, nextHeader, payload} = decodeIpv6Packet(frame.payload);
  if (nextHeader !== PROTOCOL_ICMPV6) return {advertisement: decodeAdvertisementPacket(frame)};
  const message = decodeIcmpv6(payload);
  return message.type === 'other'
    ? {discovery: decodeDiscoveryPacket(frame.payload)}
    : echoOf(message, source, destination);
}

function echoOf(message: IcmpMessage, source: IpAddress, destination: IpAddress): Contents {
  if (message.type !== 'echo-request' && message.type !== 'echo-reply') return {};
  const {type, sequence} = message;
  const [asker, target] = type === 'echo-request' ? [source, destination] : [destination, source];
  return {echo: {type, asker, target, sequence}};
}
