/** Frames with whatever stands in the type field: an EtherType, or the length of IEEE 802.3. */

import type {MacAddress, VlanTag} from '@vip/arp';
import {macOctets} from './octets.js';

export interface Layers {
  readonly source: MacAddress;
  readonly destination: MacAddress;
  readonly tags: readonly VlanTag[];
  readonly etherType: number;
  readonly payload: Uint8Array;
}

export function ethernetFrame({source, destination, tags, etherType, payload}: Layers): Uint8Array {
  const bytes = new Uint8Array(14 + 4 * tags.length + payload.length);
  bytes.set(macOctets(destination), 0);
  bytes.set(macOctets(source), 6);
  let offset = 12;
  const word = (value: number) => {
    bytes[offset++] = value >> 8;
    bytes[offset++] = value & 0xff;
  };
  for (const {tpid, priority, vlanId} of tags) {
    word(tpid);
    word((priority << 13) | vlanId);
  }
  word(etherType);
  bytes.set(payload, offset);
  return bytes;
}
