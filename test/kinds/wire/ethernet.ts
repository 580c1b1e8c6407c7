/** Frames with any value in the type field: an EtherType, or an IEEE 802.3 length. */

import type {MacAddress, VlanTag} from '@vip/arp';
import {macOctets, setWord, zeroes} from './octets.js';

export interface Layers {
  readonly source: MacAddress;
  readonly destination: MacAddress;
  readonly tags: readonly VlanTag[];
  readonly etherType: number;
  readonly payload: Uint8Array;
}

export function ethernetFrame({source, destination, tags, etherType, payload}: Layers): Uint8Array {
  const bytes = zeroes(14 + 4 * tags.length + payload.length);
  bytes.set(macOctets(destination), 0);
  bytes.set(macOctets(source), 6);
  let offset = 12;
  for (const {tpid, priority, vlanId} of tags) {
    setWord(bytes, offset, tpid);
    setWord(bytes, offset + 2, (priority << 13) | vlanId);
    offset += 4;
  }
  setWord(bytes, offset, etherType);
  bytes.set(payload, offset + 2);
  return bytes;
}
