/**
 * Two interfaces of one machine in one file, of which one is on top of the other: a bridge and its port, or a VLAN interface and the interface that
 * carries it. Arriving frames are seen at the lower one first, leaving ones at the upper one.
 */

import {type Random, seeded} from '../../helpers/random.js';
import type {Made, MadeFrame} from '../kind.js';
import {cookedFrame} from '../write.js';
import {seenAgain} from './sightings.js';
import {areUntagged, inVlan, tagged} from './tagged-twice.js';
import {isUnusual, onFrames} from './transform.js';

/** One frame in this many is seen only at the port, because the bridge forwards it to another. */
const PORT_ALONE = 40;
/** Longest time from one sighting to the other, in nanoseconds. */
const APART_NS = 20_000;

/** Shows each frame at both interfaces. */
function atBoth(
  made: Made,
  random: Random,
  [below, above]: readonly [(frame: MadeFrame) => MadeFrame, (frame: MadeFrame) => MadeFrame],
  alone = 0,
): Made {
  const lag = BigInt(random.below(APART_NS));
  return seenAgain(
    made,
    made.frames.flatMap((frame, index) => {
      if (alone > 0 && random.oneIn(alone)) return [{frame: below(frame), index}];
      const [first, second] = random.oneIn(2) ? [below, above] : [above, below];
      return [
        {frame: first(frame), index},
        {frame: {...second(frame), at: frame.at + lag}, index},
      ];
    }),
  );
}

const at = (iface: string) => (frame: MadeFrame) => ({...frame, iface});

/** As captured by `dumpcap -i eth0 -i br0`. */
export const onBridge = onFrames((made, seed) => {
  if (made.unordered === true || made.frames.some(isUnusual)) return undefined;
  return atBoth(made, seeded(seed), [at('eth0'), at('br0')], PORT_ALONE);
});

/** As captured by `dumpcap -i eth0 -i eth0.10`. */
export const onVlanInterface = onFrames((made, seed) => {
  if (!areUntagged(made) || made.frames.some(isUnusual)) return undefined;
  const random = seeded(seed);
  const id = 1 + random.below(4094);
  return inVlan(atBoth(made, random, [frame => at('eth0')(tagged(frame, id)), at(`eth0.${id}`)]), id);
});

/** Offset of the last octet of the interface's index in LINKTYPE_LINUX_SLL2. */
export const INTERFACE_AT = 7;

/** As captured by `tcpdump -i any` at a bridge, with interface indices. */
export const cookedOnBridge = onFrames((made, seed) => {
  if (made.unordered === true || made.frames.some(isUnusual)) return undefined;
  const cookedAt = (index: number) => (frame: MadeFrame) => {
    const bytes = cookedFrame(frame.bytes, 'sll2');
    bytes[INTERFACE_AT] = index;
    return {...frame, bytes, linkType: 276};
  };
  return atBoth(made, seeded(seed), [cookedAt(2), cookedAt(3)]);
});
