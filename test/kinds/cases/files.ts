/** A healthy handover in an irregular file. */

import {parseIp} from '@vip/arp';
import {concat} from '../../helpers/hex.js';
import type {Random} from '../../helpers/random.js';
import {kind, type Made, type MadeFrame} from '../kind.js';
import type {CastOptions} from '../sim/cast.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';
import {renumbered, type Truth} from '../truth.js';
import {ipPacket} from '../wire/packet.js';
import {echoMessage} from '../wire/transport.js';
import {cookedFrame, writeFile} from '../write.js';

function handover(random: Random, addresses: Random, options: Partial<CastOptions> = {}) {
  const at = between(random, 3, 8);
  const dark = between(random, 0.3, 3);
  const stage = new Stage(random, addresses, {...options, length: at + dark + between(random, 3, 8)});
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.talk(dark, {sort: 'ping'});
  stage.takeover(at, dark);
  const made = stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at + dark}),
      }),
    ],
  }));
  return {stage, ...made};
}

/** `order[n]` is the story's frame at position `n` of the file. */
function inOrder(frames: readonly MadeFrame[], truth: Truth, order: readonly number[]): Omit<Made, 'name'> {
  const places = new Map(order.map((frame, place) => [frame, place]));
  return {
    unordered: true,
    frames: order.map(frame => frames[frame] as MadeFrame),
    truth: renumbered(truth, number => (places.get(number - 1) ?? 0) + 1),
  };
}

/** The second half precedes the first. It is sorted if possible, and reported. */
export const halvesSwapped = kind('halves-swapped', (random, addresses) => {
  const {frames, truth} = handover(random, addresses, {noise: false});
  const middle = Math.floor(frames.length * between(random, 0.3, 0.7));
  const order = [...frames.keys()];
  const swapped = inOrder(frames, truth, [...order.slice(middle), ...order.slice(0, middle)]);
  const addressesTold = swapped.truth.addresses.map(({outages: _, owners: __, ...address}) => ({
    ...address,
    alsoFine: ['CANNOT_TELL' as const],
    notes: ['OUT_OF_ORDER' as const],
  }));
  return {
    ...swapped,
    truth: {
      ...swapped.truth,
      alsoExit: [3],
      addresses: addressesTold,
      absent: [/for -\d/, /-\d+(\.\d+)? m?s\b/],
    },
  };
});

/** Two queues of a network card swap neighbouring frames, by a millisecond at most. */
export const slightlyOutOfOrder = kind('slightly-out-of-order', (random, addresses) => {
  const {frames, truth} = handover(random, addresses);
  const order = [...frames.keys()];
  for (let place = 1; place < order.length; place++) {
    const [one, other] = [order[place - 1] ?? 0, order[place] ?? 0];
    const apart = (frames[other]?.at ?? 0n) - (frames[one]?.at ?? 0n);
    if (apart < 1_000_000n && random.oneIn(4)) order.splice(place - 1, 2, other, one);
  }
  const made = inOrder(frames, truth, order);
  // The first owner is shown by whichever of the first two frames comes first.
  const addressesTold = made.truth.addresses.map(address => ({
    ...address,
    ...(address.owners && {
      owners: address.owners.map((owner, index) => (index === 0 ? {...owner, fromFrame: 1} : owner)),
    }),
  }));
  return {...made, truth: {...made.truth, addresses: addressesTold}};
});

const LINK_TYPE_RAW = 101;

/** Frames of another interface, without a link layer, are among the others. They are skipped and counted. */
export const otherLinkType = kind('other-link-type', (random, addresses) => {
  const {frames, truth} = handover(random, addresses);
  const ends = {source: parseIp('10.9.0.1'), destination: parseIp('10.9.0.2')};
  const echo = {reply: false, identifier: 1, sequence: 1, data: new Uint8Array(8)};
  const raw = ipPacket({...ends, ...echoMessage(ends, echo)});
  const all = frames.map(frame => [frame]);
  for (let turn = whole(random, 1, 3); turn > 0; turn--) {
    const place = all[random.below(all.length)];
    place?.push({at: place[0]?.at ?? 0n, bytes: raw, linkType: LINK_TYPE_RAW});
  }
  const before = all.map((_, index) => all.slice(0, index).flat().length);
  const mixed = all.flat();
  return {
    frames: mixed,
    truth: renumbered(truth, number => (before[number - 1] ?? 0) + 1),
    file: writeFile(mixed, 'pcapng'),
  };
});

/**
 * The last record is cut off, or followed by something that is no record. The story of what was read is told,
 * then a warning.
 */
export const damagedTail = kind('damaged-tail', (random, addresses) => {
  const {frames, truth} = handover(random, addresses, {noise: false});
  const format = random.pick(['pcapng', 'pcap'] as const);
  const file = writeFile(frames, format);
  const fileExit = 3;
  if (random.oneIn(2))
    return {frames, truth, fileExit, file: concat(file, random.octets(whole(random, 5, 40)))};
  // As when the disk was full. Nothing depends on the last frame.
  const rest = file.slice(0, file.length - whole(random, 1, 20));
  return {frames: frames.slice(0, -1), truth, fileExit, file: rest};
});

/** `tcpdump -i any` at the client, without the destinations of frames. */
export const cookedAtClient = kind('cooked-at-client', (random, addresses) => {
  const format = random.pick(['sll', 'sll2'] as const);
  const {frames, truth} = handover(random, addresses, {at: 'client', tagged: false});
  const linkType = format === 'sll' ? 113 : 276;
  return {
    frames: frames.map(({at, bytes}) => ({at, bytes: cookedFrame(bytes, format), linkType})),
    truth: {...truth, absent: [/nobody who speaks to it is seen here/i]},
    file: writeFile(frames, format),
  };
});
