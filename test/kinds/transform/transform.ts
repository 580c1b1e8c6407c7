/** A change of a capture that changes nothing of what is to be said of it, but for the numbers of its frames. */

import type {Made, MadeFrame} from '../kind.js';

/** Undefined where the change would take something away that the truth needs. */
export type Transform = (made: Made, seed: number) => Made | undefined;

/** A story that is told as a file is not changed: the file is what matters. */
export function onFrames(transform: Transform): Transform {
  return (made, seed) => (made.file === undefined ? transform(made, seed) : undefined);
}

/** Whether a frame is of another link type, cut off, or of a named interface. */
export function isUnusual({linkType = 1, length, iface}: MadeFrame): boolean {
  return linkType !== 1 || length !== undefined || iface !== undefined;
}
