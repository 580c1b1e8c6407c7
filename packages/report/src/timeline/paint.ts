/**
 * Draws the lanes on a canvas. The result depends only on the arguments; nothing is remembered.
 *
 * @module
 */

import {printable} from '@vip/analysis/internal';
import {tickText} from '../time-text.js';
import {HEIGHT, type Lane, ROW_NAMES, type Row} from './layout.js';
import {paintBand, paintBudget} from './paint-bands.js';
import {paintArrows, paintFrames} from './paint-frames.js';
import {paintOutageNames, paintOutages} from './paint-outages.js';
import {paintProbes, paintRttNames} from './paint-probes.js';
import {BOLD, FONT, line, type Scene} from './scene.js';

export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const {layout, palette, width} = scene;
  context.fillStyle = palette.page;
  context.fillRect(0, 0, width, layout.height);
  context.textBaseline = 'middle';
  paintAxis(context, scene);
  for (const [index, lane] of layout.lanes.entries()) paintLaneGround(context, scene, lane, index);
  clipToPlot(context, scene, () => {
    for (const lane of layout.lanes) paintOutages(context, scene, lane);
    for (const lane of layout.lanes) for (const row of lane.rows) paintRow(context, scene, row);
    for (const lane of layout.lanes) paintOutageNames(context, scene, lane);
    paintMarks(context, scene);
    paintBudget(context, scene);
    paintArrows(context, scene);
  });
  for (const lane of layout.lanes) paintNames(context, scene, lane);
}

function clipToPlot(context: CanvasRenderingContext2D, {layout, width}: Scene, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(layout.gutter, 0, width - layout.gutter, layout.height);
  context.clip();
  draw();
  context.restore();
}

function paintAxis(context: CanvasRenderingContext2D, {x, layout, palette, width, run}: Scene): void {
  const ticks = x.ticks(Math.max(2, Math.floor((width - layout.gutter) / 110)));
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  context.font = FONT;
  context.textAlign = 'center';
  for (const tick of ticks) {
    const at = Math.round(x(tick)) + 0.5;
    context.strokeStyle = palette.faint;
    line(context, at, HEIGHT.axis - 4, at, layout.height);
    context.fillStyle = palette.muted;
    const text = tick === 0 ? run.origin : tickText(tick, step);
    const half = context.measureText(text).width / 2;
    if (at - half > layout.gutter && at + half < width) context.fillText(text, at, 11);
  }
}

function paintLaneGround(context: CanvasRenderingContext2D, scene: Scene, lane: Lane, index: number): void {
  const {palette, width} = scene;
  context.strokeStyle = palette.rule;
  if (index > 0) line(context, 0, Math.round(lane.top) + 0.5, width, Math.round(lane.top) + 0.5);
}

function paintNames(context: CanvasRenderingContext2D, {layout, palette}: Scene, lane: Lane): void {
  const {data, rows} = lane;
  const {gutter} = layout;
  context.textAlign = 'left';
  context.fillStyle = palette.text;
  context.font = BOLD;
  const y = gutter === 0 ? lane.top + HEIGHT.name / 2 + 1 : (rows[0]?.y ?? lane.top) + 9;
  if (gutter === 0) {
    // Above its rows, where arrows pass.
    context.fillStyle = palette.page;
    const text = printable([data.label, data.clock ?? ''].join(' ').trim());
    context.fillRect(1, y - 8, context.measureText(text).width + 6, 16);
    context.fillStyle = palette.text;
    context.fillText(text, 4, y);
    return;
  }
  context.fillText(printable(data.label), 2, y, gutter - ROW_NAMES);
  context.font = FONT;
  context.fillStyle = palette.muted;
  context.textAlign = 'right';
  for (const row of rows) {
    if (row.kind === 'probes') paintRttNames(context, palette, gutter - 8, row);
    else context.fillText(printable(row.name), gutter - 8, row.y + row.height / 2, 70);
  }
}

function paintRow(context: CanvasRenderingContext2D, scene: Scene, row: Row): void {
  switch (row.kind) {
    case 'bands':
      for (const band of row.bands) paintBand(context, scene, band, row.y, row.height);
      return;
    case 'probes':
      paintProbes(context, scene, row.probes, row.y, row.height);
      return;
    case 'frames':
      paintFrames(context, scene, row.frames, row.y, row.height);
  }
}

/** Actions: a dashed line through everything, with the name at the node where it was done. */
function paintMarks(context: CanvasRenderingContext2D, {run, x, layout, palette, width}: Scene): void {
  context.font = FONT;
  context.textAlign = 'left';
  let occupied = Number.NEGATIVE_INFINITY;
  for (const {at, text} of run.marks) {
    const place = Math.round(x(at)) + 0.5;
    if (place < layout.gutter || place > width) continue;
    context.strokeStyle = palette.accent;
    context.setLineDash([4, 3]);
    line(context, place, HEIGHT.axis - 4, place, layout.height);
    context.setLineDash([]);
    const room = context.measureText(text).width + 8;
    // The axis is labelled already.
    if (place < occupied || (at === 0 && text === run.origin)) continue;
    context.fillStyle = palette.page;
    context.fillRect(place + 1, HEIGHT.axis - 7, room - 2, 13);
    context.fillStyle = palette.accent;
    context.fillText(text, place + 4, HEIGHT.axis);
    occupied = place + room;
  }
}
