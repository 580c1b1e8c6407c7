/**
 * The authentication element of a GLBP message: type 3.
 *
 *   octet 0   type, length       2   3, the element's
 *         2   kind               1   0 = none, 1 = text, 2 = MD5, 3 = MD5 of a key chain
 *         3   length             1   of the data
 *         4   data                   for a key chain, the key's number, 4, and the digest
 *
 * @module
 */

import {checkRange} from '../check.js';
import {truncated} from '../errors.js';
import {joinOctets} from '../octets.js';
import {GLBP_ELEMENT_TYPE, GLBP_LAYER, glbpElement} from './glbp-element.js';
import type {GlbpAuthentication} from './glbp-message.js';

const authenticationAt = {kind: 2, length: 3, data: 4} as const;

const AUTHENTICATION = {none: 0, text: 1, md5: 2, md5Chain: 3} as const;
const KEY_ID_LENGTH = 4;

export function decodeGlbpAuthentication(octets: Uint8Array): GlbpAuthentication {
  if (octets.length < authenticationAt.data) truncated(GLBP_LAYER, authenticationAt.data, octets.length);
  const number = octets[authenticationAt.kind] as number;
  const end = authenticationAt.data + (octets[authenticationAt.length] as number);
  if (octets.length < end) truncated(GLBP_LAYER, end, octets.length);
  const data = octets.slice(authenticationAt.data, end);
  if (number === AUTHENTICATION.none) return {type: 'none'};
  if (number === AUTHENTICATION.text) return {type: 'text', data};
  if (number === AUTHENTICATION.md5) return {type: 'md5', digest: data};
  if (number !== AUTHENTICATION.md5Chain) return {type: 'other', number, data};
  if (data.length < KEY_ID_LENGTH) truncated(GLBP_LAYER, authenticationAt.data + KEY_ID_LENGTH, end);
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
  const element = glbpElement(GLBP_ELEMENT_TYPE.authentication, authenticationAt.data + data.length);
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
