/**
 * The elements of a GLBP message, each preceded by its type and length in two octets.
 *
 *   hello: type 1
 *   octet 2   unknown            1
 *         3   state              1   of the gateway, see GLBP_STATE
 *         4   unknown            1
 *         5   priority           1
 *         6   unknown            2
 *         8   hello time         4   milliseconds
 *        12   hold time          4   milliseconds
 *        16   redirect time      2   seconds
 *        18   time-out           2   seconds
 *        20   unknown            2
 *        22   address type       1   1 = IPv4, 2 = IPv6
 *        23   address length     1
 *        24   virtual address        4 or 16
 *
 *   forwarder: type 2
 *   octet 2   number             1
 *         3   state              1   of the forwarder
 *         4   unknown            1
 *         5   priority           1
 *         6   weight             1
 *         7   unknown            7
 *        14   virtual MAC        6
 *
 *   authentication: type 3
 *   octet 2   kind               1   1 = text, 2 = MD5, 3 = MD5 of a key chain
 *         3   length             1
 *         4   data                   for a key chain, the key's number, 4, and the digest
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from '../address/ip-address.js';
import {IPV4_LENGTH, readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {IPV6_LENGTH, readIpv6, writeIpv6} from '../address/ipv6-address.js';
import {readMac, writeMac} from '../address/mac.js';
import {checkRange} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {joinOctets} from '../octets.js';
import type {GlbpAuthentication, GlbpForwarder, GlbpHello} from './glbp-message.js';

/** Types of elements. */
export const GLBP_ELEMENT_TYPE = {hello: 1, forwarder: 2, authentication: 3} as const;

const LAYER = 'glbp';
const at = {type: 0, length: 1} as const;
const helloAt = {
  state: 3,
  priority: 5,
  helloMs: 8,
  holdMs: 12,
  redirectSeconds: 16,
  timeoutSeconds: 18,
  addressType: 22,
  addressLength: 23,
  virtualIp: 24,
} as const;
const forwarderAt = {number: 2, state: 3, priority: 5, weight: 6, virtualMac: 14, end: 20} as const;
const authenticationAt = {kind: 2, length: 3, data: 4} as const;
const ADDRESS_TYPE = {ipv4: 1, ipv6: 2} as const;
const AUTHENTICATION = {none: 0, text: 1, md5: 2, md5Chain: 3} as const;
const KEY_ID_LENGTH = 4;

/** @param element with its type and length, as in all of these functions */
export function decodeGlbpHello(element: Uint8Array): GlbpHello {
  if (element.length < helloAt.virtualIp) truncated(LAYER, helloAt.virtualIp, element.length);
  const view = new DataView(element.buffer, element.byteOffset, element.byteLength);
  return {
    state: view.getUint8(helloAt.state),
    priority: view.getUint8(helloAt.priority),
    helloMs: view.getUint32(helloAt.helloMs),
    holdMs: view.getUint32(helloAt.holdMs),
    redirectSeconds: view.getUint16(helloAt.redirectSeconds),
    timeoutSeconds: view.getUint16(helloAt.timeoutSeconds),
    virtualIp: decodeVirtualIp(element),
  };
}

function decodeVirtualIp(element: Uint8Array): IpAddress | undefined {
  const type = element[helloAt.addressType];
  const length = element[helloAt.addressLength];
  if (length === 0 || (type !== ADDRESS_TYPE.ipv4 && type !== ADDRESS_TYPE.ipv6)) return undefined;
  const expected = type === ADDRESS_TYPE.ipv4 ? IPV4_LENGTH : IPV6_LENGTH;
  if (length !== expected) {
    const problem = `expected an address of ${expected} octets, got ${length}`;
    throw new DecodeError('MALFORMED', LAYER, helloAt.addressLength, problem);
  }
  const end = helloAt.virtualIp + expected;
  if (element.length < end) truncated(LAYER, end, element.length);
  return type === ADDRESS_TYPE.ipv4
    ? readIpv4(element, helloAt.virtualIp)
    : readIpv6(element, helloAt.virtualIp);
}

export function encodeGlbpHello(hello: GlbpHello): Uint8Array {
  checkRange('glbp state', hello.state, 0, 0xff);
  checkRange('glbp priority', hello.priority, 0, 0xff);
  checkRange('glbp hello time', hello.helloMs, 0, 0xffffffff);
  checkRange('glbp hold time', hello.holdMs, 0, 0xffffffff);
  checkRange('glbp redirect time', hello.redirectSeconds, 0, 0xffff);
  checkRange('glbp time-out', hello.timeoutSeconds, 0, 0xffff);
  const {virtualIp} = hello;
  const element = made(GLBP_ELEMENT_TYPE.hello, helloAt.virtualIp + lengthOf(virtualIp));
  const view = new DataView(element.buffer);
  view.setUint8(helloAt.state, hello.state);
  view.setUint8(helloAt.priority, hello.priority);
  view.setUint32(helloAt.helloMs, hello.helloMs);
  view.setUint32(helloAt.holdMs, hello.holdMs);
  view.setUint16(helloAt.redirectSeconds, hello.redirectSeconds);
  view.setUint16(helloAt.timeoutSeconds, hello.timeoutSeconds);
  if (virtualIp === undefined) return element;
  view.setUint8(helloAt.addressType, isOfIpv6(virtualIp) ? ADDRESS_TYPE.ipv6 : ADDRESS_TYPE.ipv4);
  view.setUint8(helloAt.addressLength, lengthOf(virtualIp));
  if (isOfIpv6(virtualIp)) writeIpv6(element, helloAt.virtualIp, virtualIp);
  else writeIpv4(element, helloAt.virtualIp, virtualIp);
  return element;
}

function lengthOf(ip: IpAddress | undefined): number {
  if (ip === undefined) return 0;
  return isOfIpv6(ip) ? IPV6_LENGTH : IPV4_LENGTH;
}

export function decodeGlbpForwarder(element: Uint8Array): GlbpForwarder {
  if (element.length < forwarderAt.end) truncated(LAYER, forwarderAt.end, element.length);
  const octet = (offset: number) => element[offset] as number;
  return {
    forwarder: octet(forwarderAt.number),
    state: octet(forwarderAt.state),
    priority: octet(forwarderAt.priority),
    weight: octet(forwarderAt.weight),
    virtualMac: readMac(element, forwarderAt.virtualMac),
  };
}

export function encodeGlbpForwarder(told: GlbpForwarder): Uint8Array {
  const {forwarder, state, priority, weight, virtualMac} = told;
  const element = made(GLBP_ELEMENT_TYPE.forwarder, forwarderAt.end);
  for (const [name, value, offset] of [
    ['forwarder', forwarder, forwarderAt.number],
    ['state', state, forwarderAt.state],
    ['priority', priority, forwarderAt.priority],
    ['weight', weight, forwarderAt.weight],
  ] as const) {
    checkRange(`glbp ${name}`, value, 0, 0xff);
    element[offset] = value;
  }
  writeMac(element, forwarderAt.virtualMac, virtualMac);
  return element;
}

export function decodeGlbpAuthentication(element: Uint8Array): GlbpAuthentication {
  if (element.length < authenticationAt.data) truncated(LAYER, authenticationAt.data, element.length);
  const number = element[authenticationAt.kind] as number;
  const end = authenticationAt.data + (element[authenticationAt.length] as number);
  if (element.length < end) truncated(LAYER, end, element.length);
  const data = element.slice(authenticationAt.data, end);
  if (number === AUTHENTICATION.none) return {type: 'none'};
  if (number === AUTHENTICATION.text) return {type: 'text', data};
  if (number === AUTHENTICATION.md5) return {type: 'md5', digest: data};
  if (number !== AUTHENTICATION.md5Chain) return {type: 'other', number, data};
  if (data.length < KEY_ID_LENGTH) truncated(LAYER, authenticationAt.data + KEY_ID_LENGTH, end);
  return {
    type: 'md5-chain',
    keyId: new DataView(data.buffer).getUint32(0),
    digest: data.slice(KEY_ID_LENGTH),
  };
}

export function encodeGlbpAuthentication(authentication: GlbpAuthentication): Uint8Array {
  const {number, data} = wireOf(authentication);
  checkRange('glbp authentication number', number, 0, 0xff);
  checkRange('glbp authentication length', data.length, 0, 0xff - authenticationAt.data);
  const element = made(GLBP_ELEMENT_TYPE.authentication, authenticationAt.data + data.length);
  element[authenticationAt.kind] = number;
  element[authenticationAt.length] = data.length;
  element.set(data, authenticationAt.data);
  return element;
}

function wireOf(authentication: GlbpAuthentication): {number: number; data: Uint8Array} {
  switch (authentication.type) {
    case 'none':
      return {number: AUTHENTICATION.none, data: new Uint8Array(0)};
    case 'text':
      return {number: AUTHENTICATION.text, data: authentication.data};
    case 'md5':
      return {number: AUTHENTICATION.md5, data: authentication.digest};
    case 'md5-chain': {
      checkRange('glbp key id', authentication.keyId, 0, 0xffffffff);
      const keyId = new Uint8Array(KEY_ID_LENGTH);
      new DataView(keyId.buffer).setUint32(0, authentication.keyId);
      return {number: AUTHENTICATION.md5Chain, data: joinOctets(keyId, authentication.digest)};
    }
    case 'other':
      return authentication;
  }
}

/** An element of zeros. */
function made(type: number, length: number): Uint8Array {
  const element = new Uint8Array(length);
  element[at.type] = type;
  element[at.length] = length;
  return element;
}
