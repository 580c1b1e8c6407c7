/**
 * Lines at the bottom of the terminal that are continually redrawn, below other output.
 *
 * @module
 */

import {type StyledLine, widthOf} from '@vip/core/internal/paint';
import {type DrawnLine, Painter} from './painter.js';
import {standBelow} from './standing-picture.js';
import {canDraw, terminalLine} from './terminal.js';

/** A picture, until it is closed: then it stays as it is, and further output goes below. */
export interface LowerPicture extends Disposable {
  close(): void;
  /** Whether this many lines can be printed below it before it scrolls away; always, if nothing is drawn. */
  hasRoomFor(lines: number): boolean;
}

export function closedBy(
  close: () => void,
  hasRoomFor: LowerPicture['hasRoomFor'] = () => true,
): LowerPicture {
  return {close, hasRoomFor, [Symbol.dispose]: close};
}

export const NO_PICTURE = closedBy(() => {});

/** Draws lines at the bottom of the terminal; everything that is printed from now on scrolls by above. */
export function pictureLines(
  draw: (size: {width: number; height: number}) => readonly StyledLine[],
): LowerPicture {
  if (!canDraw()) return NO_PICTURE;
  const painter = new Painter(size => draw(size).map(drawnLine));
  standBelow(painter);
  return closedBy(
    () => {
      painter.close();
      standBelow(undefined);
    },
    lines => painter.hasRoomFor(lines),
  );
}

function drawnLine(line: StyledLine): DrawnLine {
  return {text: terminalLine(line), width: widthOf(line)};
}
