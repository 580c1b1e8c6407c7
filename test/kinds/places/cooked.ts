/**
 * A capture made at one machine with `tcpdump -i any`: the kernel records each frame's direction, but not its
 * destination.
 */

import {type IpAddress, PACKET_TYPE} from '@vip/arp';
import {ipOctets} from '../wire/octets.js';
import {cookedFrame} from '../write.js';
import type {PlaceCapture} from './distort.js';

/** Offset of the packet type in the header of `LINKTYPE_LINUX_SLL2`, and of the source among the octets of Ethernet. */
const PACKET_TYPE_AT = 10;
const SOURCE_AT = 6;

/** @param ip the address that the machine asks */
export function cookedAt(capture: PlaceCapture, ip: IpAddress): PlaceCapture {
  const octets = ipOctets(ip);
  const at = 14 + (octets.length === 4 ? 16 : 24);
  const asks = capture.frames.find(({bytes}) => octets.every((octet, index) => bytes[at + index] === octet));
  const own = asks?.bytes.slice(SOURCE_AT, SOURCE_AT + 6);
  const frames = capture.frames.map(seen => {
    const bytes = cookedFrame(seen.bytes, 'sll2');
    if (own?.every((octet, index) => seen.bytes[SOURCE_AT + index] === octet) === true)
      bytes[PACKET_TYPE_AT] = PACKET_TYPE.outgoing;
    return {...seen, linkType: 276, bytes};
  });
  return {...capture, frames};
}
