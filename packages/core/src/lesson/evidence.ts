/**
 * What lessons say of what they saw: counts in words, and frames told apart. Pure.
 *
 * @module
 */

import type {FrameEvent} from '@vip/analysis';
import {readArp} from '@vip/analysis';
import {
  DecodeError,
  decodeEthernetFrame,
  decodeIcmp,
  decodeIpv4Packet,
  ETHER_TYPE_IPV4,
  type Ipv4Address,
  type MacAddress,
} from '@vip/arp';
import type {PingResult} from './workshop.js';

/** `3 of 3 answered`, with what was said of those that were not. */
export function answers({sent, answered, refusals}: PingResult): string {
  const said = refusals.length === 0 ? '' : ` (${refusals.join(', ')})`;
  return `${answered} of ${sent} answered${said}`;
}

export function allAnswered({sent, answered}: PingResult): boolean {
  return sent > 0 && answered === sent;
}

export function noneAnswered({sent, answered}: PingResult): boolean {
  return sent > 0 && answered === 0;
}

/** `no frame`, `1 frame`, `6 frames`. */
export function frameCount({length}: readonly FrameEvent[]): string {
  return length === 0 ? 'no frame' : `${length} frame${length === 1 ? '' : 's'}`;
}

/** The addresses that were asked for, each as often as it was. */
export function askedFor(frames: readonly FrameEvent[]): Ipv4Address[] {
  return frames.flatMap(frame => {
    const packet = readArp(frame);
    return packet?.operation === 'request' ? [packet.targetIp] : [];
  });
}

/** Whether something was asked for, and nothing but this address. */
export function isOnly(ip: Ipv4Address, asked: readonly Ipv4Address[]): boolean {
  return asked.length > 0 && asked.every(other => other === ip);
}

/** `who-has 192.168.1.50, 3 times`, each address once; `no who-has`. */
export function formatAskedFor(asked: readonly Ipv4Address[]): string {
  if (asked.length === 0) return 'no who-has';
  return [...new Set(asked)]
    .map(ip => {
      const times = asked.filter(other => other === ip).length;
      return `who-has ${ip}, ${times === 1 ? 'once' : `${times} times`}`;
    })
    .join('; ');
}

/** An echo request on the wire. */
export interface EchoSeen {
  readonly source: Ipv4Address;
  readonly target: Ipv4Address;
  /** The Ethernet frame's. */
  readonly destination: MacAddress;
}

/** The echo requests among the frames. */
export function echoRequests(frames: readonly FrameEvent[]): EchoSeen[] {
  return frames.flatMap(({octets}) => {
    try {
      const {destination, etherType, payload} = decodeEthernetFrame(Buffer.from(octets, 'hex'));
      if (etherType !== ETHER_TYPE_IPV4) return [];
      const packet = decodeIpv4Packet(payload);
      if (decodeIcmp(packet.payload).type !== 'echo-request') return [];
      return [{source: packet.source, target: packet.destination, destination}];
    } catch (error) {
      if (error instanceof DecodeError) return [];
      throw error;
    }
  });
}

/** The first line that a command printed. */
export function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? '';
}
