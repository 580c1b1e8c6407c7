/**
 * Outages on the canvas: dark for sure, and perhaps.
 *
 * @module
 */

import type {Lane, Row} from './layout.js';
import type {Palette} from './palette.js';
import {BOLD, type Scene} from './scene.js';

/** Dark for sure, and hatched where it may have been. */
export function paintOutages(context: CanvasRenderingContext2D, scene: Scene, {data, rows}: Lane): void {
  const row = rows.find(({kind}) => kind === 'probes');
  if (row === undefined) return;
  const {x, palette} = scene;
  for (const {mostFrom, leastFrom, leastTo, mostTo} of data.outages) {
    context.fillStyle = palette['bad-faint'];
    context.fillRect(x(leastFrom), row.y, Math.max(1, x(leastTo) - x(leastFrom)), row.height);
    hatch(context, palette, x(mostFrom), x(leastFrom), row);
    hatch(context, palette, x(leastTo), x(mostTo), row);
  }
}

function hatch(
  context: CanvasRenderingContext2D,
  palette: Palette,
  from: number,
  to: number,
  row: Row,
): void {
  if (to - from < 2) return;
  context.save();
  context.beginPath();
  context.rect(from, row.y, to - from, row.height);
  context.clip();
  context.strokeStyle = palette.bad;
  context.globalAlpha = 0.35;
  context.beginPath();
  const start = Math.max(from, -row.height) - row.height;
  for (let x = start; x < Math.min(to, 20_000); x += 6) {
    context.moveTo(x, row.y + row.height);
    context.lineTo(x + row.height, row.y);
  }
  context.stroke();
  context.restore();
}

export function paintOutageNames(context: CanvasRenderingContext2D, scene: Scene, {data, rows}: Lane): void {
  const row = rows.find(({kind}) => kind === 'probes');
  if (row === undefined) return;
  const {x, palette, layout, width} = scene;
  context.font = BOLD;
  context.textAlign = 'center';
  context.fillStyle = palette.bad;
  for (const {leastFrom, leastTo, text} of data.outages) {
    const from = Math.max(layout.gutter, x(leastFrom));
    const to = Math.min(width, x(leastTo));
    const words = `dark ${text}`;
    if (context.measureText(words).width + 8 > to - from) continue;
    context.fillText(words, (from + to) / 2, row.y + row.height / 2 + 6);
  }
}
