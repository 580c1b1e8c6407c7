/**
 * The encoding of HSRP version 2, which Cisco has not published: elements of type, length and value, as its routers send them.
 *
 *   a group
 *   octet 0   type, length     2   1, 40
 *         2   version          1   2
 *         3   operation        1   0 = hello, 1 = coup, 2 = resign
 *         4   state            1
 *         5   family           1   4 or 6
 *         6   group            2   0 to 4095; all 16 bits are kept
 *         8   identifier       6   MAC of the sender's interface
 *        14   priority         4
 *        18   hello time       4   milliseconds
 *        22   hold time        4   milliseconds
 *        26   virtual address 16   of IPv4 in the first four
 *
 *   an interface
 *   octet 0   type, length     2   2, 4
 *         2   active groups    2
 *         4   passive groups   2
 *
 *   a password
 *   octet 0   type, length     2   3, 8
 *         2   password         8
 *
 *   an MD5: see hsrp-authentication.ts
 *
 * Elements of other types are skipped.
 *
 * @module
 */

import {isOfIpv6} from '../address/ip-address.js';
import {readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {readIpv6, writeIpv6} from '../address/ipv6-address.js';
import {readMac, writeMac, ZERO_MAC} from '../address/mac.js';
import {checkRange, refuse} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {joinOctets} from '../octets.js';
import {
  encodeHsrpMd5,
  HSRP_AUTHENTICATION_TYPE,
  HSRP_MD5_LENGTH,
  HSRP_PASSWORD_LENGTH,
  type HsrpAuthentication,
  readHsrpMd5,
  readHsrpPassword,
  writeHsrpPassword,
} from './hsrp-authentication.js';
import type {HsrpGroup, HsrpInterface, HsrpPacket, HsrpState} from './hsrp-message.js';
import {numberOfOperation, operationOf} from './hsrp-operation.js';

const LAYER = 'hsrp';
const VERSION = 2;
const TYPE = {group: 1, interface: 2, ...HSRP_AUTHENTICATION_TYPE} as const;
const ELEMENT_HEADER_LENGTH = 2;
/** Including type and length. */
const LENGTHS: Readonly<Record<number, number>> = {
  [TYPE.group]: 42,
  [TYPE.interface]: 6,
  [TYPE.text]: ELEMENT_HEADER_LENGTH + HSRP_PASSWORD_LENGTH,
  [TYPE.md5]: HSRP_MD5_LENGTH,
};
const elementAt = {type: 0, length: 1, value: 2} as const;
const groupAt = {
  version: 2,
  operation: 3,
  state: 4,
  family: 5,
  group: 6,
  identifier: 8,
  priority: 14,
  hello: 18,
  hold: 22,
  virtualIp: 26,
} as const;
const interfaceAt = {activeGroups: 2, passiveGroups: 4} as const;

/** By their number on the wire. */
const STATES: readonly HsrpState[] = ['disabled', 'initial', 'learn', 'listen', 'speak', 'standby', 'active'];

export function decodeHsrpV2(bytes: Uint8Array): HsrpPacket {
  const groups: HsrpGroup[] = [];
  let interfaceState: HsrpInterface | undefined;
  let authentication: HsrpAuthentication = {type: 'none'};
  for (const {type, offset} of elements(bytes)) {
    if (type === TYPE.group) groups.push(decodeGroup(bytes, offset));
    if (type === TYPE.interface) interfaceState = decodeInterface(bytes, offset);
    if (type === TYPE.text) authentication = readHsrpPassword(bytes, offset + elementAt.value);
    if (type === TYPE.md5) authentication = readHsrpMd5(bytes, offset);
  }
  if (groups.length === 0 && interfaceState === undefined)
    throw new DecodeError('UNSUPPORTED', LAYER, 0, 'expected a group or an interface, got neither');
  return {version: VERSION, groups, interfaceState, authentication};
}

/** Elements of known types must have the right length. */
function* elements(bytes: Uint8Array): Generator<{type: number; offset: number}, void> {
  let offset = 0;
  while (offset < bytes.length) {
    const type = bytes[offset + elementAt.type] as number;
    const length = bytes[offset + elementAt.length];
    const end = offset + ELEMENT_HEADER_LENGTH + (length ?? 0);
    if (length === undefined || bytes.length < end) truncated(LAYER, end, bytes.length);
    const expected = LENGTHS[type];
    if (expected !== undefined && end - offset !== expected) {
      const problem = `expected a length of ${expected - ELEMENT_HEADER_LENGTH} for type ${type}, got ${length}`;
      throw new DecodeError('MALFORMED', LAYER, offset + elementAt.length, problem);
    }
    yield {type, offset};
    offset = end;
  }
}

function decodeGroup(bytes: Uint8Array, offset: number): HsrpGroup {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
  const version = view.getUint8(groupAt.version);
  const family = view.getUint8(groupAt.family);
  if (version !== VERSION || (family !== 4 && family !== 6)) {
    const problem = `expected version 2 and family 4 or 6, got ${version} and ${family}`;
    throw new DecodeError('UNSUPPORTED', LAYER, offset + groupAt.version, problem);
  }
  const read = family === 4 ? readIpv4 : readIpv6;
  return {
    operation: operationOf(view.getUint8(groupAt.operation), offset + groupAt.operation),
    state: decodeState(view.getUint8(groupAt.state), offset),
    group: view.getUint16(groupAt.group),
    priority: view.getUint32(groupAt.priority),
    helloMs: view.getUint32(groupAt.hello),
    holdMs: view.getUint32(groupAt.hold),
    virtualIp: read(bytes, offset + groupAt.virtualIp),
    identifier: readMac(bytes, offset + groupAt.identifier),
  };
}

function decodeState(number: number, offset: number): HsrpState {
  const state = STATES[number];
  if (state !== undefined) return state;
  throw new DecodeError('UNSUPPORTED', LAYER, offset + groupAt.state, `expected state 0 to 6, got ${number}`);
}

function decodeInterface(bytes: Uint8Array, offset: number): HsrpInterface {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
  return {
    activeGroups: view.getUint16(interfaceAt.activeGroups),
    passiveGroups: view.getUint16(interfaceAt.passiveGroups),
    state: undefined,
  };
}

export function encodeHsrpV2({groups, interfaceState, authentication}: HsrpPacket): Uint8Array {
  if (groups.length === 0 && interfaceState === undefined)
    refuse('hsrp version 2', 'a group or an interface', 'neither');
  const parts = groups.map(encodeGroup);
  if (interfaceState !== undefined) parts.push(encodeInterface(interfaceState));
  if (authentication.type === 'md5') parts.push(encodeHsrpMd5(authentication));
  if (authentication.type === 'text') {
    const element = made(TYPE.text);
    writeHsrpPassword(element, elementAt.value, authentication.data);
    parts.push(element);
  }
  return joinOctets(parts);
}

function encodeGroup(group: HsrpGroup): Uint8Array {
  checkGroup(group);
  const bytes = made(TYPE.group);
  const view = new DataView(bytes.buffer);
  view.setUint8(groupAt.version, VERSION);
  view.setUint8(groupAt.operation, numberOfOperation(group.operation));
  view.setUint8(groupAt.state, numberOfState(group.state));
  view.setUint8(groupAt.family, isOfIpv6(group.virtualIp) ? 6 : 4);
  view.setUint16(groupAt.group, group.group);
  writeMac(bytes, groupAt.identifier, group.identifier ?? ZERO_MAC);
  view.setUint32(groupAt.priority, group.priority);
  view.setUint32(groupAt.hello, group.helloMs);
  view.setUint32(groupAt.hold, group.holdMs);
  if (isOfIpv6(group.virtualIp)) writeIpv6(bytes, groupAt.virtualIp, group.virtualIp);
  else writeIpv4(bytes, groupAt.virtualIp, group.virtualIp);
  return bytes;
}

function encodeInterface({activeGroups, passiveGroups, state}: HsrpInterface): Uint8Array {
  if (state !== undefined) refuse('hsrp version 2', 'no state of an interface', String(state));
  checkRange('hsrp active groups', activeGroups, 0, 0xffff);
  checkRange('hsrp passive groups', passiveGroups, 0, 0xffff);
  const bytes = made(TYPE.interface);
  const view = new DataView(bytes.buffer);
  view.setUint16(interfaceAt.activeGroups, activeGroups);
  view.setUint16(interfaceAt.passiveGroups, passiveGroups);
  return bytes;
}

function numberOfState(state: HsrpState): number {
  const number = STATES.indexOf(state);
  return number < 0 ? refuse('hsrp version 2', 'a state that it has', String(state)) : number;
}

/** An element of zeros. */
function made(type: number): Uint8Array {
  const length = LENGTHS[type] as number;
  const bytes = new Uint8Array(length);
  bytes[elementAt.type] = type;
  bytes[elementAt.length] = length - ELEMENT_HEADER_LENGTH;
  return bytes;
}

function checkGroup({group, priority, helloMs, holdMs, identifier}: HsrpGroup): void {
  checkRange('hsrp group', group, 0, 0xffff);
  checkRange('hsrp priority', priority, 0, 0xffffffff);
  checkRange('hsrp hello time', helloMs, 0, 0xffffffff);
  checkRange('hsrp hold time', holdMs, 0, 0xffffffff);
  if (identifier === undefined) refuse('hsrp version 2', 'an identifier', 'none');
}
