/**
 * Addresses of IPv6 that are valid on one link only. Pure.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';

/** `fe80::/10` (RFC 4291 §2.5.6). */
export function isLinkLocal(key: AddressKey): boolean {
  return typeof key === 'string' && (key.charCodeAt(0) & 0xffc0) === 0xfe80;
}
