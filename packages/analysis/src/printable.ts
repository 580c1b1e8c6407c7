/**
 * Untrusted text, made safe for a terminal.
 *
 * @module
 */

/** Control characters (C0, C1, DEL), line ends, and characters that are invisible or change the writing direction. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with everything that a terminal could interpret escaped as in JSON, `\u001b`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, character =>
    Array.from({length: character.length}, (_, index) => escapeUnit(character.charCodeAt(index))).join(''),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
