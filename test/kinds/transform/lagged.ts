/** Two captures of one network, merged: each frame is there twice, the second time a little later, with others in between. */

import {seeded} from '../../helpers/random.js';
import {between} from '../sim/chance.js';
import {renumbered} from '../truth.js';
import {withSightings} from './doubled.js';
import {onFrames} from './transform.js';

export const lagged = onFrames((made, seed) => {
  const {frames, truth, unordered} = made;
  // How far apart two sightings are cannot be told from how far a clock was set.
  if (unordered === true) return undefined;
  const lag = BigInt(Math.round(between(seeded(seed), 2e3, 3e5)));
  const both = frames
    .flatMap((frame, index) => [
      {frame, index, place: 0},
      {frame: {...frame, at: frame.at + lag}, index, place: 1},
    ])
    .sort((a, b) => (a.frame.at < b.frame.at ? -1 : a.frame.at > b.frame.at ? 1 : a.place - b.place));
  const numbers = frames.map(() => [0, 0]);
  for (const [position, {index, place}] of both.entries()) (numbers[index] as number[])[place] = position + 1;
  const at = (place: number) => (frame: number) => numbers[frame - 1]?.[place] ?? frame;
  const [first, second] = [renumbered(truth, at(0)), renumbered(truth, at(1))];
  const addresses = first.addresses.map((address, index) => withSightings(address, second.addresses[index]));
  return {...made, frames: both.map(({frame}) => frame), truth: {...first, addresses}};
});
