/**
 * The element of HSRP version 2 that describes a group.
 *
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
 * @module
 */

import {isOfIpv6} from '../address/ip-address.js';
import {readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {readIpv6, writeIpv6} from '../address/ipv6-address.js';
import {readMac, writeMac, ZERO_MAC} from '../address/mac.js';
import {badArgument, checkRange} from '../check.js';
import {DecodeError} from '../errors.js';
import type {HsrpGroup, HsrpState} from './hsrp-message.js';
import {numberOfOperation, operationOf} from './hsrp-operation.js';
import {HSRP_ELEMENT_TYPE, HSRP_LAYER, HSRP_V2, hsrpElement} from './hsrp-v2-element.js';

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

/** By their number on the wire. */
const STATES: readonly HsrpState[] = ['disabled', 'initial', 'learn', 'listen', 'speak', 'standby', 'active'];

export function decodeGroup(octets: Uint8Array, offset: number): HsrpGroup {
  const view = new DataView(octets.buffer, octets.byteOffset + offset);
  const version = view.getUint8(groupAt.version);
  const family = view.getUint8(groupAt.family);
  if (version !== HSRP_V2 || (family !== 4 && family !== 6)) {
    const problem = `expected version 2 and family 4 or 6, got ${version} and ${family}`;
    throw new DecodeError('UNSUPPORTED', HSRP_LAYER, offset + groupAt.version, problem);
  }
  const read = family === 4 ? readIpv4 : readIpv6;
  return {
    operation: operationOf(view.getUint8(groupAt.operation), offset + groupAt.operation),
    state: decodeState(view.getUint8(groupAt.state), offset),
    group: view.getUint16(groupAt.group),
    priority: view.getUint32(groupAt.priority),
    helloMs: view.getUint32(groupAt.hello),
    holdMs: view.getUint32(groupAt.hold),
    virtualIp: read(octets, offset + groupAt.virtualIp),
    identifier: readMac(octets, offset + groupAt.identifier),
  };
}

function decodeState(number: number, offset: number): HsrpState {
  const state = STATES[number];
  if (state !== undefined) return state;
  throw new DecodeError(
    'UNSUPPORTED',
    HSRP_LAYER,
    offset + groupAt.state,
    `expected state 0 to 6, got ${number}`,
  );
}

export function encodeGroup(group: HsrpGroup): Uint8Array {
  checkGroup(group);
  const octets = hsrpElement(HSRP_ELEMENT_TYPE.group);
  const view = new DataView(octets.buffer);
  view.setUint8(groupAt.version, HSRP_V2);
  view.setUint8(groupAt.operation, numberOfOperation(group.operation));
  view.setUint8(groupAt.state, numberOfState(group.state));
  view.setUint8(groupAt.family, isOfIpv6(group.virtualIp) ? 6 : 4);
  view.setUint16(groupAt.group, group.group);
  writeMac(octets, groupAt.identifier, group.identifier ?? ZERO_MAC);
  view.setUint32(groupAt.priority, group.priority);
  view.setUint32(groupAt.hello, group.helloMs);
  view.setUint32(groupAt.hold, group.holdMs);
  if (isOfIpv6(group.virtualIp)) writeIpv6(octets, groupAt.virtualIp, group.virtualIp);
  else writeIpv4(octets, groupAt.virtualIp, group.virtualIp);
  return octets;
}

function numberOfState(state: HsrpState): number {
  const number = STATES.indexOf(state);
  return number < 0 ? badArgument('hsrp version 2 state', 'a state of that version', String(state)) : number;
}

function checkGroup({group, priority, helloMs, holdMs, identifier}: HsrpGroup): void {
  checkRange('hsrp group', group, 0, 0xffff);
  checkRange('hsrp priority', priority, 0, 0xffffffff);
  checkRange('hsrp hello time', helloMs, 0, 0xffffffff);
  checkRange('hsrp hold time', holdMs, 0, 0xffffffff);
  if (identifier === undefined) badArgument('hsrp version 2 identifier', 'one', 'none');
}
