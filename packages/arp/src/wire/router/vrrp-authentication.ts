/**
 * How a VRRP advertisement is authenticated.
 *
 * @module
 */

import {passwordText} from './password-text.js';
import type {VrrpPacket} from './vrrp-message.js';
import type {VrrpTrailer} from './vrrp-trailer.js';

/** How an advertisement is authenticated. */
export type VrrpAuthentication =
  | {readonly type: 'none'}
  /** Version 2, in clear text (RFC 2338 §5.3.6.2). */
  | {readonly type: 'text'; readonly password: string}
  /** Version 2 after an authentication header (RFC 2338 §5.3.6.3), with its sequence number. */
  | {readonly type: 'ah'; readonly sequence: number}
  /** keepalived's `auth_hmac`. */
  | {readonly type: 'hmac'; readonly trailer: VrrpTrailer}
  /** An undefined type, or that of the authentication header without such a header. */
  | {readonly type: 'other'; readonly number: number};

const TYPE = {none: 0, text: 1} as const;

/**
 * @param trailer trailer after the message
 * @param sequence sequence number of the authentication header before it
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

/** The clear-text password of a packet of authentication type 1; undefined for others. */
export function vrrpPassword(packet: VrrpPacket): string | undefined {
  const authentication = vrrpAuthentication(packet, undefined, undefined);
  return authentication.type === 'text' ? authentication.password : undefined;
}
