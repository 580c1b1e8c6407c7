/**
 * The Gateway Load Balancing Protocol, as the payload of UDP. Cisco has not published it; the layout follows Wireshark's packet-glbp.c.
 * Unknown fields are skipped, and written as zeros. Bytes in, plain objects out; no I/O.
 *
 *   octet 0   version            1   1
 *         1   unknown            1
 *         2   group              2   0 to 1023
 *         4   unknown            2
 *         6   owner              6   MAC of the sender's interface
 *        12   elements               type 1, length 1 (both counted), the rest:
 *
 * Type 1 is a hello (glbp-hello.ts), type 2 a forwarder (glbp-forwarder.ts), type 3 an authentication (glbp-authentication.ts).
 *
 * `decode(encode(packet))` deep-equals `packet`.
 *
 * @module
 */

import type {Ipv4Address} from '../address/ipv4-address.js';
import type {Ipv6Address} from '../address/ipv6-address.js';
import {readMac, writeMac} from '../address/mac.js';
import {checkRange} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {joinOctets, readUint16, writeUint16} from '../octets.js';
import {decodeGlbpAuthentication, encodeGlbpAuthentication} from './glbp-authentication.js';
import {GLBP_ELEMENT_TYPE, GLBP_LAYER, glbpElementAt} from './glbp-element.js';
import {decodeGlbpForwarder, encodeGlbpForwarder} from './glbp-forwarder.js';
import {decodeGlbpHello, encodeGlbpHello} from './glbp-hello.js';
import type {GlbpAuthentication, GlbpForwarder, GlbpHello, GlbpPacket} from './glbp-message.js';
import {passwordText} from './password-text.js';

/** UDP port, for source and destination. */
export const GLBP_PORT = 3222;
/** Group of messages over IPv4. */
export const GLBP_GROUP = '224.0.0.102' as Ipv4Address;
/** Group of messages over IPv6. */
export const GLBP_GROUP_IPV6 = 'ff02::66' as Ipv6Address;

const HEADER_LENGTH = 12;
const VERSION = 1;
const at = {version: 0, group: 2, owner: 6} as const;
const ELEMENT_HEADER_LENGTH = 2;

/**
 * A GLBP message.
 *
 * @param octets payload of a UDP datagram of port 3222
 * @throws DecodeError
 */
export function decodeGlbpPacket(octets: Uint8Array): GlbpPacket {
  if (octets.length < HEADER_LENGTH) truncated(GLBP_LAYER, HEADER_LENGTH, octets.length);
  if (octets[at.version] !== VERSION) {
    const problem = `expected version ${VERSION}, got ${octets[at.version]}`;
    throw new DecodeError('UNSUPPORTED', GLBP_LAYER, at.version, problem);
  }
  let hello: GlbpHello | undefined;
  const forwarders: GlbpForwarder[] = [];
  let authentication: GlbpAuthentication = {type: 'none'};
  for (const {type, element} of elements(octets)) {
    if (type === GLBP_ELEMENT_TYPE.hello) hello ??= decodeGlbpHello(element);
    if (type === GLBP_ELEMENT_TYPE.forwarder) forwarders.push(decodeGlbpForwarder(element));
    if (type === GLBP_ELEMENT_TYPE.authentication) authentication = decodeGlbpAuthentication(element);
  }
  return {
    group: readUint16(octets, at.group),
    owner: readMac(octets, at.owner),
    hello,
    forwarders,
    authentication,
  };
}

function* elements(payload: Uint8Array): Generator<{type: number; element: Uint8Array}, void> {
  let offset = HEADER_LENGTH;
  while (offset < payload.length) {
    const least = offset + ELEMENT_HEADER_LENGTH;
    if (payload.length < least) truncated(GLBP_LAYER, least, payload.length);
    const length = payload[offset + glbpElementAt.length] as number;
    if (length < ELEMENT_HEADER_LENGTH) {
      const problem = `expected an element of 2 octets or more, got ${length}`;
      throw new DecodeError('MALFORMED', GLBP_LAYER, offset + glbpElementAt.length, problem);
    }
    if (payload.length < offset + length) truncated(GLBP_LAYER, offset + length, payload.length);
    const type = payload[offset + glbpElementAt.type] as number;
    yield {type, element: payload.subarray(offset, offset + length)};
    offset += length;
  }
}

/**
 * The message as the payload of a UDP datagram.
 *
 * @param packet the message; each of its numbers fits its field
 * @throws VipError `BAD_ARGUMENT` for a number that does not fit its field
 */
export function encodeGlbpPacket({group, owner, hello, forwarders, authentication}: GlbpPacket): Uint8Array {
  checkRange('glbp group', group, 0, 0xffff);
  const header = new Uint8Array(HEADER_LENGTH);
  header[at.version] = VERSION;
  writeUint16(header, at.group, group);
  writeMac(header, at.owner, owner);
  return joinOctets(
    header,
    hello === undefined ? [] : encodeGlbpHello(hello),
    forwarders.map(encodeGlbpForwarder),
    authentication.type === 'none' ? [] : [encodeGlbpAuthentication(authentication)],
  );
}

/** The clear-text password of a message; undefined if it has none. */
export function glbpPassword(authentication: GlbpAuthentication): string | undefined {
  return authentication.type === 'text' ? passwordText(authentication.data) : undefined;
}
