/**
 * Authentication of HSRP messages: a clear-text password, or an MD5 over the message and a key.
 *
 *   octet 0   type 4, length 28   2
 *         2   algorithm           1   1 = MD5
 *         3   zero                1
 *         4   flags               2
 *         6   source              4   of the IPv4 packet
 *        10   key id              4
 *        14   digest             16
 *
 * @module
 */

import {type Ipv4Address, readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {checkOctets, checkRange} from '../check.js';
import {passwordText} from './password-text.js';

/** How an HSRP message is authenticated. */
export type HsrpAuthentication =
  | {readonly type: 'none'}
  /** Eight octets, filled with zeros. */
  | {readonly type: 'text'; readonly data: Uint8Array}
  | HsrpMd5;

/** An MD5 over the message and a key. */
export interface HsrpMd5 {
  readonly type: 'md5';
  /** 1 = MD5. */
  readonly algorithm: number;
  /** Two octets, kept as they are: 0 to 0xffff. */
  readonly flags: number;
  readonly source: Ipv4Address;
  /** Which of the keys in the configuration, 0 to 0xffffffff. */
  readonly keyId: number;
  /** Sixteen octets. */
  readonly digest: Uint8Array;
}

/** Length of a password in octets. */
export const HSRP_PASSWORD_LENGTH = 8;
/** Length of the MD5 element in octets, including its type and length. */
export const HSRP_MD5_LENGTH = 30;
/** Types of elements that authenticate. */
export const HSRP_AUTHENTICATION_TYPE = {text: 3, md5: 4} as const;

const DIGEST_LENGTH = 16;
const at = {type: 0, length: 1, algorithm: 2, flags: 4, source: 6, keyId: 10, digest: 14} as const;

/** The clear-text password of a message; undefined if it has none. */
export function hsrpPassword(authentication: HsrpAuthentication): string | undefined {
  return authentication.type === 'text' ? passwordText(authentication.data) : undefined;
}

/** Eight octets of zeros mean no password. */
export function readHsrpPassword(octets: Uint8Array, offset: number): HsrpAuthentication {
  const data = octets.slice(offset, offset + HSRP_PASSWORD_LENGTH);
  return data.every(octet => octet === 0) ? {type: 'none'} : {type: 'text', data};
}

/** The caller has checked the length. @throws VipError `BAD_ARGUMENT` for another length */
export function writeHsrpPassword(octets: Uint8Array, offset: number, data: Uint8Array): void {
  checkOctets('hsrp password', data, HSRP_PASSWORD_LENGTH);
  octets.set(data, offset);
}

/** The caller has checked that the element is complete. */
export function readHsrpMd5(octets: Uint8Array, offset: number): HsrpMd5 {
  const view = new DataView(octets.buffer, octets.byteOffset + offset, HSRP_MD5_LENGTH);
  return {
    type: 'md5',
    algorithm: view.getUint8(at.algorithm),
    flags: view.getUint16(at.flags),
    source: readIpv4(octets, offset + at.source),
    keyId: view.getUint32(at.keyId),
    digest: octets.slice(offset + at.digest, offset + at.digest + DIGEST_LENGTH),
  };
}

/** Whether there is such an element at `offset`. */
export function isHsrpMd5(octets: Uint8Array, offset: number): boolean {
  return (
    octets.length >= offset + HSRP_MD5_LENGTH &&
    octets[offset + at.type] === HSRP_AUTHENTICATION_TYPE.md5 &&
    octets[offset + at.length] === HSRP_MD5_LENGTH - 2
  );
}

/** @throws VipError `BAD_ARGUMENT` */
export function encodeHsrpMd5({algorithm, flags, source, keyId, digest}: HsrpMd5): Uint8Array {
  checkRange('hsrp algorithm', algorithm, 0, 0xff);
  checkRange('hsrp flags', flags, 0, 0xffff);
  checkRange('hsrp key id', keyId, 0, 0xffffffff);
  checkOctets('hsrp digest', digest, DIGEST_LENGTH);
  const octets = new Uint8Array(HSRP_MD5_LENGTH);
  const view = new DataView(octets.buffer);
  view.setUint8(at.type, HSRP_AUTHENTICATION_TYPE.md5);
  view.setUint8(at.length, HSRP_MD5_LENGTH - 2);
  view.setUint8(at.algorithm, algorithm);
  view.setUint16(at.flags, flags);
  writeIpv4(octets, at.source, source);
  view.setUint32(at.keyId, keyId);
  octets.set(digest, at.digest);
  return octets;
}
