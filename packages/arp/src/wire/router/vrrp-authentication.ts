/**
 * By what an advertisement of VRRP proves who sent it, or pretends to.
 *
 * @module
 */

import {passwordText} from './password-text.js';
import type {VrrpPacket} from './vrrp.js';
import type {VrrpTrailer} from './vrrp-trailer.js';

/** By what an advertisement proves who sent it, or pretends to. */
export type VrrpAuthentication =
  | {readonly type: 'none'}
  /** Version 2: everybody can read it (RFC 2338 §5.3.6.2). */
  | {readonly type: 'text'; readonly password: string}
  /** Version 2 behind an authentication header (RFC 2338 §5.3.6.3); its number counts the sender's packets. */
  | {readonly type: 'ah'; readonly sequence: number}
  /** keepalived's `auth_hmac`. */
  | {readonly type: 'hmac'; readonly trailer: VrrpTrailer}
  /** Of a number that nobody defined, or that of the authentication header without one. */
  | {readonly type: 'other'; readonly number: number};

const TYPE = {none: 0, text: 1} as const;

/**
 * @param trailer behind the message
 * @param sequence of the authentication header before it
 */
export function vrrpAuthentication(
  packet: VrrpPacket,
  trailer: VrrpTrailer | undefined,
  sequence: number | undefined,
): VrrpAuthentication {
  if (trailer !== undefined) return {type: 'hmac', trailer};
  if (sequence !== undefined) return {type: 'ah', sequence};
  if (packet.version === 3 || packet.authenticationType === TYPE.none) return {type: 'none'};
  if (packet.authenticationType === TYPE.text)
    return {type: 'text', password: passwordText(packet.authenticationData)};
  return {type: 'other', number: packet.authenticationType};
}

/** The password that a packet of authentication type 1 carries for everybody to read; undefined for others. */
export function vrrpPassword(packet: VrrpPacket): string | undefined {
  const authentication = vrrpAuthentication(packet, undefined, undefined);
  return authentication.type === 'text' ? authentication.password : undefined;
}
