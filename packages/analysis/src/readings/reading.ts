/**
 * Readings of captured frames: each is decoded once, on demand. Pure.
 *
 * @module
 */

import {
  type AdvertisementPacket,
  type ArpPacket,
  type DiscoveryPacket,
  decodeFrame,
  type Frame,
  type IcmpMessage,
  type IpAddress,
  type IpPath,
  LINK_TYPE_ETHERNET,
  type MacAddress,
} from '@vip/arp';
import {type Claim, claimOfArp, claimOfDiscovery} from '@vip/arp/ownership';
import type {Timeline} from '../events/timeline.js';
import type {FrameEvent} from '../events/timeline-event.js';

/** An echo request or reply, of either family. */
export interface Echo {
  readonly type: 'echo-request' | 'echo-reply';
  /** The address that sent the request. */
  readonly asker: IpAddress;
  /** The address that is asked, or answers. */
  readonly target: IpAddress;
  /** Identifier of the stream of requests that it belongs to: 0 to 65535. */
  readonly identifier: number;
  /** Sequence number on the wire: 0 to 65535; wraps around. */
  readonly sequence: number;
}

/** A reading of a frame. At most one of the last four is present; none if it cannot be read, or is of another kind. */
export interface Reading {
  /** Of the Ethernet header, like the next; absent if there is none. */
  readonly source?: MacAddress;
  readonly destination?: MacAddress;
  /** Source and destination of the IP packet in it, of either family. */
  readonly packet?: IpPath;
  readonly arp?: ArpPacket;
  readonly echo?: Echo;
  /** A neighbour solicitation or advertisement that receivers accept. */
  readonly discovery?: DiscoveryPacket;
  /** An advertisement of VRRP or CARP. */
  readonly advertisement?: AdvertisementPacket;
}

const readings = new WeakMap<FrameEvent, Reading>();

/** Reads a frame; repeated calls are free. */
export function readingOf(event: FrameEvent): Reading {
  const known = readings.get(event);
  if (known !== undefined) return known;
  const reading = readOctets(event.octets);
  readings.set(event, reading);
  return reading;
}

/** The claim in a frame, by ARP or neighbour discovery; undefined if it claims nothing. */
export function claimOf(event: FrameEvent): Claim | undefined {
  const {at, iface} = event;
  const {arp, discovery, destination} = readingOf(event);
  if (arp !== undefined) return claimOfArp(arp, at, iface);
  return discovery === undefined ? undefined : claimOfDiscovery(discovery, at, iface, destination);
}

/** An ARP frame with its packet. */
export interface ArpFrame {
  readonly event: FrameEvent;
  readonly packet: ArpPacket;
}

/** The ARP packets among the captured frames of a node, oldest first; unreadable frames are skipped. */
export function arpFrames(timeline: Timeline, node: string): ArpFrame[] {
  return timeline.select('frame', node).flatMap(event => {
    const {arp} = readingOf(event);
    return arp === undefined ? [] : [{event, packet: arp}];
  });
}

function readOctets(octets: Uint8Array): Reading {
  const frame = decodeFrame(octets, LINK_TYPE_ETHERNET);
  if (frame.link === undefined) return {};
  const {source, destination} = frame.link;
  const ends = {
    ...(source === undefined ? {} : {source}),
    ...(destination === undefined ? {} : {destination}),
  };
  return {...ends, ...packetOf(frame), ...contentsOf(frame)};
}

function packetOf(frame: Frame): Pick<Reading, 'packet'> {
  if (!('ip' in frame) || frame.ip === undefined) return {};
  const {source, destination} = frame.ip;
  return {packet: {source, destination}};
}

function contentsOf(frame: Frame): Omit<Reading, 'source' | 'destination' | 'packet'> {
  switch (frame.kind) {
    case 'arp':
      return {arp: frame.packet};
    case 'discovery':
      return {discovery: frame.packet};
    case 'vrrp':
    case 'carp':
      return {advertisement: frame.packet};
    case 'icmp':
      return echoOf(frame.message, frame.ip);
    default:
      return {};
  }
}

function echoOf(message: IcmpMessage, {source, destination}: IpPath): Pick<Reading, 'echo'> {
  if (message.type !== 'echo-request' && message.type !== 'echo-reply') return {};
  const {type, identifier, sequence} = message;
  const [asker, target] = type === 'echo-request' ? [source, destination] : [destination, source];
  return {echo: {type, asker, target, identifier, sequence}};
}
