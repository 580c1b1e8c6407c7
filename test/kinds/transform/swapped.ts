/** Two captures joined the wrong way round: what follows some moment comes before the rest in the file. */

import {seeded} from '../../helpers/random.js';
import type {MadeFrame} from '../kind.js';
import type {AddressTruth} from '../truth.js';
import {renumbered} from '../truth.js';
import {onFrames} from './transform.js';

export const swapped = onFrames((made, seed) => {
  const {frames, truth, unordered} = made;
  if (unordered === true || frames.length < 4) return undefined;
  let first = 1 + seeded(seed).below(frames.length - 2);
  // Frames of the same instant have no other order than that of the file.
  while (first < frames.length - 1 && frames[first]?.at === frames[first - 1]?.at) first++;
  const later = frames.length - first;
  const {addresses, ...rest} = renumbered(truth, number =>
    number > first ? number - first : number + later,
  );
  return {
    ...made,
    unordered: true,
    frames: [...frames.slice(first), ...frames.slice(0, first)],
    truth: {...rest, addresses: addresses.map(withoutDivided)},
  };
});

/** What shows an owner is not known by a range of numbers that the swap divided. */
function withoutDivided({owners, ...truth}: AddressTruth): AddressTruth {
  const isDivided = owners?.some(({fromFrame, byFrame = fromFrame}) => byFrame < fromFrame) === true;
  return {...truth, ...(owners === undefined || isDivided ? {} : {owners})};
}

/** Number of frames that are buffered and sorted. */
export const HELD = 16_384;
/** What other machines tell their switches: LLDP. */
const other = Uint8Array.from([
  0x01,
  0x80,
  0xc2,
  0,
  0,
  0x0e,
  2,
  0,
  0,
  0,
  0,
  9,
  0x88,
  0xcc,
  ...Array(46).fill(0),
]);

/** Puts so many frames of another machine before these that these are not buffered. */
export function behindOthers(frames: readonly MadeFrame[]): MadeFrame[] {
  const {at} = frames[0] as MadeFrame;
  return [...Array.from({length: HELD}, () => ({at, bytes: other})), ...frames];
}
