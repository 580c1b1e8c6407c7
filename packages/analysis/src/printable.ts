/**
 * Text from elsewhere, made fit for a terminal.
 *
 * @module
 */

/** Control characters (C0, C1, DEL), those that turn the writing direction or show nothing, and line ends. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with everything a terminal could take for a command written as JSON would write it, `\u001b`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, character =>
    Array.from({length: character.length}, (_, index) => escapeUnit(character.charCodeAt(index))).join(''),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
