/**
 * Lines at the bottom of the terminal that are drawn anew all the time, below whatever is printed.
 *
 * @module
 */

import {colourLine, type Line, widthOf} from '@vip/core/paint';
import {standBelow} from './output.js';
import {type DrawnLine, Painter} from './painter.js';
import {canDraw} from './terminal.js';

/** A picture, until it is closed: then it stays as it is, and what comes next stands below. */
export interface Picture extends Disposable {
  close(): void;
}

export function closedBy(close: () => void): Picture {
  return {close, [Symbol.dispose]: close};
}

export const NO_PICTURE = closedBy(() => {});

/** Draws lines at the bottom of the terminal; everything that is printed from now on scrolls by above. */
export function pictureLines(draw: (size: {width: number; height: number}) => readonly Line[]): Picture {
  if (!canDraw()) return NO_PICTURE;
  const painter = new Painter(size => draw(size).map(drawnLine));
  standBelow(painter);
  return closedBy(() => {
    painter.close();
    standBelow(undefined);
  });
}

function drawnLine(line: Line): DrawnLine {
  return {text: colourLine(line), width: widthOf(line)};
}
