/**
 * Two merged captures of one network: each frame appears twice, the second time a little later, with others
 * in between.
 */

import {seeded} from '../../helpers/random.js';
import {between} from '../sim/chance.js';
import {seenAgain} from './sightings.js';
import {onFrames} from './transform.js';

export const lagged = onFrames((made, seed) => {
  const {frames, unordered} = made;
  // The lag between two sightings cannot be distinguished from a step of the clock.
  if (unordered === true) return undefined;
  const lag = BigInt(Math.round(between(seeded(seed), 2e3, 3e5)));
  return seenAgain(
    made,
    [0n, lag].flatMap(later =>
      frames.map((frame, index) => ({frame: {...frame, at: frame.at + later}, index})),
    ),
  );
});
