/**
 * Lines joined by backslashes, as in long shell and crm commands.
 *
 * @module
 */

export interface JoinedLine {
  readonly text: string;
  /** The offset of each line in the text, and its number. */
  readonly starts: readonly {readonly at: number; readonly line: number}[];
}

/** A backslash at the end joins a line with the next. */
export function joinedLines(text: string): JoinedLine[] {
  const all: JoinedLine[] = [];
  let open: {text: string; starts: {at: number; line: number}[]} | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    open ??= {text: '', starts: []};
    open.starts.push({at: open.text.length, line: index + 1});
    const continues = line.endsWith('\\');
    open.text += continues ? `${line.slice(0, -1)} ` : line;
    if (continues) continue;
    all.push(open);
    open = undefined;
  }
  return open === undefined ? all : [...all, open];
}

/** The line of the file that contains an offset of the text. From 1. */
export function lineAt({starts}: JoinedLine, index: number): number {
  return starts.findLast(({at}) => at <= index)?.line ?? 1;
}
