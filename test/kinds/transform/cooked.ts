/** As captured by `tcpdump -i any`, without the destinations of frames. */

import type {MadeFrame} from '../kind.js';
import type {AddressTruth, Verdict} from '../truth.js';
import {macOctets} from '../wire/octets.js';
import {cookedFrame} from '../write.js';
import {onFrames} from './transform.js';

/** Verdicts that depend on the destinations of frames. */
const NEED_DESTINATION: ReadonlySet<Verdict> = new Set([
  ...(['ANNOUNCED_BUT_IGNORED', 'ANNOUNCED_TOO_EARLY', 'REPLACED_BY_OLD_OWNER', 'WRONG_SENDER_MAC'] as const),
  ...(['SWITCH_STALE', 'VLAN_MISMATCH', 'CANNOT_TELL', 'MAN_IN_THE_MIDDLE', 'TWO_OWNERS'] as const),
]);

export const cooked = onFrames(({frames, ...made}, seed) => {
  const isTold = (address: AddressTruth) =>
    !NEED_DESTINATION.has(address.verdict) && isOwnerHeard(address, frames);
  if (!made.truth.addresses.every(isTold)) return undefined;
  const [format, linkType] = seed % 2 === 0 ? (['sll', 113] as const) : (['sll2', 276] as const);
  return {...made, frames: frames.map(({at, bytes}) => ({at, linkType, bytes: cookedFrame(bytes, format)}))};
});

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
