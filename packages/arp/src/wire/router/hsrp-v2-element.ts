/**
 * The beginning of every element of HSRP version 2: its type, and the length of its value.
 *
 * @module
 */

import {HSRP_AUTHENTICATION_TYPE, HSRP_MD5_LENGTH, HSRP_PASSWORD_LENGTH} from './hsrp-authentication.js';

export const HSRP_LAYER = 'hsrp';
export const HSRP_V2 = 2;
export const HSRP_ELEMENT_TYPE = {group: 1, interface: 2, ...HSRP_AUTHENTICATION_TYPE} as const;
export const ELEMENT_HEADER_LENGTH = 2;
/** Including type and length. */
export const HSRP_ELEMENT_LENGTHS: Readonly<Record<number, number>> = {
  [HSRP_ELEMENT_TYPE.group]: 42,
  [HSRP_ELEMENT_TYPE.interface]: 6,
  [HSRP_ELEMENT_TYPE.text]: ELEMENT_HEADER_LENGTH + HSRP_PASSWORD_LENGTH,
  [HSRP_ELEMENT_TYPE.md5]: HSRP_MD5_LENGTH,
};
export const elementAt = {type: 0, length: 1, value: 2} as const;

/** An element of zeros. */
export function hsrpElement(type: number): Uint8Array {
  const length = HSRP_ELEMENT_LENGTHS[type] as number;
  const octets = new Uint8Array(length);
  octets[elementAt.type] = type;
  octets[elementAt.length] = length - ELEMENT_HEADER_LENGTH;
  return octets;
}
