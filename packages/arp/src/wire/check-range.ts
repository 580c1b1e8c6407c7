/**
 * What every encoder asks of a number before it goes into a field.
 *
 * @module
 */

import {VipError} from './errors.js';

/**
 * @param where the field, as the message shall name it
 * @throws VipError `BAD_ARGUMENT` for anything but an integer of `least` to `most`
 */
export function checkRange(where: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new VipError('BAD_ARGUMENT', `${where}: expected ${least} to ${most}, got ${value}`);
}
