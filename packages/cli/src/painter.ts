/**
 * A picture at the bottom of the terminal that is redrawn continually, with lines scrolling above it.
 *
 * Each change is one write that never blanks anything in between, so that it does not flicker: lines that have changed
 * are overwritten in place. The cursor is hidden meanwhile, and shown again however the program ends.
 *
 * @module
 */

import {beginSynchronizedOutput, cursorUp, endSynchronizedOutput, eraseLine, eraseLines} from 'ansi-escapes';
import cliCursor from 'cli-cursor';
import {loseTerminal} from './lost-terminal.js';
import {type Size, sizeOf} from './terminal-size.js';

/** A line of the picture for the terminal, and its width in columns. */
export interface DrawnLine {
  readonly text: string;
  readonly width: number;
}

/** Draws the picture for a terminal of that size: no line wider, and fewer lines than it has rows. */
export type Draw = (size: Size) => readonly DrawnLine[];

/** Milliseconds between two pictures: eleven a second. */
const FRAME_MS = 90;

/**
 * While its size changes, a terminal is left alone: tmux reports a change up to 250 ms after it has re-wrapped the lines,
 * and anything written in between goes to the wrong row. Milliseconds.
 */
const RESIZING_MS = 300;

export class Painter {
  readonly #stream = process.stdout;
  readonly #timer: NodeJS.Timeout;
  /** The drawn lines: the cursor is at the beginning of the line below them. */
  #drawn: readonly DrawnLine[] = [];
  /** The size it was drawn for. */
  #drawnFor: Size;
  /** Text for above it that could not be written yet. */
  #waiting = '';
  #resizedAt = Number.NEGATIVE_INFINITY;
  #state: 'drawing' | 'suspended' | 'closed' = 'drawing';

  constructor(readonly draw: Draw) {
    this.#stream.on('error', loseTerminal);
    this.#drawnFor = this.#size();
    this.#stream.on('resize', this.#noteResize);
    process.on('SIGTSTP', this.#suspend);
    process.on('SIGCONT', this.#resume);
    cliCursor.hide(this.#stream);
    this.#timer = setInterval(this.#redraw, FRAME_MS);
  }

  /** Writes lines above the picture. The text ends with a line end. */
  above(text: string): void {
    this.#waiting += text;
    if (this.#isResizing()) return;
    const size = this.#size();
    if (!isSame(size, this.#drawnFor)) this.#paint(size);
    else this.#write(this.#erased() + this.#above() + this.#drawn.map(lineOf).join(''));
  }

  /** Draws for the last time; the picture stays where it is, and further output goes below it. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#paint(this.#size());
    this.#state = 'closed';
    clearInterval(this.#timer);
    this.#stream.off('resize', this.#noteResize);
    process.off('SIGTSTP', this.#suspend);
    process.off('SIGCONT', this.#resume);
    cliCursor.show(this.#stream);
  }

  /** Whether there is room for this many lines and a shell's prompt below the picture without scrolling any of it away. */
  hasRoomFor(lines: number): boolean {
    return this.#drawn.length + lines + 1 <= this.#size().height;
  }

  readonly #redraw = (): void => {
    // After ^Z, a timer may fire before SIGCONT is handled.
    if (this.#state === 'drawing' && !this.#isResizing()) this.#paint(this.#size());
  };

  #paint(size: Size): void {
    const next = this.draw(size);
    const before = this.#drawn;
    const isInPlace =
      this.#waiting === '' &&
      next.length > 0 &&
      next.length === before.length &&
      isSame(size, this.#drawnFor);
    if (isInPlace) {
      const lines = next.map((line, index) => (line.text === before[index]?.text ? '\n' : lineOf(line)));
      // Below it is whatever was typed, such as ^C.
      this.#write(`\r${cursorUp(before.length)}${lines.join('')}${eraseLine}`);
    } else {
      this.#write(this.#erased() + this.#above() + next.map(lineOf).join(''));
    }
    this.#drawn = next;
    this.#drawnFor = size;
  }

  /** ^Z: the shell gets its cursor back, and the picture starts afresh afterwards. */
  readonly #suspend = (): void => {
    cliCursor.show(this.#stream);
    this.#state = 'suspended';
    this.#drawn = [];
    process.kill(process.pid, 'SIGSTOP');
  };

  readonly #resume = (): void => {
    this.#state = 'drawing';
    cliCursor.hide(this.#stream);
  };

  readonly #noteResize = (): void => {
    this.#resizedAt = performance.now();
  };

  #isResizing(): boolean {
    return !isSame(this.#size(), this.#drawnFor) && performance.now() - this.#resizedAt < RESIZING_MS;
  }

  #size(): Size {
    // Its current size, since SIGWINCH may still be on its way.
    const refresh: unknown = Reflect.get(this.#stream, '_refreshSize');
    if (typeof refresh === 'function') refresh.call(this.#stream);
    return sizeOf(this.#stream);
  }

  #above(): string {
    const text = this.#waiting;
    this.#waiting = '';
    return text;
  }

  /**
   * Erases the picture row by row: tmux takes erasing everything from the first row down for clearing the screen, and keeps
   * a copy. A terminal that became narrower has wrapped each line into several rows.
   */
  #erased(): string {
    const {width} = this.#size();
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.width / width)), 0);
    return eraseLines(rows + 1);
  }

  #write(text: string): void {
    this.#stream.write(`${beginSynchronizedOutput}${text}${endSynchronizedOutput}`);
  }
}

function isSame(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}

function lineOf({text}: DrawnLine): string {
  return `${eraseLine}${text}\n`;
}
