/**
 * Paragraphs for a terminal.
 *
 * @module
 */

/** What every terminal has. Columns. */
const COLUMNS = 80;

/** A paragraph in lines. @param indent of its first line, columns @param hanging of the others */
export function wrapped(text: string, indent: number, hanging: number): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = ' '.repeat(hanging);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
