/** A capture as a file in each format. What `tcpdump -i any` writes lacks the destination of each frame. */

import {PACKET_TYPE} from '@vip/arp';
import {encodeSll, encodeSll2} from '#arp/wire/frame/linux-sll';
import {pcapHeader, pcapngBlocks, pcapRecord} from '../helpers/capture-files.js';
import type {MadeFrame} from './kind.js';

export type FileFormat = 'pcap' | 'pcap-ns' | 'pcapng' | 'sll' | 'sll2';

const LINK_TYPES = {pcap: 1, 'pcap-ns': 1, sll: 113, sll2: 276} as const;
const NANOSECOND_MAGIC = 0xa1b23c4d;
const GROUP_BIT = 1;
const SECOND = 1_000_000_000n;

export function writeFile(frames: readonly MadeFrame[], format: FileFormat): Uint8Array {
  if (format === 'pcapng') return writePcapng(frames);
  const fine = format === 'pcap-ns';
  const header = pcapHeader({linkType: LINK_TYPES[format], ...(fine && {magic: NANOSECOND_MAGIC})});
  const records = frames.map(({at, bytes}) => {
    const fraction = Number(at % SECOND);
    const time = {seconds: Number(at / SECOND), fraction: fine ? fraction : Math.floor(fraction / 1000)};
    return pcapRecord(format.startsWith('sll') ? cookedFrame(bytes, format) : bytes, time);
  });
  return Buffer.concat([header, ...records]);
}

/** Writes pcapng, with an interface for each link type and nanosecond timestamps. */
function writePcapng(frames: readonly MadeFrame[]): Uint8Array {
  const {section, iface, enhanced} = pcapngBlocks(true);
  const linkTypes = [...new Set(frames.map(({linkType = 1}) => linkType))];
  return Buffer.concat([
    section(),
    ...linkTypes.map((linkType, index) => iface({name: `eth${index}`, linkType, resolution: 9})),
    ...frames.map(({at, bytes, linkType = 1}) =>
      enhanced({bytes, time: at, iface: linkTypes.indexOf(linkType)}),
    ),
  ]);
}

/** A frame with the kernel's header in place of the link layer's. */
export function cookedFrame(frame: Uint8Array, format: FileFormat): Uint8Array {
  const packet = {
    packetType: packetTypeOf(frame),
    ...{hardwareType: 1, addressLength: 6, address: frame.slice(6, 12)},
    protocol: ((frame[12] ?? 0) << 8) | (frame[13] ?? 0),
    payload: frame.subarray(14),
  };
  return format === 'sll2' ? encodeSll2({...packet, interfaceIndex: 2}) : encodeSll(packet);
}

function packetTypeOf(frame: Uint8Array): number {
  if (frame.subarray(0, 6).every(octet => octet === 0xff)) return PACKET_TYPE.broadcast;
  return ((frame[0] ?? 0) & GROUP_BIT) === 0 ? PACKET_TYPE.host : PACKET_TYPE.multicast;
}
