/** Two merged captures of mirror ports that copy two ports each: each frame appears four times, in two pairs. */

import {doubled} from './doubled.js';
import {lagged} from './lagged.js';
import type {Transform} from './transform.js';

export const fourfold: Transform = (made, seed) => {
  const merged = lagged(made, seed);
  return merged && doubled(merged, seed);
};
