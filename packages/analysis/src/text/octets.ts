/**
 * Octets as text, as in saved events and reports.
 *
 * @module
 */

const DIGITS = '0123456789abcdef';

/** The value of each digit by its character code; 16 and above for other characters. */
const NO_DIGIT = 16;
const VALUES = new Uint8Array(128).fill(NO_DIGIT);
for (let value = 0; value < DIGITS.length; value++) {
  const digit = DIGITS.charAt(value);
  VALUES[digit.charCodeAt(0)] = value;
  VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

const pairs: string[] = [];

/** Two hexadecimal digits for each octet. */
export function hexOfOctets(octets: Uint8Array): string {
  // Not every program that has this writes octets, and the table takes time to make.
  if (pairs.length === 0)
    for (let octet = 0; octet < 256; octet++)
      pairs.push(DIGITS.charAt(octet >> 4) + DIGITS.charAt(octet & 0xf));
  let text = '';
  for (const octet of octets) text += pairs[octet];
  return text;
}

/** One character for each octet of the text in UTF-8: what programs that know no characters count. */
export function octetText(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  // Half of a pair is in no file, and has no octets.
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
  let all = text.length & 1 ? NO_DIGIT : 0;
  for (let index = 0; index < octets.length; index++) {
    const high = VALUES[text.charCodeAt(2 * index)] ?? NO_DIGIT;
    const low = VALUES[text.charCodeAt(2 * index + 1)] ?? NO_DIGIT;
    all |= high | low;
    octets[index] = (high << 4) | low;
  }
  if (all < NO_DIGIT) return octets;
  throw new SyntaxError(
    `octets: expected pairs of hexadecimal digits, got ${JSON.stringify(text.slice(0, 40))}`,
  );
}

/**
 * Frames are small, and an `ArrayBuffer` of their own costs 370 octets more (measured, Node 20): many share one. It
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
