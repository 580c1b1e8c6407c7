/**
 * Where an address is, in words.
 *
 * @module
 */

import {printable} from '../../text/printable.js';
import type {AddressFacts} from '../facts.js';

/** ` on eth0 VLAN 10`; empty for untagged frames of a file that names no interface. */
export function placeText({network}: Pick<AddressFacts, 'network'>): string {
  return network === '' ? '' : ` on ${printable(network)}`;
}
