/**
 * Untrusted text, made safe for a terminal.
 *
 * @module
 */

/**
 * The text with everything that a terminal could interpret escaped as in JSON, `\u001b`: control characters (C0, C1, DEL), line ends,
 * and characters that are invisible or change the writing direction.
 */
export function printable(text: string): string {
  // Compiled on demand: looking up these classes takes a twentieth of the time that all of `vip garp` adds to the start of Node.
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, character =>
    Array.from({length: character.length}, (_, index) => escapeUnit(character.charCodeAt(index))).join(''),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
