/**
 * `vip capture` on a terminal: frames in colour, and counters below them.
 *
 * @module
 */

import type {CaptureSource, SelectedFrame} from '@vip/core/internal/capture';
import {createCapturePainter, drawCaptureStatus} from '@vip/core/internal/capture-paint';
import {cutTo, foldTo} from '@vip/core/internal/paint';
import {closedBy, type LowerPicture, pictureLines} from './lower-picture.js';
import {terminalLine} from './terminal.js';
import {sizeOf} from './terminal-size.js';

/** Indentation of continuation lines if the terminal is too narrow. Columns. */
const INDENT = 8;

/** Frames as coloured lines, in columns. */
export function paintedFrames(): (selected: SelectedFrame) => string {
  const paint = createCapturePainter();
  return selected =>
    paint(selected)
      .flatMap(line => foldTo(line, sizeOf(process.stdout).width, INDENT))
      .map(line => `${terminalLine(line)}\n`)
      .join('');
}

/** A line of counters at the bottom; it disappears when closed. */
export function pictureCounts(shown: () => number, source: Pick<CaptureSource, 'counts'>): LowerPicture {
  const startedAt = performance.now();
  let isOver = false;
  const picture = pictureLines(({width}) =>
    isOver ? [] : [cutTo(drawCaptureStatus(shown(), source.counts(), performance.now() - startedAt), width)],
  );
  return closedBy(() => {
    isOver = true;
    picture.close();
  });
}
