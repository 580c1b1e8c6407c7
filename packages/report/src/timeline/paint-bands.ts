/**
 * Stretches of time on the canvas: addresses held, cache entries, and the parts of an outage.
 *
 * @module
 */

import type {BandData, RunData} from '@vip/core/internal/report';
import {bandText} from './band-text.js';
import {HEIGHT} from './layout.js';
import {fillBand, type Palette} from './palette.js';
import {FONT, line, type Scene} from './scene.js';

export function paintBand(
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
  writeIn(context, palette, textsFor(run, band), box);
}

/**
 * The texts that may be written into a band, the longest first: with the owner of the MAC, without it, and
 * without the part that all MACs of a lab share.
 */
function textsFor({stations}: RunData, band: BandData): string[] {
  const {mac, station} = band;
  const whole = bandText(band);
  if (mac === undefined) return [whole];
  const owner = station === undefined ? undefined : stations[station];
  const isOwner = owner?.mac === mac && owner.node !== '';
  const end = mac.slice(-5);
  return [...(isOwner ? [`${whole} (${owner.node})`] : []), whole, bandText(band, end), end];
}

/** The longest of the texts that there is room for, on a ground that makes it readable over the pattern. */
function writeIn(
  context: CanvasRenderingContext2D,
  palette: Palette,
  variants: readonly string[],
  box: {readonly x: number; readonly y: number; readonly width: number; readonly height: number},
): void {
  context.font = FONT;
  context.textAlign = 'left';
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

/** The parts side by side, each with its name if there is room. */
export function paintBudget(context: CanvasRenderingContext2D, {run, x, layout, palette}: Scene): void {
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
