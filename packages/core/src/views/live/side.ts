/**
 * The text beside a strip: which node the observer believes now, and how long it was in the dark. Pure.
 *
 * @module
 */

import {formatBounds, type Outage, outageBounds} from '@vip/analysis';
import {formatDuration} from '@vip/analysis/internal';
import type {Canvas} from './canvas.js';
import type {LiveObserver} from './live-run.js';
import {type Piece, piece} from './paint.js';

/** The width from which the full MAC is written: the strips then have no less room than on a narrower terminal. */
const FULL = 180;

/** The width from which the error of an outage is written. */
const WIDE = 100;

/** The width below which the entry's state is left out. */
const NARROW = 72;

/** Wide enough for the strips to keep their place while an outage grows. */
export function sideWidthFor(width: number): number {
  if (width >= FULL) return 66;
  if (width >= WIDE) return 36;
  return width >= NARROW ? 25 : 15;
}

export function drawSide({track, belief}: LiveObserver, now: bigint, canvas: Canvas): readonly Piece[] {
  const {width} = canvas;
  const dark = drawHole(track.hole, now, canvas);
  if (belief === undefined) return dark;
  const {letter, tone, mac, node} = belief.name;
  if (width < NARROW) return [piece(`${letter} `, tone), ...dark];
  const entry = [piece(`${letter} `, tone), piece(`${belief.state.padEnd(11)} `)];
  if (width < FULL) return [...entry, ...dark];
  const whose = `${mac ?? 'no MAC'}${node === undefined ? '' : ` of ${node}`}`;
  return [...entry, piece(whose.padEnd(28), tone), piece('  '), ...dark];
}

function drawHole(hole: Outage | undefined, now: bigint, {width, glyphs}: Canvas): Piece[] {
  if (hole === undefined) return [];
  const bounds = outageBounds(hole);
  const {leastNs, mostNs} = bounds;
  if (mostNs === undefined) {
    const seconds = Number(now - hole.firstLost.sentAt) / 1e9;
    return [piece(`dark ${seconds.toFixed(1)} s`, 'bad')];
  }
  const text =
    width >= WIDE ? formatBounds(bounds, glyphs.plusMinus) : formatDuration(middle(leastNs, mostNs));
  return [piece('dark ', 'dim'), piece(text, 'strong')];
}

/** The middle of the bounds, without the digits that their distance makes meaningless: nothing beside it says how wide they are. */
function middle(leastNs: bigint, mostNs: bigint): bigint {
  const error = (mostNs - leastNs) / 2n;
  const unit = error === 0n ? 1n : 10n ** BigInt(`${error}`.length - 1);
  return (((leastNs + mostNs) / 2n + unit / 2n) / unit) * unit;
}
