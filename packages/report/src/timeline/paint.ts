/**
 * Draws the lanes on a canvas. A function of what it is given; nothing is remembered.
 *
 * @module
 */

import type {BandData, RunData} from '@vip/core/report';
import type {ScaleLinear} from 'd3-scale';
import type {Frame} from '../frame-model.js';
import {tickText} from '../time-text.js';
import {firstFrom, HEIGHT, type Lane, type Layout, type ProbeColumns, type Row} from './layout.js';
import {paintArrows, paintFrames} from './paint-frames.js';
import {fillBand, type Palette} from './palette.js';

export interface Scene {
  readonly run: RunData;
  readonly frames: readonly Frame[];
  readonly layout: Layout;
  /** Moments to places. */
  readonly x: ScaleLinear<number, number>;
  readonly width: number;
  readonly palette: Palette;
  readonly chosen: Frame | undefined;
}

/** Round-trip times that the scale spans, in nanoseconds; what is outside stands at its edge. */
const RTT = {least: 1e4, most: 2e8} as const;
const LOST_HEIGHT = 11;

const FONT = '11px system-ui, sans-serif';
const SMALL = '9.5px system-ui, sans-serif';
const BOLD = '600 12px system-ui, sans-serif';

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
  const name = data.label === data.node ? data.node : `${data.label}`;
  context.fillText(name, gutter === 0 ? 4 : 2, y, gutter === 0 ? 200 : gutter - 46);
  if (gutter === 0) return;
  context.font = FONT;
  context.fillStyle = palette.muted;
  context.textAlign = 'right';
  for (const row of rows) {
    if (row.kind === 'probes') paintRttNames(context, palette, gutter - 8, row);
    else context.fillText(row.name, gutter - 8, row.y + row.height / 2, 70);
  }
}

/** What stands at the lines of the round-trip times. */
function paintRttNames(
  context: CanvasRenderingContext2D,
  palette: Palette,
  right: number,
  {y, height}: Row,
): void {
  context.fillStyle = palette.bad;
  context.fillText('✗ lost', right, y + LOST_HEIGHT / 2 + 1);
  context.fillStyle = palette.muted;
  context.font = SMALL;
  for (const [rtt, text] of RTT_LINES) context.fillText(text, right, rttPlace(rtt, y, height));
  context.font = FONT;
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

function paintBand(
  context: CanvasRenderingContext2D,
  {run, x, palette, width, layout}: Scene,
  band: BandData,
  y: number,
  height: number,
): void {
  const from = Math.max(layout.gutter - 1, x(band.from));
  const to = Math.min(width + 1, x(band.to));
  if (to < layout.gutter || from > width) return;
  const box = {x: from, y, width: Math.max(1, to - from), height};
  if (band.isBad === true) {
    context.fillStyle = palette['bad-faint'];
    context.fillRect(box.x, box.y, box.width, box.height);
  } else if (band.isBad === false) {
    context.fillStyle = palette.faint;
    context.fillRect(box.x, box.y, box.width, box.height);
  } else {
    const station = band.station === undefined ? undefined : run.stations[band.station];
    fillBand(context, palette, station, box);
  }
  context.fillStyle = palette.text;
  context.fillRect(from, y, 1, height);
  writeIn(context, palette, bandText(run, band), box);
}

/** Whose MAC it is stands with it. */
function bandText(run: RunData, {text, station, isBad}: BandData): string {
  const known = station === undefined || isBad !== undefined ? undefined : run.stations[station];
  return known === undefined || known.node === '' || !text.includes(known.mac)
    ? text
    : `${text} (${known.node})`;
}

/** Text where there is room for some of it, on a ground that makes it readable over the pattern. */
function writeIn(
  context: CanvasRenderingContext2D,
  palette: Palette,
  text: string,
  box: {readonly x: number; readonly y: number; readonly width: number; readonly height: number},
): void {
  context.font = FONT;
  context.textAlign = 'left';
  const words = text.split(' ');
  const variants = [
    text,
    ...(words.length > 1 ? [words.slice(0, -1).join(' '), words[1] ?? '', words[0]?.slice(-5) ?? ''] : []),
  ];
  const fitting = variants.find(variant => context.measureText(variant).width + 12 <= box.width);
  if (fitting === undefined) return;
  context.save();
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = palette.page;
  context.globalAlpha = 0.6;
  context.strokeText(fitting, box.x + 6, box.y + box.height / 2 + 0.5);
  context.restore();
  context.fillStyle = palette.text;
  context.fillText(fitting, box.x + 6, box.y + box.height / 2 + 0.5);
}

/** Where a round-trip time stands in its row: long ones above, on a logarithmic scale. */
export function rttPlace(rtt: number, y: number, height: number): number {
  const share =
    Math.log(Math.min(RTT.most, Math.max(RTT.least, rtt)) / RTT.least) / Math.log(RTT.most / RTT.least);
  return y + height - 3 - share * (height - LOST_HEIGHT - 8);
}

/** Each point of the screen once, however many probes fall on it: their number does not matter then. */
function paintProbes(
  context: CanvasRenderingContext2D,
  scene: Scene,
  {sentAt, rtt, isLost}: ProbeColumns,
  y: number,
  height: number,
): void {
  const {x, width, layout, palette} = scene;
  paintRttScale(context, scene, y, height);
  const [from, to] = x.domain() as [number, number];
  const first = firstFrom(sentAt, from);
  const last = firstFrom(sentAt, to);
  const [low, high] = x.range() as [number, number];
  const scale = (high - low) / (to - from);
  const perPoint = (last - first) / Math.max(1, width - layout.gutter);
  const size = perPoint > 0.5 ? 1.5 : 2.5;
  const taken = new Uint8Array((width + 2) * (height + 2));
  const losses = new Uint8Array(width + 2);
  context.fillStyle = palette.dot;
  for (let index = first; index < last; index++) {
    const place = low + ((sentAt[index] as number) - from) * scale;
    const column = Math.max(0, Math.round(place));
    if (isLost[index] === 1) losses[column] = 1;
    const time = rtt[index] as number;
    if (Number.isNaN(time)) continue;
    const level = rttPlace(time, 0, height);
    const cell = column * height + Math.round(level);
    if (taken[cell] === 1) continue;
    taken[cell] = 1;
    context.fillRect(place - size / 2, y + level - size / 2, size, size);
  }
  context.strokeStyle = palette.bad;
  context.fillStyle = palette.bad;
  const isSparse = perPoint < 0.12;
  for (let column = 0; column < losses.length; column++) {
    if (losses[column] !== 1) continue;
    if (isSparse) cross(context, column, y + LOST_HEIGHT / 2 + 1, 3);
    else context.fillRect(column - 0.5, y + 2, 1, LOST_HEIGHT - 3);
  }
}

/** Round-trip times that have a line. */
const RTT_LINES = [
  [1e5, '0.1 ms'],
  [1e7, '10 ms'],
] as const;

function paintRttScale(
  context: CanvasRenderingContext2D,
  {layout, palette, width}: Scene,
  y: number,
  height: number,
): void {
  context.strokeStyle = palette.faint;
  for (const [rtt] of RTT_LINES) {
    const level = Math.round(rttPlace(rtt, y, height)) + 0.5;
    line(context, layout.gutter, level, width, level);
  }
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.lineWidth = 1.4;
  line(context, x - size, y - size, x + size, y + size);
  line(context, x - size, y + size, x + size, y - size);
  context.lineWidth = 1;
}

/** Dark for sure, and hatched where it may have been. */
function paintOutages(context: CanvasRenderingContext2D, scene: Scene, {data, rows}: Lane): void {
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

function paintOutageNames(context: CanvasRenderingContext2D, scene: Scene, {data, rows}: Lane): void {
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

/** What was done: a dashed line through everything, its name at the node where it was done. */
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
    // The axis has its name already.
    if (place < occupied || (at === 0 && text === run.origin)) continue;
    context.fillStyle = palette.page;
    context.fillRect(place + 1, HEIGHT.axis - 7, room - 2, 13);
    context.fillStyle = palette.accent;
    context.fillText(text, place + 4, HEIGHT.axis);
    occupied = place + room;
  }
}

/** The parts one beside the other, each with its name where there is room. */
function paintBudget(context: CanvasRenderingContext2D, {run, x, layout, palette}: Scene): void {
  const {budget} = run;
  if (budget === undefined) return;
  const y = layout.budgetTop + 9;
  const height = HEIGHT.budget - 14;
  for (const [index, {part, from, to, text, isKnown}] of budget.parts.entries()) {
    if (!isKnown) continue;
    const left = x(from);
    const right = x(to);
    context.fillStyle = index % 2 === 0 ? palette.faint : palette.rule;
    context.fillRect(left, y, Math.max(0.5, right - left), height);
    context.strokeStyle = palette.muted;
    line(context, Math.round(right) + 0.5, y - 3, Math.round(right) + 0.5, y + height + 3);
    const start = Math.max(left, layout.gutter);
    const box = {x: start, y, width: right - start, height};
    writeBudget(context, palette, [`${part} ${text}`, part, part.slice(0, 1).toUpperCase()], box);
  }
}

function writeBudget(
  context: CanvasRenderingContext2D,
  palette: Palette,
  variants: readonly string[],
  box: {readonly x: number; readonly y: number; readonly width: number; readonly height: number},
): void {
  context.font = FONT;
  context.textAlign = 'center';
  const fitting = variants.find(variant => context.measureText(variant).width + 6 <= box.width);
  if (fitting === undefined) return;
  context.fillStyle = palette.text;
  context.fillText(fitting, box.x + box.width / 2, box.y + box.height / 2 + 0.5);
}

export function line(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
