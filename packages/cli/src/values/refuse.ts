/**
 * The refusal of a value, which says what would be accepted. Whoever asks for the value says which it is.
 *
 * @module
 */

import {VipError} from '@vip/arp';

/** `why` says what is wrong with it, if that is not obvious. */
export function refuseValue(expected: string, got: string, why?: string): never {
  const reason = why === undefined ? '' : ` (${why})`;
  throw new VipError('BAD_ARGUMENT', `expected ${expected}, got ${JSON.stringify(got)}${reason}`);
}

/** What a parser calls the value, where an option or an argument has a better name for it. */
const KIND_OF_VALUE = /^(?:(?:IPv[46]|IP|MAC) (?:address|prefix)|VLAN id): (?=expected )/;

/** The error, with the name of an option or an argument before its message. */
export function withName(name: string, error: VipError, message = error.message): VipError {
  return new VipError(error.code, `${name}: ${message.replace(KIND_OF_VALUE, '')}`, {cause: error});
}
