/**
 * Concatenation of octets, and numbers in network byte order, read without a DataView: creating one takes longer than decoding a frame.
 * The caller has checked the length.
 *
 * @module
 */

export function readUint16(octets: Uint8Array, offset: number): number {
  return ((octets[offset] as number) << 8) | (octets[offset + 1] as number);
}

export function readUint32(octets: Uint8Array, offset: number): number {
  return readInt32(octets, offset) >>> 0;
}

/**
 * Like `readUint32`, with the highest bit as a sign: V8 stores such a number without a heap allocation.
 *
 * @param offset of the first of four octets in `octets`
 */
export function readInt32(octets: Uint8Array, offset: number): number {
  return (readUint16(octets, offset) << 16) | readUint16(octets, offset + 2);
}

export function writeUint16(octets: Uint8Array, offset: number, value: number): void {
  octets[offset] = value >> 8;
  octets[offset + 1] = value;
}

/** A copy of all of them, one after another. */
export function joinOctets(...given: readonly (Uint8Array | readonly Uint8Array[])[]): Uint8Array {
  const parts = given.flat() as readonly Uint8Array[];
  const whole = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
