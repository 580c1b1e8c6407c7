/**
 * Numbers and octets in the usual hexadecimal notation.
 *
 * @module
 */

const DIGITS = '0123456789abcdef';

/** The value of each digit, by its character code; -1 for characters that are not digits. */
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < DIGITS.length; value++) {
  const digit = DIGITS.charAt(value);
  VALUES[digit.charCodeAt(0)] = value;
  VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

/** The value of the digit at `index`, in either case; negative if it is not a digit. */
export function hexDigit(text: string, index: number): number {
  return VALUES[text.charCodeAt(index)] ?? -1;
}

/** The character code of a digit, lower case. @param value its lowest four bits count */
export function hexCode(value: number): number {
  return DIGITS.charCodeAt(value & 0xf);
}

/** `0x0806`: with at least `digits` digits. */
export function hexNumber(value: number, digits = 4): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** `0a 03 02 c8`, with `between` between two octets. */
export function hexOctets(octets: Uint8Array, between = ' '): string {
  let text = '';
  for (const octet of octets) {
    if (text !== '') text += between;
    text += DIGITS.charAt(octet >>> 4) + DIGITS.charAt(octet & 0xf);
  }
  return text;
}
