/** A mirror port that shows each frame twice, with its 802.1Q tag and without it, in either order. */

import {seeded} from '../../helpers/random.js';
import type {Made, MadeFrame} from '../kind.js';
import {seenAgain} from './sightings.js';
import {onFrames} from './transform.js';

const TAG_AT = 12;

export const taggedTwice = onFrames((made, seed) => {
  const {frames} = made;
  if (!areUntagged(made)) return undefined;
  const random = seeded(seed);
  const id = 1 + random.below(4094);
  // One lag for all frames, so that second sightings come in the order of the first.
  const lag = BigInt(1 + random.below(20_000));
  const both = frames.flatMap((frame, index) => {
    const sightings = random.oneIn(2) ? [frame, tagged(frame, id)] : [tagged(frame, id), frame];
    return sightings.map((one, turn) => ({frame: turn === 0 ? one : {...one, at: one.at + lag}, index}));
  });
  return inVlan(seenAgain(made, both), id);
});

/** The capture with its truth about addresses in a VLAN. */
export function inVlan(made: Made, id: number): Made {
  const addresses = made.truth.addresses.map(address => ({...address, vlan: String(id)}));
  return {...made, truth: {...made.truth, addresses}};
}

/** Whether no network is distinguished by tags. A frame inside another is in no VLAN. */
export function areUntagged({name, frames, truth, unordered}: Made): boolean {
  // If times go backwards, there are no comparable moments.
  return (
    unordered !== true &&
    name !== 'encapsulated' &&
    !frames.some(isOther) &&
    truth.addresses.every(({vlan = ''}) => vlan === '')
  );
}

function isOther({bytes, linkType = 1, length}: MadeFrame): boolean {
  const type = ((bytes[TAG_AT] ?? 0) << 8) | (bytes[TAG_AT + 1] ?? 0);
  return linkType !== 1 || length !== undefined || type === 0x8100 || type === 0x88a8;
}

export function tagged({bytes, ...frame}: MadeFrame, id: number): MadeFrame {
  const tag = [0x81, 0, id >> 8, id & 0xff];
  return {
    ...frame,
    bytes: Uint8Array.from([...bytes.subarray(0, TAG_AT), ...tag, ...bytes.subarray(TAG_AT)]),
  };
}
