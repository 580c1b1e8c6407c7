/**
 * The frames of a timeline as capture files: one for each node. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
} from '@vip/arp/capture-file';

/** The pcapng file of every node that saw frames, in pieces. */
export function captureFiles(timeline: Timeline, os: string): Map<string, Uint8Array[]> {
  const nodes = new Set(timeline.select('frame').map(({node}) => node));
  return new Map([...nodes].map(node => [node, captureFile(timeline, node, os)]));
}

function captureFile(timeline: Timeline, node: string, os: string): Uint8Array[] {
  const frames = timeline.select('frame', node);
  const ends = timeline.select('capture-end', node);
  const ifaces = [...new Set([...frames, ...ends].map(({iface}) => iface))];
  const number = (iface: string) => ifaces.indexOf(iface);
  return [
    encodeSectionHeader({os}),
    ...ifaces.map(name => encodeInterfaceDescription({name})),
    ...frames.map(({iface, at, octets, length}) =>
      encodeEnhancedPacket({at, bytes: octets, length}, number(iface)),
    ),
    ...ends.map(({iface, at, received, dropped}) =>
      encodeInterfaceStatistics({at, received, dropped}, number(iface)),
    ),
  ];
}
