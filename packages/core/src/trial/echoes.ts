/**
 * Where each probe got to, by the captures at the far ends: which node it reached, and whether that answered.
 * Pure.
 *
 * @module
 */

import type {FrameEvent, Station, Timeline} from '@vip/analysis';
import {
  DecodeError,
  decodeEthernetFrame,
  decodeIcmp,
  decodeIpv4Packet,
  ETHER_TYPE_IPV4,
  type MacAddress,
  PROTOCOL_ICMP,
} from '@vip/arp';

/** An echo request or reply in a captured frame. */
export interface Echo {
  readonly type: 'echo-request' | 'echo-reply';
  /** The asker's address. */
  readonly asker: string;
  readonly sequence: number;
  /** Of the frame. */
  readonly source: MacAddress;
  readonly destination: MacAddress;
}

/** The probes that came to a node, and those that it answered, by `asker sequence`. */
export interface Arrivals {
  readonly requests: ReadonlySet<string>;
  readonly replies: ReadonlySet<string>;
}

/**
 * What a station's captures saw of the probes that came to it. A switch floods what it does not know, and a capture
 * sees what is flooded; only what is addressed to the station's MAC has come to it.
 */
export function arrivalsAt(timeline: Timeline, {node, mac}: Pick<Station, 'node' | 'mac'>): Arrivals {
  const requests = new Set<string>();
  const replies = new Set<string>();
  for (const event of timeline.select('frame', node)) {
    const echo = readEcho(event);
    if (echo === undefined) continue;
    const {type, destination, source} = echo;
    const key = echoKey(echo.asker, echo.sequence);
    if (type === 'echo-request' && destination === mac) requests.add(key);
    if (type === 'echo-reply' && source === mac) replies.add(key);
  }
  return {requests, replies};
}

/** Names a probe across captures. Sequence numbers wrap on the wire. */
export function echoKey(asker: string, sequence: number): string {
  return `${asker} ${sequence & 0xffff}`;
}

/** What a captured frame carries; undefined when that is no echo. */
export function readEcho({octets}: FrameEvent): Echo | undefined {
  try {
    const {source, destination, etherType, payload} = decodeEthernetFrame(Buffer.from(octets, 'hex'));
    if (etherType !== ETHER_TYPE_IPV4) return undefined;
    const packet = decodeIpv4Packet(payload);
    if (packet.protocol !== PROTOCOL_ICMP) return undefined;
    const message = decodeIcmp(packet.payload);
    if (message.type !== 'echo-request' && message.type !== 'echo-reply') return undefined;
    const asker = message.type === 'echo-request' ? packet.source : packet.destination;
    return {type: message.type, asker, sequence: message.sequence, source, destination};
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
