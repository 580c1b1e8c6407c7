/**
 * Octets as text: what saved events and reports carry.
 *
 * @module
 */

/** The octets that two hexadecimal digits each stand for; of an odd number of digits the last is dropped. */
export function octetsOfHex(text: string): Uint8Array {
  const octets = new Uint8Array(text.length >> 1);
  for (let index = 0; index < octets.length; index++)
    octets[index] = Number.parseInt(text.slice(2 * index, 2 * index + 2), 16);
  return octets;
}
