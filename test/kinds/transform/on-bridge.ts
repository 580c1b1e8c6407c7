/**
 * Two interfaces of one machine in one file, of which one is on top of the other: a bridge and its port, or a VLAN interface and the interface that
 * carries it. Arriving frames are seen at the lower one first, leaving ones at the upper one.
 */

import {PACKET_TYPE} from '@vip/arp';
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

/** Offset of the packet type in LINKTYPE_LINUX_SLL2. */
const SLL2_PACKET_TYPE_AT = 10;
/** Offset of the last octet of the interface's index in LINKTYPE_LINUX_SLL2. */
export const INTERFACE_AT = 7;

/** As captured by `tcpdump -i any` at a bridge, with interface indices. Ports of idle machines hear only what is sent to all. */
export const cookedOnBridge = onFrames((made, seed) => {
  if (made.unordered === true || made.frames.some(isUnusual)) return undefined;
  const random = seeded(seed);
  const lag = BigInt(1 + random.below(FORWARDED_NS));
  const idle = Array.from({length: random.below(4)}, (_, port) => 4 + port);
  const at = (frame: MadeFrame, port: number, order: number, isToAll: boolean) => {
    const bytes = cookedFrame(frame.bytes, 'sll2');
    bytes[INTERFACE_AT] = port;
    if (order > 0 && isToAll) bytes[SLL2_PACKET_TYPE_AT] = PACKET_TYPE.outgoing;
    return {...frame, at: frame.at + BigInt(order) * lag, bytes, linkType: 276};
  };
  return seenAgain(
    made,
    made.frames.flatMap((frame, index) => {
      const isToAll = ((frame.bytes[0] ?? 0) & 1) === 1;
      // Its machine's port comes first.
      const ports = [...((frame.bytes[11] ?? 0) % 2 === 0 ? [2, 3] : [3, 2]), ...(isToAll ? idle : [])];
      return ports.map((port, order) => ({frame: at(frame, port, order, isToAll), index}));
    }),
  );
});

/** Longest time that a bridge takes to pass a frame on to another port, in nanoseconds. */
const FORWARDED_NS = 20_000;

/** As captured by `tcpdump -i any` at a bridge that passes every frame on from one port, without interface indices: entering, leaving once or twice, and at the bridge itself. */
export function forwarded(made: Made, seed: number): Made {
  const random = seeded(seed);
  const lag = BigInt(1 + random.below(FORWARDED_NS));
  const sighted = (frame: MadeFrame, type: number, lags: bigint) => {
    const bytes = cookedFrame(frame.bytes, 'sll');
    if (type === PACKET_TYPE.outgoing) bytes[PACKET_TYPE_AT] = type;
    // The kernel does not clear what the address leaves of its field.
    for (const at of AFTER_ADDRESS) bytes[at] = random.below(256);
    return {...frame, at: frame.at + lags, bytes, linkType: 113};
  };
  return seenAgain(
    made,
    made.frames.flatMap((frame, index) => {
      const ports = ((frame.bytes[0] ?? 0) & 1) === 0 ? [1n] : [1n, 2n];
      return [
        {frame: sighted(frame, PACKET_TYPE.host, 0n), index},
        ...ports.map(port => ({frame: sighted(frame, PACKET_TYPE.outgoing, port * lag), index})),
        ...(ports.length > 1 ? [{frame: sighted(frame, PACKET_TYPE.host, 3n * lag), index}] : []),
      ];
    }),
  );
}

/** Offset of the last octet of the packet type in LINKTYPE_LINUX_SLL. */
const PACKET_TYPE_AT = 1;
const AFTER_ADDRESS = [12, 13] as const;
