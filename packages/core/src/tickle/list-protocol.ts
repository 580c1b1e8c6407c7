/**
 * How a list of sessions gets from the active node to the passive one: over a TCP connection on which each side proves that it has the
 * shared key, with proofs that cannot be used again.
 *
 *   sender    NONCE\n                        32 random octets, in hex digits like everything here
 *   listener  NONCE MAC\n                    its own, and the proof that it has the key
 *   sender    LENGTH DIGEST MAC\n LIST       octets of the list, its SHA-256, and the proof over them and both nonces
 *   listener  ok\n                           the list is kept
 *
 * The proofs are HMACs with SHA-256 (RFC 2104) over both nonces and the listener's address as each side sees it: a proof from
 * one connection is wrong in any other (replay), and a sender's proof is wrong as a listener's, or to another listener
 * (reflection). A sender without the key cannot make the listener read more than a line. The list itself is sent in the clear.
 *
 * @module
 */

import {createHash, createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import {VipError} from '@vip/arp';

/** What both sides of a connection know about it. */
export interface Handshake {
  readonly senderNonce: string;
  readonly listenerNonce: string;
  /** The listener's end, the same on both sides unless something between them translates addresses: `10.0.0.2:7000`. */
  readonly listener: string;
}

/** What the sender announces. */
export interface ListHeader {
  /** Octets. */
  readonly length: number;
  readonly digest: string;
  readonly mac: string;
}

/** As long as any file that we read. */
export const MAX_LIST_OCTETS = 16 << 20;

/** Longer than any line above. Octets. */
export const MAX_LINE = 256;

export const KEPT = 'ok';

const LABEL = 'vip-tickle 1';
const NONCE = /^[0-9a-f]{64}$/;
const GREETING = /^([0-9a-f]{64}) ([0-9a-f]{64})$/;
const HEADER = /^(\d{1,8}) ([0-9a-f]{64}) ([0-9a-f]{64})$/;

export function newNonce(): string {
  return randomBytes(32).toString('hex');
}

/** Both sides must write it alike, although a dual-stack socket has IPv4 addresses mapped into IPv6. */
export function plainAddress(address = ''): string {
  return address.replace(/^::ffff:/, '').replace(/%.*/, '');
}

/** One end of a connection. */
export function endpointOf(address: string | undefined, port = 0): string {
  const plain = plainAddress(address);
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
}

/** Undefined for anything else. */
export function readNonce(line: string): string | undefined {
  return NONCE.test(line) ? line : undefined;
}

/** The listener's line. */
export function greetingOf(handshake: Handshake, key: Uint8Array): string {
  return `${handshake.listenerNonce} ${macOf(key, 'listener', handshake)}`;
}

/**
 * The handshake, as the sender reads it from the listener's line.
 *
 * @throws VipError `NO_PERMISSION` for a listener that does not have the key, `COMMAND_FAILED` for anything that is not a listener's line
 */
export function readGreeting(
  line: string,
  {senderNonce, listener}: Pick<Handshake, 'senderNonce' | 'listener'>,
  key: Uint8Array,
): Handshake {
  const [, listenerNonce, mac] = GREETING.exec(line) ?? [];
  if (listenerNonce === undefined || mac === undefined)
    throw new VipError(
      'COMMAND_FAILED',
      `${listener}: expected vip tickle --listen there, got something else`,
    );
  const handshake = {senderNonce, listenerNonce, listener};
  if (!isEqual(mac, macOf(key, 'listener', handshake)))
    throw new VipError(
      'NO_PERMISSION',
      `${listener}: expected a listener with the same key, got another one`,
    );
  return handshake;
}

/** The sender's line before the list. */
export function headerOf(list: Uint8Array, handshake: Handshake, key: Uint8Array): string {
  const announced = `${list.length} ${digestOf(list)}`;
  return `${announced} ${macOf(key, announced, handshake)}`;
}

/** What the sender announces; undefined if it does not have the key, or announces more than any list can hold. */
export function readHeader(line: string, handshake: Handshake, key: Uint8Array): ListHeader | undefined {
  const [, digits, digest, mac] = HEADER.exec(line) ?? [];
  if (digits === undefined || digest === undefined || mac === undefined) return undefined;
  if (!isEqual(mac, macOf(key, `${digits} ${digest}`, handshake))) return undefined;
  const length = Number(digits);
  return length > MAX_LIST_OCTETS ? undefined : {length, digest, mac};
}

/** Whether this is the list that was announced. */
export function isAnnounced(list: Uint8Array, {length, digest}: ListHeader): boolean {
  return list.length === length && isEqual(digestOf(list), digest);
}

function macOf(key: Uint8Array, what: string, {senderNonce, listenerNonce, listener}: Handshake): string {
  const said = [LABEL, senderNonce, listenerNonce, listener, what].join('\n');
  return createHmac('sha256', key).update(said).digest('hex');
}

function digestOf(list: Uint8Array): string {
  return createHash('sha256').update(list).digest('hex');
}

/** Takes as long whether they differ early or late. Both have 64 characters. */
function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
