/**
 * The real captures of test/vectors.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {hex} from './hex.js';

/** The frames of `test/vectors/NAME.hex` by their titles. */
export function realFrames(name: string): ReadonlyMap<string, Uint8Array> {
  const lines = readFileSync(new URL(`../../vectors/${name}.hex`, import.meta.url), 'utf8').split('\n');
  const frames = new Map<string, Uint8Array>();
  for (let index = 0; index + 1 < lines.length; index += 2) {
    frames.set((lines[index] as string).replace(/^# /, ''), hex(lines[index + 1] as string));
  }
  return frames;
}

/** The only frame with this title. */
export function realFrame(name: string, title: string): Uint8Array {
  const frame = realFrames(name).get(title);
  if (frame === undefined) throw new Error(`no frame ${JSON.stringify(title)} in ${name}.hex`);
  return frame;
}
