/**
 * Octets as text, as in saved events and reports.
 *
 * @module
 */

const DIGITS = Array.from({length: 256}, (_, octet) => octet.toString(16).padStart(2, '0'));

/** The value of each digit by its character code; 16 and above for other characters. */
const NO_DIGIT = 16;
const VALUES = Uint8Array.from({length: 128}, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/** Two hexadecimal digits for each octet. */
export function hexOfOctets(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += DIGITS[octet];
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
