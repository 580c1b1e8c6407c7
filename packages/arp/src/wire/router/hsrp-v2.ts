/**
 * The encoding of HSRP version 2, which Cisco has not published: elements of type, length and value, as its routers send them.
 *
 *   a group: see hsrp-v2-group.ts
 *   an interface: see hsrp-v2-interface.ts
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

import {badArgument} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {joinOctets} from '../octets.js';
import {
  encodeHsrpMd5,
  type HsrpAuthentication,
  readHsrpMd5,
  readHsrpPassword,
  writeHsrpPassword,
} from './hsrp-authentication.js';
import type {HsrpGroup, HsrpInterface, HsrpPacket} from './hsrp-message.js';
import {
  ELEMENT_HEADER_LENGTH,
  elementAt,
  HSRP_ELEMENT_LENGTHS,
  HSRP_ELEMENT_TYPE,
  HSRP_LAYER,
  HSRP_V2,
  hsrpElement,
} from './hsrp-v2-element.js';
import {decodeGroup, encodeGroup} from './hsrp-v2-group.js';
import {decodeInterface, encodeInterface} from './hsrp-v2-interface.js';

export function decodeHsrpV2(octets: Uint8Array): HsrpPacket {
  const groups: HsrpGroup[] = [];
  let interfaceState: HsrpInterface | undefined;
  let authentication: HsrpAuthentication = {type: 'none'};
  for (const {type, offset} of elements(octets)) {
    if (type === HSRP_ELEMENT_TYPE.group) groups.push(decodeGroup(octets, offset));
    if (type === HSRP_ELEMENT_TYPE.interface) interfaceState = decodeInterface(octets, offset);
    if (type === HSRP_ELEMENT_TYPE.text) authentication = readHsrpPassword(octets, offset + elementAt.value);
    if (type === HSRP_ELEMENT_TYPE.md5) authentication = readHsrpMd5(octets, offset);
  }
  if (groups.length === 0 && interfaceState === undefined)
    throw new DecodeError('UNSUPPORTED', HSRP_LAYER, 0, 'expected a group or an interface, got neither');
  return {version: HSRP_V2, groups, interfaceState, authentication};
}

/** Elements of known types must have the right length. */
function* elements(octets: Uint8Array): Generator<{type: number; offset: number}, void> {
  let offset = 0;
  while (offset < octets.length) {
    const type = octets[offset + elementAt.type] as number;
    const length = octets[offset + elementAt.length];
    const end = offset + ELEMENT_HEADER_LENGTH + (length ?? 0);
    if (length === undefined || octets.length < end) truncated(HSRP_LAYER, end, octets.length);
    const expected = HSRP_ELEMENT_LENGTHS[type];
    if (expected !== undefined && end - offset !== expected) {
      const problem = `expected a length of ${expected - ELEMENT_HEADER_LENGTH} for type ${type}, got ${length}`;
      throw new DecodeError('MALFORMED', HSRP_LAYER, offset + elementAt.length, problem);
    }
    yield {type, offset};
    offset = end;
  }
}

export function encodeHsrpV2({groups, interfaceState, authentication}: HsrpPacket): Uint8Array {
  if (groups.length === 0 && interfaceState === undefined)
    badArgument('hsrp version 2', 'a group or an interface', 'neither');
  const parts = groups.map(encodeGroup);
  if (interfaceState !== undefined) parts.push(encodeInterface(interfaceState));
  if (authentication.type === 'md5') parts.push(encodeHsrpMd5(authentication));
  if (authentication.type === 'text') {
    const element = hsrpElement(HSRP_ELEMENT_TYPE.text);
    writeHsrpPassword(element, elementAt.value, authentication.data);
    parts.push(element);
  }
  return joinOctets(parts);
}
