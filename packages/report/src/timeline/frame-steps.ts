/**
 * Stepping from frame to frame with the keyboard.
 *
 * @module
 */

import type {ReportFrame} from '../frame-model.js';
import type {Lane} from './layout.js';

interface StepStart {
  readonly chosen: ReportFrame | undefined;
  /** The beginning of the part in view. */
  readonly from: number;
}

/** The next frame in time, or the previous one; if none was chosen, the first in view. */
export function frameBeside(
  frames: readonly ReportFrame[],
  by: 1 | -1,
  {chosen, from}: StepStart,
): ReportFrame | undefined {
  const number = chosen === undefined ? frames.findIndex(({at}) => at >= from) : chosen.number + by;
  return frames[Math.min(frames.length - 1, Math.max(0, number))];
}

/** The height at which a frame is drawn. CSS pixels. */
export function frameRowY(lanes: readonly Lane[], {node}: ReportFrame): number {
  const lane = lanes.find(({data}) => data.node === node);
  return lane?.rows.find(({kind}) => kind === 'frames')?.y ?? 0;
}
