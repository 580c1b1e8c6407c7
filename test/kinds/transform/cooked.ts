/** As captured by `tcpdump -i any`, without the destinations of frames. */

import type {Made, MadeFrame} from '../kind.js';
import type {AddressTruth, Verdict} from '../truth.js';
import {macOctets} from '../wire/octets.js';
import {cookedFrame} from '../write.js';
import {onFrames} from './transform.js';

/** Verdicts that nothing but the destinations of frames may show. */
const NEED_DESTINATION: ReadonlySet<Verdict> = new Set([
  ...(['CANNOT_TELL', 'MAN_IN_THE_MIDDLE', 'REPLACED_BY_OLD_OWNER', 'TWO_OWNERS'] as const),
]);

export const cooked = onFrames((made, seed) => {
  const isTold = (address: AddressTruth) =>
    !NEED_DESTINATION.has(address.verdict) && isOwnerHeard(address, made.frames);
  if (!made.truth.addresses.every(isTold)) return undefined;
  return cookedFrames(made, seed);
});

export function cookedFrames({frames, ...made}: Made, seed: number): Made {
  const [format, linkType] = seed % 2 === 0 ? (['sll', 113] as const) : (['sll2', 276] as const);
  return {...made, frames: frames.map(({at, bytes}) => ({at, linkType, bytes: cookedFrame(bytes, format)}))};
}

/** Whether the first owner is known by the frames that it sends. */
function isOwnerHeard({owners}: AddressTruth, frames: readonly MadeFrame[]): boolean {
  const [owner] = owners ?? [];
  if (owner?.mac === undefined) return true;
  const octets = macOctets(owner.mac);
  const {byFrame = owner.fromFrame} = owner;
  return frames
    .slice(0, byFrame)
    .some(({bytes}) => octets.every((octet, index) => bytes[6 + index] === octet));
}
