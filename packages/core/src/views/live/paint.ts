/**
 * Lines of a picture as pieces with a tone each, and their text for a terminal. Pure.
 *
 * Every character used is one column wide, so that a line is as wide as it is long.
 *
 * @module
 */

/** How a piece is painted. Each letter of a MAC has a tone of its own; the others express a state. */
export type Tone = 'first' | 'second' | 'third' | 'other' | 'good' | 'bad' | 'alarm' | 'strong' | 'dim';

export interface Piece {
  readonly text: string;
  readonly tone?: Tone | undefined;
}

export type StyledLine = readonly Piece[];

/** The characters of a picture: box drawing, or ASCII where the terminal has no other. */
export interface Glyphs {
  readonly answered: string;
  readonly some: string;
  readonly lost: string;
  readonly wrong: string;
  readonly rule: string;
  readonly wire: string;
  readonly cut: string;
  readonly holder: string;
  readonly full: string;
  readonly empty: string;
  readonly plusMinus: string;
  /**
   * Where wires meet: left at the top, in the middle and at the bottom, right the same, right without a branch, and left at the
   * bottom where the wire goes on.
   */
  readonly joints: readonly [string, string, string, string, string, string, string, string];
}

export const UNICODE: Glyphs = {
  answered: '━',
  some: '╍',
  lost: '×',
  wrong: '!',
  rule: '─',
  wire: '─',
  cut: '╳',
  holder: '►',
  full: '█',
  empty: '░',
  plusMinus: '±',
  joints: ['┐', '┼', '┘', '┌', '┼', '└', '┤', '┴'],
};

export const ASCII: Glyphs = {
  answered: '=',
  some: '~',
  lost: 'x',
  wrong: '!',
  rule: '-',
  wire: '-',
  cut: '/',
  holder: '>',
  full: '#',
  empty: '.',
  plusMinus: '+-',
  joints: ['+', '+', '+', '+', '+', '+', '+', '+'],
};

export function piece(text: string, tone?: Tone): Piece {
  return tone === undefined ? {text} : {text, tone};
}

/** Columns of the line. */
export function widthOf(line: StyledLine): number {
  return line.reduce((sum, {text}) => sum + text.length, 0);
}

/** The line, cut off at this width. */
export function cutTo(line: StyledLine, width: number): StyledLine {
  const cut: Piece[] = [];
  let room = width;
  for (const {text, tone} of line) {
    if (room <= 0) break;
    cut.push(piece(text.slice(0, room), tone));
    room -= text.length;
  }
  return cut;
}

/**
 * The line folded into as many as it takes, at blanks where possible.
 *
 * @param indent columns that are left free at the beginning of continuation lines, fewer than `width`
 */
export function foldTo(line: StyledLine, width: number, indent: number): StyledLine[] {
  if (widthOf(line) <= width) return [line];
  const blank = plainLine(line).lastIndexOf(' ', width);
  const end = blank > indent ? blank : width;
  const rest = dropFrom(line, blank > indent ? end + 1 : end);
  return [cutTo(line, end), ...foldTo([piece(' '.repeat(indent)), ...rest], width, indent)];
}

/** The rest after this many columns are removed. */
function dropFrom(line: StyledLine, columns: number): StyledLine {
  let skip = columns;
  return line.flatMap(({text, tone}) => {
    const left = text.slice(skip);
    skip = Math.max(0, skip - text.length);
    return left === '' ? [] : [piece(left, tone)];
  });
}

/** The line without the invisible blanks at its end. */
export function trimLineEnd(line: StyledLine): StyledLine {
  const last = line.at(-1);
  if (last === undefined) return line;
  const text = last.text.trimEnd();
  return text === '' ? trimLineEnd(line.slice(0, -1)) : [...line.slice(0, -1), {...last, text}];
}

/** Select Graphic Rendition (ECMA-48 §8.3.117), from the sixteen colours that every theme has. */
const SGR: Readonly<Record<Tone, string>> = {
  first: '36',
  second: '33',
  third: '35',
  other: '34',
  good: '32',
  bad: '31',
  alarm: '1;37;41',
  strong: '1',
  dim: '2',
};

/** The line for a terminal. */
export function colourLine(line: StyledLine): string {
  let out = '';
  for (let index = 0; index < line.length; ) {
    const tone = line[index]?.tone;
    let text = '';
    for (; index < line.length && line[index]?.tone === tone; index++) text += line[index]?.text ?? '';
    out += tone === undefined ? text : `\u001B[${SGR[tone]}m${text}\u001B[0m`;
  }
  return out;
}

/** The line without colour. */
export function plainLine(line: StyledLine): string {
  return line.map(({text}) => text).join('');
}
