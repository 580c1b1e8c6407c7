/**
 * Everything to be drawn, and how.
 *
 * @module
 */

import type {RunData} from '@vip/core/internal/report';
import type {ScaleLinear} from 'd3-scale';
import type {ReportFrame} from '../frame-model.js';
import type {Layout} from './layout.js';
import type {Palette} from './palette.js';

export interface Scene {
  readonly run: RunData;
  readonly frames: readonly ReportFrame[];
  readonly layout: Layout;
  /** From moments to places. */
  readonly x: ScaleLinear<number, number>;
  readonly width: number;
  readonly palette: Palette;
  readonly chosen: ReportFrame | undefined;
}

export const FONT = '11px system-ui, sans-serif';
export const SMALL = '9.5px system-ui, sans-serif';
export const BOLD = '600 12px system-ui, sans-serif';

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
