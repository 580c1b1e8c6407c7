/**
 * Numbers and octets in the usual hexadecimal notation.
 *
 * @module
 */

/** The two digits of each octet. */
export const HEX_OCTETS: readonly string[] = Array.from({length: 256}, (_, octet) =>
  octet.toString(16).padStart(2, '0'),
);

/** `0x0806`: with at least `digits` digits. */
export function hexNumber(value: number, digits = 4): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** `0a 03 02 c8`, with `between` between two octets. */
export function hexOctets(octets: Uint8Array, between = ' '): string {
  return Array.from(octets, octet => HEX_OCTETS[octet]).join(between);
}
