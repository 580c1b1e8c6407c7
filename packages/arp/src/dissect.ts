/**
 * A frame laid open: every field with its octets, its name and its meaning. For `--dry-run`, for teaching.
 *
 * @module
 */

import {decodeArpPacket} from './arp-packet.js';
import {classifyArp} from './classify.js';
import {decodeEthernetFrame, ETHER_TYPE_ARP} from './ethernet.js';
import {formatPurpose} from './format.js';
import {BROADCAST_MAC} from './mac.js';

/** A run of octets in a frame that means one thing. */
export interface FrameField {
  /** Counted from the first octet of the frame. */
  readonly offset: number;
  readonly octets: Uint8Array;
  readonly name: string;
  /** The value in words, and why it is what it is. */
  readonly meaning: string;
}

/**
 * The fields of an Ethernet frame that carries ARP, in wire order; they cover every octet exactly once.
 *
 * @throws DecodeError for anything else
 */
export function dissectArpFrame(bytes: Uint8Array): FrameField[] {
  const frame = decodeEthernetFrame(bytes);
  const packet = decodeArpPacket(frame.payload);
  const fields: FrameField[] = [];
  let offset = 0;
  const take = (length: number, name: string, meaning: string) => {
    fields.push({offset, octets: bytes.subarray(offset, offset + length), name, meaning});
    offset += length;
  };

  const everybody = frame.destination === BROADCAST_MAC ? ', every station on the link' : '';
  take(6, 'destination', `${frame.destination}${everybody}`);
  take(6, 'source', `${frame.source}, from here the switches learn the port`);
  for (const tag of frame.tags) {
    take(4, '802.1Q tag', `VLAN ${tag.vlanId}, priority ${tag.priority}`);
  }
  take(2, 'EtherType', `0x${ETHER_TYPE_ARP.toString(16).padStart(4, '0')}, ARP`);
  take(2, 'hardware type', '1, Ethernet');
  take(2, 'protocol type', '0x0800, IPv4');
  take(1, 'hardware length', '6');
  take(1, 'protocol length', '4');
  take(2, 'operation', `${packet.operation === 'request' ? 1 : 2}, ${packet.operation}`);
  take(6, 'sender MAC', `${packet.senderMac}, where the address is now`);
  take(4, 'sender IP', packet.senderIp);
  take(6, 'target MAC', packet.targetMac);
  const same = packet.senderIp === packet.targetIp ? ', the same: ' : ', ';
  take(4, 'target IP', `${packet.targetIp}${same}${formatPurpose(classifyArp(packet))}`);
  if (offset < bytes.length) take(bytes.length - offset, 'padding', `${bytes.length - offset} octets`);
  return fields;
}
