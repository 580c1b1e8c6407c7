/**
 * The frames of a run, decoded on demand.
 *
 * @module
 */

import {describeFrame, type FrameDescription} from '@vip/arp/describe';
import type {RunData} from '@vip/core/internal/report';

/** One captured frame. */
export interface ReportFrame {
  /** Its row in the run, from 0. */
  readonly number: number;
  /** Its number in its capture, or in the run. */
  readonly name: number | string;
  readonly at: number;
  readonly node: string;
  readonly iface: string;
  readonly length: number;
  readonly captured: number;
  readonly isOwn: boolean;
  readonly description: FrameDescription;
}

export function framesOfRun({frames}: RunData): ReportFrame[] {
  const known = new Map<number, {description: FrameDescription; captured: number}>();
  const read = (content: number) => {
    const bytes = fromHex(frames.octets[content] ?? '');
    const made = known.get(content) ?? {description: describeFrame(bytes), captured: bytes.length};
    known.set(content, made);
    return made;
  };
  return frames.rows.map(([at, place, content, length, own], number) => {
    const [node = '', iface = ''] = frames.ifaces[place] ?? [];
    const name = frames.numbers?.[number] ?? number + 1;
    return {number, name, at, node, iface, length, isOwn: own === 1, ...read(content)};
  });
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from({length: text.length >> 1}, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  );
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
