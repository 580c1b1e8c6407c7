/**
 * A bond in mode active-backup and its ports in one file: each frame is seen at the bond and at its active port, which changes at some moment. What
 * arrives for a group is seen at the other port as well, before the bond ignores it there (`bond_handle_frame` in drivers/net/bonding/bond_main.c).
 */

import {type Random, seeded} from '../../helpers/random.js';
import type {Made, MadeFrame} from '../kind.js';
import {cookedFrame} from '../write.js';
import {INTERFACE_AT} from './on-bridge.js';
import {type Sighting, seenAgain} from './sightings.js';
import {isUnusual, onFrames} from './transform.js';
import {crossings, ENOUGH} from './two-ports.js';

/** Longest time from one sighting to the other, in nanoseconds. */
const APART_NS = 20_000;
/** A bond and its ports, in the order of their indices. */
const PORTS = ['eth0', 'eth1'] as const;

type At = (frame: MadeFrame, place: number) => MadeFrame;

function atBond(made: Made, random: Random, at: At): Made | undefined {
  const {frames} = made;
  const fails = Math.floor(frames.length / 4) + random.below(1 + Math.floor(frames.length / 2));
  if (!isConversation(frames.slice(0, fails)) || !isConversation(frames.slice(fails))) return undefined;
  const lag = BigInt(1 + random.below(APART_NS));
  const all = frames.flatMap((frame, index): Sighting[] => {
    const active = index < fails ? 0 : 1;
    const later = {...frame, at: frame.at + lag};
    const latest = {...frame, at: frame.at + 2n * lag};
    const isGroup = ((frame.bytes[0] ?? 0) & 1) !== 0;
    const [first, second] = random.oneIn(2) ? [active, PORTS.length] : [PORTS.length, active];
    return [
      {frame: at(frame, first), index},
      {frame: at(later, second), index},
      ...(isGroup ? [{frame: at(latest, 1 - active), index}] : []),
    ];
  });
  return seenAgain(made, all);
}

/** Whether enough passes a port for it to be recognised. What has link-local addresses alone may be another network's. */
function isConversation(frames: readonly MadeFrame[]): boolean {
  const twice = frames.flatMap(frame => ['bond0', PORTS[0]].map(iface => ({...frame, iface})));
  return crossings(twice) >= ENOUGH;
}

/** As captured by `dumpcap -i eth0 -i eth1 -i bond0`. */
export const onBond = onFrames((made, seed) => {
  if (made.unordered === true || made.frames.some(isUnusual)) return undefined;
  return atBond(made, seeded(seed), (frame, place) => ({...frame, iface: PORTS[place] ?? 'bond0'}));
});

/** As captured by `tcpdump -i any`, with interface indices. */
export const cookedOnBond = onFrames((made, seed) => {
  if (made.unordered === true || made.frames.some(isUnusual)) return undefined;
  return atBond(made, seeded(seed), (frame, place) => {
    const bytes = cookedFrame(frame.bytes, 'sll2');
    bytes[INTERFACE_AT] = 2 + place;
    return {...frame, bytes, linkType: 276};
  });
});
