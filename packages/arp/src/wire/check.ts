/**
 * Argument checks of all encoders, with one wording. Types vanish in JavaScript, and an encoder that trusts them
 * writes malformed octets. `where` is the protocol and the field, `vrrp priority`, without a colon: the message has one already.
 *
 * @module
 */

import {VipError} from './errors.js';

/**
 * @param where the protocol and the field
 * @throws VipError `BAD_ARGUMENT` for anything but an integer from `least` to `most`
 */
export function checkRange(where: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  badArgument(where, `${least} to ${most}`, String(value));
}

/** @throws VipError `BAD_ARGUMENT` for anything but a bigint of 64 bits, unsigned */
export function checkUint64(where: string, value: bigint): void {
  if (typeof value === 'bigint' && BigInt.asUintN(64, value) === value) return;
  badArgument(where, 'a bigint of 64 bits', String(value));
}

/** @throws VipError `BAD_ARGUMENT` unless there are `expected` octets */
export function checkOctets(where: string, octets: Uint8Array, expected: number): void {
  if (octets.length !== expected) badArgument(where, `${expected} octets`, String(octets.length));
}

/** @throws VipError `BAD_ARGUMENT` for more than `most` octets */
export function checkAtMost(where: string, octets: Uint8Array, most: number): void {
  if (octets.length > most) badArgument(where, `at most ${most} octets`, String(octets.length));
}

/** The message for an invalid argument. */
export function badArgument(where: string, expected: string, got: string): never {
  throw new VipError('BAD_ARGUMENT', `${where}: expected ${expected}, got ${got}`);
}
