/**
 * The refusal of a value, which says what would be accepted.
 *
 * @module
 */

import {VipError} from '@vip/arp';

/** `why` says what is wrong with it, if that is not obvious. */
export function refuseValue(what: string, expected: string, got: string, why?: string): never {
  const reason = why === undefined ? '' : ` (${why})`;
  throw new VipError('BAD_ARGUMENT', `${what}: expected ${expected}, got ${JSON.stringify(got)}${reason}`);
}
