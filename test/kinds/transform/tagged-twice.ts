/** A mirror port that shows what passes with its 802.1Q tag and without it, each frame twice, in either order. */

import {seeded} from '../../helpers/random.js';
import type {MadeFrame} from '../kind.js';
import {renumbered} from '../truth.js';
import {withSightings} from './doubled.js';
import {onFrames} from './transform.js';

const TAG_AT = 12;

export const taggedTwice = onFrames((made, seed) => {
  const {frames, truth, unordered} = made;
  const random = seeded(seed);
  // What is told apart by its tags is another story; and times that go back have no moments.
  // What is inside of others is in no VLAN.
  if (
    unordered === true ||
    made.name === 'encapsulated' ||
    frames.some(isOther) ||
    truth.addresses.some(({vlan = ''}) => vlan !== '')
  )
    return undefined;
  const id = 1 + random.below(4094);
  // One for all: second sightings come in the order of the first.
  const lag = BigInt(1 + random.below(20_000));
  const both = frames.flatMap(frame => {
    const sightings = random.oneIn(2) ? [frame, tagged(frame, id)] : [tagged(frame, id), frame];
    return sightings.map((one, index) => (index === 0 ? one : {...one, at: one.at + lag}));
  });
  const order = both
    .map((_, index) => index)
    .sort((a, b) => Number((both[a]?.at ?? 0n) - (both[b]?.at ?? 0n)) || a - b);
  const numbers = frames.map(() => [0, 0]);
  for (const [position, index] of order.entries())
    (numbers[index >> 1] as number[])[index & 1] = position + 1;
  const at = (sighting: number) => (frame: number) => numbers[frame - 1]?.[sighting] ?? frame;
  const [first, second] = [renumbered(truth, at(0)), renumbered(truth, at(1))];
  const addresses = first.addresses.map((address, index) => ({
    ...withSightings(address, second.addresses[index]),
    vlan: String(id),
  }));
  return {...made, frames: order.map(index => both[index] as MadeFrame), truth: {...first, addresses}};
});

function isOther({bytes, linkType = 1, length}: MadeFrame): boolean {
  const type = ((bytes[TAG_AT] ?? 0) << 8) | (bytes[TAG_AT + 1] ?? 0);
  return linkType !== 1 || length !== undefined || type === 0x8100 || type === 0x88a8;
}

function tagged({at, bytes}: MadeFrame, id: number): MadeFrame {
  const tag = [0x81, 0, id >> 8, id & 0xff];
  return {at, bytes: Uint8Array.from([...bytes.subarray(0, TAG_AT), ...tag, ...bytes.subarray(TAG_AT)])};
}
