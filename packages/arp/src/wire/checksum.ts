/**
 * The Internet checksum (RFC 1071), shared by IPv4 and the protocols that it carries.
 *
 * Each checksum has two functions:
 * `xChecksum(octets, context)` returns the value for the field, whatever it holds now, and `isXChecksumCorrect(octets, context)`
 * says whether the value in it is correct.
 *
 * @module
 */

/** Two octets each. */
const FIELD_LENGTH = 2;

/**
 * The one's complement sum, as it goes into a checksum field; 0 over octets that are intact.
 *
 * @param before also summed, with an even number of octets: a pseudo-header
 */
export function internetChecksum(octets: Uint8Array, before?: Uint8Array): number {
  const besides = before === undefined ? 0 : sumOf(before, 0, before.length);
  return folded(besides + sumOf(octets, 0, octets.length));
}

/** The value for the checksum field at the even offset `field`, whatever it holds now. */
export function checksumFor(octets: Uint8Array, field: number, before?: Uint8Array): number {
  const besides = before === undefined ? 0 : sumOf(before, 0, before.length);
  return folded(besides + sumOf(octets, 0, field) + sumOf(octets, field + FIELD_LENGTH, octets.length));
}

function sumOf(octets: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let index = start; index < end; index += 2) {
    sum += ((octets[index] as number) << 8) | (index + 1 < end ? (octets[index + 1] as number) : 0);
  }
  return sum;
}

/** The value of a checksum field over words with this sum. */
export function folded(sum: number): number {
  let rest = sum;
  while (rest > 0xffff) rest = (rest & 0xffff) + Math.floor(rest / 0x10000);
  return ~rest & 0xffff;
}
