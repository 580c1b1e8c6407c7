/**
 * The notation for octets in these tests: hex digits, with spaces and `|` at field boundaries.
 *
 * @module
 */

/** `hex('0001 | 0800')` is the octets 00 01 08 00. */
export function hex(text: string): Uint8Array {
  const digits = text.replace(/[\s|]/g, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw new Error(`not hex: ${JSON.stringify(text)}`);
  return Uint8Array.from(digits.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}

/** The octets as hex digits without spaces, for messages that show a difference. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, octet => octet.toString(16).padStart(2, '0')).join('');
}

/** The octets concatenated. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * The same octets as a view at an odd offset of a larger buffer full of 0xa5, as Node's pooled Buffers are:
 * code that ignores `byteOffset` reads the octets around it.
 */
export function atOddOffset(bytes: Uint8Array): Uint8Array {
  const pool = new Uint8Array(bytes.length + 16).fill(0xa5);
  pool.set(bytes, 7);
  return pool.subarray(7, 7 + bytes.length);
}
