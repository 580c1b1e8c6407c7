/**
 * The frames of a run, decoded when somebody looks.
 *
 * @module
 */

import {octetsOfHex} from '@vip/analysis';
import {describeFrame, type FrameDescription} from '@vip/arp';
import type {RunData} from '@vip/core/report';

/** One captured frame. */
export interface Frame {
  /** Its number in the run. */
  readonly number: number;
  readonly at: number;
  readonly node: string;
  readonly iface: string;
  readonly length: number;
  readonly captured: number;
  readonly isOwn: boolean;
  readonly description: FrameDescription;
}

export function framesOf({frames}: RunData): Frame[] {
  const known = new Map<number, {description: FrameDescription; captured: number}>();
  const read = (content: number) => {
    const bytes = octetsOfHex(frames.octets[content] ?? '');
    const made = known.get(content) ?? {description: describeFrame(bytes), captured: bytes.length};
    known.set(content, made);
    return made;
  };
  return frames.rows.map(([at, place, content, length, own], number) => {
    const [node = '', iface = ''] = frames.ifaces[place] ?? [];
    return {number, at, node, iface, length, isOwn: own === 1, ...read(content)};
  });
}

export const KIND_NAMES: Readonly<Record<FrameDescription['kind'], string>> = {
  announcement: 'announcement',
  'arp-probe': 'ARP probe',
  'arp-request': 'ARP request',
  'arp-reply': 'ARP reply',
  'foreign-arp': 'RARP, InARP',
  'neighbour-solicitation': 'ND solicitation',
  'neighbour-advertisement': 'ND advertisement',
  vrrp: 'VRRP',
  carp: 'CARP',
  hsrp: 'HSRP',
  glbp: 'GLBP',
  other: 'other',
  unreadable: 'unreadable',
};
