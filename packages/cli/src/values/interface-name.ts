/**
 * Names of interfaces as values of options.
 *
 * @module
 */

import {refuseValue} from './refuse.js';

/** A name that Linux allows for an interface: 1 to 15 octets, no slash, no white space (`dev_valid_name()`). */
export function parseInterface(text: string): string {
  const length = Buffer.byteLength(text);
  const valid = length > 0 && length <= 15 && !/[\s/:]/.test(text) && text !== '.' && text !== '..';
  return valid ? text : refuseValue('a name of 1 to 15 characters', text);
}
