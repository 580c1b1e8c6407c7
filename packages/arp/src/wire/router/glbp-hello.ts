/**
 * The hello element of a GLBP message, which states a gateway's state: type 1.
 *
 *   octet 0   type, length       2   1, the element's
 *         2   unknown            1
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
 * @module
 */

import {type IpAddress, isOfIpv6} from '../address/ip-address.js';
import {IPV4_LENGTH, readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {IPV6_LENGTH, readIpv6, writeIpv6} from '../address/ipv6-address.js';
import {checkRange} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {GLBP_ELEMENT_TYPE, GLBP_LAYER, glbpElement} from './glbp-element.js';
import type {GlbpHello} from './glbp-message.js';

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

const ADDRESS_TYPE = {ipv4: 1, ipv6: 2} as const;

/** @param octets with its type and length, as in all of these functions */
export function decodeGlbpHello(octets: Uint8Array): GlbpHello {
  if (octets.length < helloAt.virtualIp) truncated(GLBP_LAYER, helloAt.virtualIp, octets.length);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  return {
    state: view.getUint8(helloAt.state),
    priority: view.getUint8(helloAt.priority),
    helloMs: view.getUint32(helloAt.helloMs),
    holdMs: view.getUint32(helloAt.holdMs),
    redirectSeconds: view.getUint16(helloAt.redirectSeconds),
    timeoutSeconds: view.getUint16(helloAt.timeoutSeconds),
    virtualIp: decodeVirtualIp(octets),
  };
}

function decodeVirtualIp(octets: Uint8Array): IpAddress | undefined {
  const type = octets[helloAt.addressType];
  const length = octets[helloAt.addressLength];
  if (length === 0 || (type !== ADDRESS_TYPE.ipv4 && type !== ADDRESS_TYPE.ipv6)) return undefined;
  const expected = type === ADDRESS_TYPE.ipv4 ? IPV4_LENGTH : IPV6_LENGTH;
  if (length !== expected) {
    const problem = `expected an address of ${expected} octets, got ${length}`;
    throw new DecodeError('MALFORMED', GLBP_LAYER, helloAt.addressLength, problem);
  }
  const end = helloAt.virtualIp + expected;
  if (octets.length < end) truncated(GLBP_LAYER, end, octets.length);
  return type === ADDRESS_TYPE.ipv4
    ? readIpv4(octets, helloAt.virtualIp)
    : readIpv6(octets, helloAt.virtualIp);
}

export function encodeGlbpHello(hello: GlbpHello): Uint8Array {
  checkRange('glbp state', hello.state, 0, 0xff);
  checkRange('glbp priority', hello.priority, 0, 0xff);
  checkRange('glbp hello time', hello.helloMs, 0, 0xffffffff);
  checkRange('glbp hold time', hello.holdMs, 0, 0xffffffff);
  checkRange('glbp redirect time', hello.redirectSeconds, 0, 0xffff);
  checkRange('glbp time-out', hello.timeoutSeconds, 0, 0xffff);
  const {virtualIp} = hello;
  const element = glbpElement(GLBP_ELEMENT_TYPE.hello, helloAt.virtualIp + lengthOf(virtualIp));
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
