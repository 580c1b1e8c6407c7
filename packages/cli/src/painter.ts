/**
 * A picture at the bottom of the terminal that is drawn again and again, and lines that scroll by above it.
 *
 * Each change is one write in which nothing is blank in between, so that it does not flicker: lines that have
 * changed are overwritten in their place. The cursor is hidden meanwhile, and shown again on every way out.
 *
 * @module
 */

import {beginSynchronizedOutput, cursorUp, endSynchronizedOutput, eraseDown, eraseLine} from 'ansi-escapes';
import cliCursor from 'cli-cursor';

/** A line of the picture as the terminal takes it, and how many columns it takes there. */
export interface DrawnLine {
  readonly text: string;
  readonly width: number;
}

/** Draws the picture for a terminal of that size: no line wider, and fewer lines than it has rows. */
export type Draw = (size: {readonly width: number; readonly height: number}) => readonly DrawnLine[];

/** Milliseconds between two pictures: eleven a second. */
const FRAME_MS = 90;

export class Painter {
  readonly #stream = process.stdout;
  readonly #timer: NodeJS.Timeout;
  /** What stands there: the cursor is at the beginning of the line below it. */
  #drawn: readonly DrawnLine[] = [];
  #drawnWidth: number;
  #isClosed = false;
  #isSuspended = false;

  constructor(readonly draw: Draw) {
    this.#drawnWidth = this.#size().width;
    // Where the terminal is gone there is nothing to draw on, and SIGHUP ends us in order.
    this.#stream.on('error', ignore);
    this.#stream.on('resize', this.#redraw);
    process.on('SIGTSTP', this.#suspend);
    process.on('SIGCONT', this.#resume);
    cliCursor.hide(this.#stream);
    this.#timer = setInterval(this.#redraw, FRAME_MS);
  }

  /** Writes lines above the picture. The text ends with a line end. */
  above(text: string): void {
    this.#write(`${this.#back()}${eraseDown}${text}${this.#drawn.map(lineOf).join('')}`);
    this.#drawnWidth = this.#size().width;
  }

  /** Draws for the last time; the picture stays where it is, and what comes next stands below it. */
  close(): void {
    if (this.#isClosed) return;
    this.#redraw();
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#stream.off('resize', this.#redraw);
    process.off('SIGTSTP', this.#suspend);
    process.off('SIGCONT', this.#resume);
    cliCursor.show(this.#stream);
  }

  readonly #redraw = (): void => {
    if (this.#isSuspended) return; // a timer may be quicker than the signal that we go on
    const size = this.#size();
    const next = this.draw(size);
    const isInPlace = size.width === this.#drawnWidth && next.length === this.#drawn.length;
    const body = isInPlace
      ? next.map((line, index) => (line.text === this.#drawn[index]?.text ? '\n' : lineOf(line))).join('')
      : `${eraseDown}${next.map(lineOf).join('')}`;
    // Below stands what was typed: ^C, for instance.
    this.#write(`${this.#back()}${body}${eraseDown}`);
    this.#drawn = next;
    this.#drawnWidth = size.width;
  };

  /** ^Z: the shell that comes back shall have its cursor, and the picture begins anew afterwards. */
  readonly #suspend = (): void => {
    cliCursor.show(this.#stream);
    this.#isSuspended = true;
    this.#drawn = [];
    process.kill(process.pid, 'SIGSTOP');
  };

  readonly #resume = (): void => {
    this.#isSuspended = false;
    cliCursor.hide(this.#stream);
    this.#redraw();
  };

  #size() {
    const {columns, rows} = this.#stream;
    // A terminal that does not say how large it is (0 by 0) has the usual size.
    return {width: columns || 80, height: rows || 24};
  }

  /** To the first row of the picture. A terminal that became narrower has broken its lines in several. */
  #back(): string {
    const {width} = this.#size();
    const rowsOf = (line: DrawnLine) =>
      width < this.#drawnWidth ? Math.max(1, Math.ceil(line.width / width)) : 1;
    const rows = this.#drawn.reduce((sum, line) => sum + rowsOf(line), 0);
    return rows === 0 ? '\r' : `\r${cursorUp(rows)}`;
  }

  #write(text: string): void {
    this.#stream.write(`${beginSynchronizedOutput}${text}${endSynchronizedOutput}`);
  }
}

function lineOf({text}: DrawnLine): string {
  return `${eraseLine}${text}\n`;
}

function ignore(): void {}
