/**
 * @module
 */

import type {AddressKey} from '@vip/arp';

/** A signed number of 32 bits, whose lowest are well mixed, for two addresses or two MACs: where what was known of them last is looked for. */
export function pairHash(one: AddressKey, other: AddressKey): number {
  if (typeof one === 'number' && typeof other === 'number') {
    const mixed = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b);
    return (mixed >>> 16) ^ mixed;
  }
  return Math.imul(lastOf(one), 31) ^ lastOf(other);
}

/** The last bits of an address of either family. */
function lastOf(key: AddressKey): number {
  return typeof key === 'string' ? key.charCodeAt(7) : key;
}
