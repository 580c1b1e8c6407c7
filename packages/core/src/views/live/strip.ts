/**
 * What an observer got, and which node it believed, as a row of characters: one for each stretch of time. Pure.
 *
 * The character shows what became of the probes, its colour (if they were answered) which MAC the cache held, and a letter
 * marks where that began.
 *
 * @module
 */

import type {LiveObserver} from './live-run.js';
import {type Glyphs, type Piece, piece, type Tone} from './paint.js';
import type {Bucket, Retention} from './probe-buckets.js';

/** How time is laid out in columns. Milliseconds since the beginning of the run. */
export interface Scale {
  readonly fromMs: number;
  /** The time that one column stands for. */
  readonly cellMs: number;
  readonly columns: number;
}

/** The least that a window shows. Milliseconds. */
const MIN_WINDOW_MS = 30_000;

/**
 * A whole run is made to fit: a column is a bucket's time, doubled until it does. A window ends now.
 *
 * @param bucketMs the longest bucket of any observer
 */
export function scaleFor(
  reach: Retention,
  {bucketMs, startMs, nowMs}: {bucketMs: number; startMs: number; nowMs: number},
  columns: number,
): Scale {
  let cellMs = bucketMs;
  const begin = () => Math.floor(startMs / cellMs) * cellMs;
  if (reach === 'window') {
    while (columns * cellMs < MIN_WINDOW_MS) cellMs *= 2;
    return {fromMs: (Math.floor(nowMs / cellMs) - columns) * cellMs, cellMs, columns};
  }
  while (nowMs - begin() > columns * cellMs) cellMs *= 2;
  return {fromMs: begin(), cellMs, columns};
}

export function drawStrip(observer: LiveObserver, {fromMs, cellMs, columns}: Scale, glyphs: Glyphs): Piece[] {
  const pieces: Piece[] = [];
  let named = '';
  for (let column = 0; column < columns; column++) {
    const from = fromMs + column * cellMs;
    const bucket = observer.track.buckets.between(from, from + cellMs);
    const mark = markOf(bucket, glyphs);
    const belief = observer.believedBefore(from + cellMs);
    if (mark === undefined || belief === undefined) {
      pieces.push(piece(mark ?? ' ', 'dim'));
      continue;
    }
    const {letter, tone} = belief;
    pieces.push(letter !== named ? piece(letter, tone) : piece(mark, toneOf(bucket, tone)));
    named = letter;
  }
  return pieces;
}

/** What became of the probes; undefined where there were none. */
function markOf({answered, lost, wrong}: Bucket, glyphs: Glyphs): string | undefined {
  if (wrong > 0) return glyphs.wrong;
  if (answered + lost === 0) return undefined;
  if (lost === 0) return glyphs.answered;
  return answered === 0 ? glyphs.lost : glyphs.some;
}

/** Losses are red, whichever node the observer believed: the letter before them says which. */
function toneOf({answered, lost, wrong}: Bucket, believed: Tone): Tone {
  if (wrong > 0) return 'alarm';
  return answered === 0 && lost > 0 ? 'bad' : believed;
}

/** Columns between two labels of the axis. */
const LABEL_COLUMNS = 10;

/** Seconds below the strips: since the first probe, or before now. */
export function drawAxis({cellMs, columns}: Scale, reach: Retention): Piece {
  let text = '';
  const first = reach === 'whole' ? 0 : columns % LABEL_COLUMNS;
  for (let column = first; column + LABEL_COLUMNS <= columns; column += LABEL_COLUMNS) {
    const ms = (reach === 'whole' ? column : column - columns) * cellMs;
    text = text.padEnd(column) + formatSeconds(ms, cellMs * LABEL_COLUMNS);
  }
  return piece(text.slice(0, columns).padEnd(columns), 'dim');
}

/** Enough digits for two labels to differ. */
function formatSeconds(ms: number, stepMs: number): string {
  const digits = stepMs % 1000 === 0 ? 0 : stepMs % 100 === 0 ? 1 : 2;
  return `|${(ms / 1000).toFixed(digits)} s`;
}
