/**
 * The outcomes that every decoder may have: a value or a DecodeError.
 *
 * @module
 */

import {DecodeError} from '@vip/arp';

/** The value that `decode` returns, or the DecodeError that it throws. Any other error is rethrown. */
export function valueOrDecodeError<Value>(decode: () => Value): Value | DecodeError {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}
