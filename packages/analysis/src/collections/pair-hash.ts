/**
 * @module
 */

import type {AddressKey} from '@vip/arp';

/** A hash of two addresses or two MACs, to find their place in a cache: a signed number of 32 bits, of which the lowest are well mixed. */
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
