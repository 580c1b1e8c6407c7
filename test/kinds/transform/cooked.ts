/** As captured by `tcpdump -i any`, without the destinations of frames. */

import type {Made} from '../kind.js';
import {cookedFrame} from '../write.js';
import {isUnusual, onFrames} from './transform.js';

export const cooked = onFrames((made, seed) =>
  made.frames.some(isUnusual) ? undefined : cookedFrames(made, seed),
);

export function cookedFrames({frames, ...made}: Made, seed: number): Made {
  const [format, linkType] = seed % 2 === 0 ? (['sll', 113] as const) : (['sll2', 276] as const);
  return {...made, frames: frames.map(({at, bytes}) => ({at, linkType, bytes: cookedFrame(bytes, format)}))};
}
