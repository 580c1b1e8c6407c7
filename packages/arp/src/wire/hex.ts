/**
 * Numbers and octets in the usual hexadecimal notation.
 *
 * @module
 */

const DIGITS = '0123456789abcdef';

/** The two digits of each octet. */
export const HEX_OCTETS: readonly string[] = pairsOfDigits();

/** The value of each digit, by its character code; -1 for characters that are not digits. */
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < DIGITS.length; value++) {
  const digit = DIGITS.charAt(value);
  VALUES[digit.charCodeAt(0)] = value;
  VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Built at every start: with `toString()` for each octet, it took a fortieth of the time that `vip garp` adds to Node's own start. */
function pairsOfDigits(): string[] {
  const pairs: string[] = [];
  for (let octet = 0; octet < 256; octet++)
    pairs.push(DIGITS.charAt(octet >> 4) + DIGITS.charAt(octet & 0xf));
  return pairs;
}

/** The value of the digit at `index`, in either case; negative if it is not a digit. */
export function hexDigit(text: string, index: number): number {
  return VALUES[text.charCodeAt(index)] ?? -1;
}

/** `0x0806`: with at least `digits` digits. */
export function hexNumber(value: number, digits = 4): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** `0a 03 02 c8`, with `between` between two octets. */
export function hexOctets(octets: Uint8Array, between = ' '): string {
  let text = '';
  for (const octet of octets) text += (text === '' ? '' : between) + HEX_OCTETS[octet];
  return text;
}
