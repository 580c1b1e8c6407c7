/**
 * The element of HSRP version 2 that describes an interface.
 *
 *   octet 0   type, length     2   2, 4
 *         2   active groups    2
 *         4   passive groups   2
 *
 * @module
 */

import {badArgument, checkRange} from '../check.js';
import type {HsrpInterface} from './hsrp-message.js';
import {HSRP_ELEMENT_TYPE, hsrpElement} from './hsrp-v2-element.js';

const interfaceAt = {activeGroups: 2, passiveGroups: 4} as const;

export function decodeInterface(octets: Uint8Array, offset: number): HsrpInterface {
  const view = new DataView(octets.buffer, octets.byteOffset + offset);
  return {
    activeGroups: view.getUint16(interfaceAt.activeGroups),
    passiveGroups: view.getUint16(interfaceAt.passiveGroups),
    state: undefined,
  };
}

export function encodeInterface({activeGroups, passiveGroups, state}: HsrpInterface): Uint8Array {
  if (state !== undefined) badArgument('hsrp version 2 interface state', 'none', String(state));
  checkRange('hsrp active groups', activeGroups, 0, 0xffff);
  checkRange('hsrp passive groups', passiveGroups, 0, 0xffff);
  const octets = hsrpElement(HSRP_ELEMENT_TYPE.interface);
  const view = new DataView(octets.buffer);
  view.setUint16(interfaceAt.activeGroups, activeGroups);
  view.setUint16(interfaceAt.passiveGroups, passiveGroups);
  return octets;
}
