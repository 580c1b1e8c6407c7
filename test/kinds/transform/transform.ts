/**
 * A change of a capture that does not change what must be reported about it, except for the frame numbers.
 */

import type {Made, MadeFrame} from '../kind.js';

/** Changes a capture; undefined if that would remove something that the truth needs. */
export type Transform = (made: Made, seed: number) => Made | undefined;

/**
 * Applies a transform to frames only. A story made as a file is not changed, because the file itself matters.
 */
export function onFrames(transform: Transform): Transform {
  return (made, seed) => (made.file === undefined ? transform(made, seed) : undefined);
}

/** Whether a frame is of another link type, cut off, or of a named interface. */
export function isUnusual({linkType = 1, length, iface}: MadeFrame): boolean {
  return linkType !== 1 || length !== undefined || iface !== undefined;
}
