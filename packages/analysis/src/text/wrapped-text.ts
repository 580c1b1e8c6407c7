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

/** The same for lines of at most so many columns. */
export function wrapTo(columns: number, text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A paragraph in lines. @param indent indentation of its first line, columns @param hanging that of the others */
export function wrapped(text: string, indent: number, hanging: number): string[] {
  if (indent + text.length <= COLUMNS) return [' '.repeat(indent) + text];
  const lines: string[] = [];
  let rest = text;
  let margin = indent;
  while (margin + rest.length > COLUMNS) {
    const last = rest.lastIndexOf(' ', COLUMNS - margin);
    // A word that is longer than a line stays whole.
    const end = last > 0 ? last : rest.indexOf(' ', 1);
    if (end < 0) break;
    lines.push(' '.repeat(margin) + rest.slice(0, end));
    rest = rest.slice(end + 1);
    margin = hanging;
  }
  lines.push(' '.repeat(margin) + rest);
  return lines;
}
