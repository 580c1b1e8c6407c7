/**
 * What every decoder has to give: a value or a DecodeError.
 *
 * @module
 */

import {DecodeError} from '@vip/arp';

/** What `decode` makes of its octets: the value, or the DecodeError it threw. Any other error goes through. */
export function valueOrDecodeError<Value>(decode: () => Value): Value | DecodeError {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}
