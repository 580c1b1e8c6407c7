/**
 * Clear-text passwords of protocols.
 *
 * @module
 */

/** Up to the first zero octet; anything but printable ASCII becomes a question mark, so that no terminal interprets it. */
export function passwordText(data: Uint8Array): string {
  const end = data.indexOf(0);
  const octets = end < 0 ? data : data.subarray(0, end);
  return Array.from(octets, octet => (isPrintable(octet) ? String.fromCharCode(octet) : '?')).join('');
}

function isPrintable(octet: number): boolean {
  return octet >= 0x20 && octet < 0x7f;
}
