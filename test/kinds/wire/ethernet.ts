/** Frames with whatever stands in the type field: an EtherType, or the length of IEEE 802.3. */

import type {MacAddress, VlanTag} from '@vip/arp';
import {concat} from '../../helpers/hex.js';

export interface Layers {
  readonly source: MacAddress;
  readonly destination: MacAddress;
  readonly tags: readonly VlanTag[];
  readonly etherType: number;
  readonly payload: Uint8Array;
}

export function ethernetFrame({source, destination, tags, etherType, payload}: Layers): Uint8Array {
  const tagged = tags.flatMap(({tpid, priority, vlanId}) => [
    ...word(tpid),
    ...word((priority << 13) | vlanId),
  ]);
  const head = [...octets(destination), ...octets(source), ...tagged, ...word(etherType)];
  return concat(Uint8Array.from(head), payload);
}

const octets = (mac: MacAddress) => mac.split(':').map(pair => Number.parseInt(pair, 16));
const word = (value: number) => [value >> 8, value & 0xff];
