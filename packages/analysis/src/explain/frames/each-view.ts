/**
 * Iterates over frames that are looked at once and not kept.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {FrameColumns} from '../../capture/frame-columns.js';
import {SeenView} from '../../capture/seen-view.js';

/** @param take called with the same view each time, of the next frame */
export function eachView(frames: FrameColumns, clock: CaptureClock, take: (view: SeenView) => void): void {
  const view = new SeenView();
  for (let index = 0; index < frames.count; index++) {
    view.ns = frames.since(index, clock.epoch);
    view.frame = frames.number[index] as number;
    view.see(frames, index);
    take(view);
  }
}
