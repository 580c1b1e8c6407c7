/**
 * The encoding of HSRP version 1 (RFC 2281 §5), with what Cisco's routers add to it: operation 3, and an MD5 at the end.
 *
 *   octet 0   version          1   0
 *         1   operation        1   0 = hello, 1 = coup, 2 = resign
 *         2   state            1
 *         3   hello time       1   seconds
 *         4   hold time        1   seconds
 *         5   priority         1
 *         6   group            1
 *         7   reserved         1
 *         8   password         8   "cisco" unless configured otherwise; zeros beside an MD5
 *        16   virtual address  4
 *        20   MD5 element     30   see hsrp-authentication.ts; or nothing
 *
 *   operation 3, which states how many groups an interface has:
 *   octet 2   type             2   1
 *         4   length           2   10
 *         6   state            1
 *         7   reserved         1
 *         8   active groups    2
 *        10   passive groups   2
 *        12   reserved         4
 *
 * @module
 */

import {isOfIpv6} from '../address/ip-address.js';
import {readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {badArgument, checkRange} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {
  encodeHsrpMd5,
  HSRP_MD5_LENGTH,
  type HsrpAuthentication,
  isHsrpMd5,
  readHsrpMd5,
  readHsrpPassword,
  writeHsrpPassword,
} from './hsrp-authentication.js';
import type {HsrpGroup, HsrpInterface, HsrpPacket, HsrpState} from './hsrp-message.js';
import {numberOfOperation, operationOf} from './hsrp-operation.js';

const LENGTH = 20;
const INTERFACE_LENGTH = 16;
const LAYER = 'hsrp';
const at = {
  version: 0,
  operation: 1,
  state: 2,
  hello: 3,
  hold: 4,
  priority: 5,
  group: 6,
  password: 8,
  virtualIp: 16,
} as const;
const interfaceAt = {type: 2, length: 4, state: 6, activeGroups: 8, passiveGroups: 10} as const;

const OPERATION_INTERFACE = 3;
const TYPE_INTERFACE_STATE = 1;
const TYPE_AND_LENGTH = 4;
const STATES: ReadonlyMap<number, HsrpState> = new Map([
  [0, 'initial'],
  [1, 'learn'],
  [2, 'listen'],
  [4, 'speak'],
  [8, 'standby'],
  [16, 'active'],
]);

export function decodeHsrpV1(octets: Uint8Array): HsrpPacket {
  if (octets.length <= at.operation) truncated(LAYER, LENGTH, octets.length);
  if (octets[at.operation] === OPERATION_INTERFACE) return decodeInterface(octets);
  if (octets.length < LENGTH) truncated(LAYER, LENGTH, octets.length);
  const octet = (offset: number) => octets[offset] as number;
  const group: HsrpGroup = {
    operation: operationOf(octet(at.operation), at.operation),
    state: decodeState(octet(at.state)),
    group: octet(at.group),
    priority: octet(at.priority),
    helloMs: octet(at.hello) * 1000,
    holdMs: octet(at.hold) * 1000,
    virtualIp: readIpv4(octets, at.virtualIp),
    identifier: undefined,
  };
  const authentication = isHsrpMd5(octets, LENGTH)
    ? readHsrpMd5(octets, LENGTH)
    : readHsrpPassword(octets, at.password);
  return {version: 1, groups: [group], interfaceState: undefined, authentication};
}

function decodeInterface(octets: Uint8Array): HsrpPacket {
  if (octets.length < INTERFACE_LENGTH) truncated(LAYER, INTERFACE_LENGTH, octets.length);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const interfaceState = {
    activeGroups: view.getUint16(interfaceAt.activeGroups),
    passiveGroups: view.getUint16(interfaceAt.passiveGroups),
    state: view.getUint8(interfaceAt.state),
  };
  return {version: 1, groups: [], interfaceState, authentication: {type: 'none'}};
}

function decodeState(number: number): HsrpState {
  const state = STATES.get(number);
  if (state !== undefined) return state;
  throw new DecodeError('UNSUPPORTED', LAYER, at.state, `expected state 0, 1, 2, 4, 8 or 16, got ${number}`);
}

export function encodeHsrpV1({groups, interfaceState, authentication}: HsrpPacket): Uint8Array {
  const [group, ...others] = groups;
  if (group === undefined && interfaceState !== undefined) return encodeInterface(interfaceState);
  if (group === undefined || others.length > 0 || interfaceState !== undefined) {
    const got = `${groups.length} groups${interfaceState === undefined ? '' : ' and an interface'}`;
    badArgument('hsrp version 1', 'one group or an interface', got);
  }
  return encodeGroup(group, authentication);
}

function encodeGroup(group: HsrpGroup, authentication: HsrpAuthentication): Uint8Array {
  checkGroup(group);
  const hasMd5 = authentication.type === 'md5';
  const octets = new Uint8Array(LENGTH + (hasMd5 ? HSRP_MD5_LENGTH : 0));
  octets[at.operation] = numberOfOperation(group.operation);
  octets[at.state] = numberOfState(group.state);
  octets[at.hello] = group.helloMs / 1000;
  octets[at.hold] = group.holdMs / 1000;
  octets[at.priority] = group.priority;
  octets[at.group] = group.group;
  if (!isOfIpv6(group.virtualIp)) writeIpv4(octets, at.virtualIp, group.virtualIp);
  if (authentication.type === 'text') writeHsrpPassword(octets, at.password, authentication.data);
  if (hasMd5) octets.set(encodeHsrpMd5(authentication), LENGTH);
  return octets;
}

function encodeInterface({activeGroups, passiveGroups, state = 0}: HsrpInterface): Uint8Array {
  checkRange('hsrp active groups', activeGroups, 0, 0xffff);
  checkRange('hsrp passive groups', passiveGroups, 0, 0xffff);
  checkRange('hsrp interface state', state, 0, 0xff);
  const octets = new Uint8Array(INTERFACE_LENGTH);
  const view = new DataView(octets.buffer);
  view.setUint8(at.operation, OPERATION_INTERFACE);
  view.setUint16(interfaceAt.type, TYPE_INTERFACE_STATE);
  view.setUint16(interfaceAt.length, INTERFACE_LENGTH - TYPE_AND_LENGTH - interfaceAt.type);
  view.setUint8(interfaceAt.state, state);
  view.setUint16(interfaceAt.activeGroups, activeGroups);
  view.setUint16(interfaceAt.passiveGroups, passiveGroups);
  return octets;
}

function checkGroup({group, priority, helloMs, holdMs, virtualIp, identifier}: HsrpGroup): void {
  checkRange('hsrp group', group, 0, 255);
  checkRange('hsrp priority', priority, 0, 255);
  checkRange('hsrp hello time in seconds', helloMs / 1000, 0, 255);
  checkRange('hsrp hold time in seconds', holdMs / 1000, 0, 255);
  if (isOfIpv6(virtualIp)) badArgument('hsrp version 1 address', 'an IPv4 address', virtualIp);
  if (identifier !== undefined) badArgument('hsrp version 1 identifier', 'none', identifier);
}

function numberOfState(state: HsrpState): number {
  for (const [number, name] of STATES) if (name === state) return number;
  return badArgument('hsrp version 1 state', 'a state of that version', String(state));
}
