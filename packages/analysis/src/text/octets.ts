/**
 * Octets as text, as in saved events and reports.
 *
 * @module
 */

import {hexDigit} from '@vip/arp/internal';

/** The text with one character for each of its octets in UTF-8, as counted by programs that are not aware of characters. */
export function octetText(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  // A lone surrogate cannot be in a file, and has no octets.
  const whole = text.replaceAll(/[\uD800-\uDFFF]/gu, '?');
  const escaped = encodeURIComponent(whole);
  return escaped.replaceAll(/%(..)/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/**
 * The octets of pairs of hexadecimal digits.
 *
 * @throws SyntaxError for anything but digits in pairs
 */
export function octetsOfHex(text: string): Uint8Array {
  const octets = allocate(text.length >> 1);
  // Becomes negative if any of the characters is not a digit.
  let all = text.length & 1 ? -1 : 0;
  for (let index = 0; index < octets.length; index++) {
    const high = hexDigit(text, 2 * index);
    const low = hexDigit(text, 2 * index + 1);
    all |= high | low;
    octets[index] = (high << 4) | low;
  }
  if (all >= 0) return octets;
  throw new SyntaxError(
    `octets: expected pairs of hexadecimal digits, got ${JSON.stringify(text.slice(0, 40))}`,
  );
}

/**
 * Frames are small, and an `ArrayBuffer` for each would cost another 370 octets (measured, Node 20), so many share one. It
 * lives as long as any of them, which is as long as their timeline.
 */
const SHARED_OCTETS = 1 << 16;
let shared = new ArrayBuffer(0);
let taken = 0;

function allocate(length: number): Uint8Array {
  if (length > SHARED_OCTETS / 8) return new Uint8Array(length);
  if (taken + length > shared.byteLength) {
    shared = new ArrayBuffer(SHARED_OCTETS);
    taken = 0;
  }
  taken += length;
  return new Uint8Array(shared, taken - length, length);
}
