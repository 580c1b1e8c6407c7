/**
 * Outages on the canvas: certainly dark, and possibly.
 *
 * @module
 */

import type {Lane, Row} from './layout.js';
import type {Palette} from './palette.js';
import {BOLD, type Scene} from './scene.js';

/** Solid where it was certainly dark, and hatched where it may have been. */
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

/** The length of each outage, inside its stretch if there is room, otherwise beside it: it is never left out. */
export function paintOutageNames(context: CanvasRenderingContext2D, scene: Scene, {data, rows}: Lane): void {
  const row = rows.find(({kind}) => kind === 'probes');
  if (row === undefined) return;
  const {x, palette, layout, width} = scene;
  context.font = BOLD;
  const y = row.y + row.height / 2 + 6;
  for (const {leastFrom, leastTo, text} of data.outages) {
    if (x(leastTo) < layout.gutter || x(leastFrom) > width) continue;
    const from = Math.max(layout.gutter, x(leastFrom));
    const to = Math.min(width, x(leastTo));
    const fitting = [`dark ${text}`, text].find(words => context.measureText(words).width + 8 <= to - from);
    if (fitting === undefined) paintBeside(context, scene, `dark ${text}`, {from, to, y});
    else {
      context.textAlign = 'center';
      context.fillStyle = palette.bad;
      context.fillText(fitting, (from + to) / 2, y);
    }
  }
}

/** Text on a ground of its own, on the side where there is room. */
function paintBeside(
  context: CanvasRenderingContext2D,
  {palette, width, layout}: Scene,
  words: string,
  {from, to, y}: {readonly from: number; readonly to: number; readonly y: number},
): void {
  const room = context.measureText(words).width + 8;
  const left = to + room <= width ? to : Math.max(layout.gutter, from - room);
  context.fillStyle = palette.page;
  context.fillRect(left + 1, y - 8, room - 2, 16);
  context.textAlign = 'left';
  context.fillStyle = palette.bad;
  context.fillText(words, left + 4, y);
}
