/**
 * Probes on the canvas: answered ones by their round-trip time, lost ones above.
 *
 * @module
 */

import {firstFrom, type ProbeColumns, type Row} from './layout.js';
import type {Palette} from './palette.js';
import {FONT, line, type Scene, SMALL} from './scene.js';

/** The range of the scale of round-trip times, in nanoseconds; anything outside is drawn at its edge. */
const RTT = {least: 1e4, most: 2e8} as const;

const LOST_HEIGHT = 11;

/** Round-trip times that have a line, and its label. */
const RTT_LINES = [
  [1e5, '0.1 ms'],
  [1e7, '10 ms'],
] as const;

/** The place of a round-trip time in its row: long ones above, on a logarithmic scale. */
export function rttPlace(rtt: number, y: number, height: number): number {
  const share =
    Math.log(Math.min(RTT.most, Math.max(RTT.least, rtt)) / RTT.least) / Math.log(RTT.most / RTT.least);
  return y + height - 3 - share * (height - LOST_HEIGHT - 8);
}

/** The labels of the lines. */
export function paintRttNames(
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

/** Each pixel once, however many probes fall on it. */
export function paintProbes(
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
