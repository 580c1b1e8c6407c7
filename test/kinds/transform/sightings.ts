/** A capture in which a frame of the story may be seen twice. */

import type {Made, MadeFrame} from '../kind.js';
import {renumbered} from '../truth.js';
import {withSightings} from './doubled.js';

/** A frame of the changed capture, and the number of the story's frame that it shows, from 0. */
export interface Sighting {
  readonly frame: MadeFrame;
  readonly index: number;
}

/** The sightings in order of time, and in the order of the list where two are simultaneous. */
export function seenAgain(made: Made, sightings: readonly Sighting[]): Made {
  const order = [...sightings.keys()].sort((a, b) => {
    const [one, other] = [sightings[a]?.frame.at ?? 0n, sightings[b]?.frame.at ?? 0n];
    return one < other ? -1 : one > other ? 1 : a - b;
  });
  const all = order.map(place => sightings[place] as Sighting);
  const numbers = made.frames.map((): number[] => []);
  for (const [position, {index}] of all.entries()) numbers[index]?.push(position + 1);
  const at = (sighting: number) => (frame: number) =>
    numbers[frame - 1]?.[sighting] ?? numbers[frame - 1]?.[0] ?? frame;
  const most = numbers.reduce((count, {length}) => Math.max(count, length), 1);
  const first = renumbered(made.truth, at(0));
  const addresses = first.addresses.map((address, index) => {
    let all = address;
    for (let sighting = 1; sighting < Math.max(2, most); sighting++)
      all = withSightings(all, renumbered(made.truth, at(sighting)).addresses[index]);
    return all;
  });
  return {...made, frames: all.map(({frame}) => frame), truth: {...first, addresses}};
}
