/**
 * A frame of an announcement, as `vip garp` reports it.
 *
 * @module
 */

import {
  classifyArp,
  decodeFrame,
  type Frame,
  type IpAddress,
  LINK_TYPE_ETHERNET,
  type MacAddress,
  taughtMac,
} from '@vip/arp';
import {formatPurpose} from '@vip/arp/describe';
import type {GarpOptions} from '../grammar/garp.js';

interface Description {
  readonly iface: string;
  readonly ip: IpAddress;
  readonly mac: MacAddress;
  /** `request`, `reply`, or `advertisement` for IPv6, which has no target MAC. */
  readonly form: string;
  readonly targetMac?: MacAddress;
  readonly octets: string;
}

/** A frame that this command has made. */
function decodeAnnouncement(octets: Uint8Array): Extract<Frame, {kind: 'arp' | 'discovery'}> {
  const frame = decodeFrame(octets, LINK_TYPE_ETHERNET);
  if (frame.kind === 'arp' || frame.kind === 'discovery') return frame;
  throw new TypeError(`expected an announcement, got ${frame.kind}`);
}

export function describeGarp(octets: Uint8Array, {iface}: Pick<GarpOptions, 'iface'>): Description {
  const frame = decodeAnnouncement(octets);
  if (frame.kind === 'discovery') {
    const {message} = frame.packet;
    const mac = taughtMac(message) as MacAddress;
    return {iface, ip: message.target, mac, form: message.type, octets: hex(octets)};
  }
  const {senderIp: ip, senderMac: mac, operation: form, targetMac} = frame.packet;
  return {iface, ip, mac, form, targetMac, octets: hex(octets)};
}

/** `10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff, 42 octets)`. */
export function garpSentence(octets: Uint8Array): string {
  const frame = decodeAnnouncement(octets);
  if (frame.kind === 'discovery') {
    const {message} = frame.packet;
    return `${message.target} is-at ${taughtMac(message)} (neighbor advertisement, Override, ${octets.length} octets)`;
  }
  const {senderIp, senderMac} = frame.packet;
  return `${senderIp} is-at ${senderMac} (${formatPurpose(classifyArp(frame.packet))}, ${octets.length} octets)`;
}

export function hex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');
}
