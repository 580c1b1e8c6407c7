/**
 * The colours of the canvas, from the style sheet, and a pattern for each station, so that nothing depends on colour alone.
 *
 * @module
 */

import type {StationData} from '@vip/core/internal/report';

const NAMES = [
  ...['page', 'text', 'muted', 'rule', 'faint', 'accent', 'bad', 'bad-faint', 'good'],
  ...['active', 'passive', 'rogue', 'other', 'dot'],
] as const;

export type Palette = Readonly<Record<(typeof NAMES)[number], string>>;

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map(name => [name, style.getPropertyValue(`--${name}`).trim()])) as Palette;
}

/** Fills a band: the station's colour, and over it the lines of its role. */
export function fillBand(
  context: CanvasRenderingContext2D,
  palette: Palette,
  station: StationData | undefined,
  box: {readonly x: number; readonly y: number; readonly width: number; readonly height: number},
): void {
  const role = station?.role ?? 'other';
  context.fillStyle = palette[role];
  context.fillRect(box.x, box.y, box.width, box.height);
  if (role === 'active' || role === 'other') return;
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.strokeStyle = palette.page;
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.beginPath();
  const from = Math.floor((box.x - box.height) / STRIPE) * STRIPE;
  for (let x = from; x < box.x + box.width; x += STRIPE) {
    context.moveTo(x, box.y + box.height);
    context.lineTo(x + box.height, box.y);
    if (role !== 'rogue') continue;
    context.moveTo(x, box.y);
    context.lineTo(x + box.height, box.y + box.height);
  }
  context.stroke();
  context.restore();
}

const STRIPE = 7;
