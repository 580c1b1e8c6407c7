/**
 * Paragraphs for a terminal.
 *
 * @module
 */

/** Width of any terminal, in columns. */
const COLUMNS = 80;

/** A text in lines that are broken between words, with room for an indentation of two. */
export function wrap(text: string): string[] {
  return wrapTo(COLUMNS - 2, text);
}

/** The same for lines of at most `columns` columns. */
export function wrapTo(columns: number, text: string): string[] {
  return linesOf(text, columns, 0, 0);
}

/** A paragraph in lines. @param indent indentation of its first line, in columns. @param hanging that of the other lines */
export function wrapped(text: string, indent: number, hanging: number): string[] {
  return linesOf(text, COLUMNS, indent, hanging);
}

function linesOf(text: string, columns: number, indent: number, hanging: number): string[] {
  if (indent + text.length <= columns) return [' '.repeat(indent) + text];
  const lines: string[] = [];
  let rest = text;
  let margin = indent;
  while (margin + rest.length > columns) {
    const end = endOfLine(rest, columns - margin);
    if (end < 0) break;
    lines.push(' '.repeat(margin) + rest.slice(0, end));
    rest = rest.slice(end + 1);
    margin = hanging;
  }
  lines.push(' '.repeat(margin) + rest);
  return lines;
}

/** Index of the blank at which a line of at most `columns` columns ends; negative if there is none. A longer word stays whole. */
function endOfLine(text: string, columns: number): number {
  let last = text.lastIndexOf(' ', columns);
  while (last > 0 && isBeforeUnit(text, last)) last = text.lastIndexOf(' ', last - 1);
  return last > 0 ? last : text.indexOf(' ', 1);
}

const UNIT = /^(?:[num]?s|min|h|[kMG]B|[KMG]iB|octets)(?!\w)/;
const LONGEST_UNIT = 'octets'.length;

/** Whether a blank is between a number and its unit, where a line must not end. */
function isBeforeUnit(text: string, blank: number): boolean {
  return /\d/.test(text.charAt(blank - 1)) && UNIT.test(text.slice(blank + 1, blank + 2 + LONGEST_UNIT));
}
