/**
 * Paragraphs for a terminal.
 *
 * @module
 */

/** Width of any terminal, in columns. */
const COLUMNS = 80;

/** A paragraph in lines. @param indent indentation of its first line, columns @param hanging that of the others */
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
