/** Plain transforms: on another day, among other machines, begun later, cut by a snap length. */

import {ANY_IPV4, ANY_IPV6, decodeFrame, type IpAddress, LINK_TYPE_ETHERNET} from '@vip/arp';
import {seeded} from '../../helpers/random.js';
import {nothing} from '../cases/too-early.js';
import type {MadeFrame} from '../kind.js';
import {renumbered} from '../truth.js';
import {onFrames} from './transform.js';

export const shifted = onFrames((made, seed) => {
  const random = seeded(seed);
  const by = BigInt(1 + random.below(1e8)) * 1_000_000_000n + BigInt(random.below(1e9));
  return {...made, frames: made.frames.map(frame => ({...frame, at: frame.at + by}))};
});

/** Inserts frames of other machines. */
export const mixed = onFrames((made, seed) => {
  const {frames, truth, unordered, blind} = made;
  const [first, last] = [frames[0]?.at ?? 0n, frames.at(-1)?.at ?? 0n];
  // If times go backwards, other frames cannot be sorted in; where nothing was captured, they would tell another story.
  if (unordered === true || blind === true || last === first) return undefined;
  const strangers = strangersTo(frames, seed + 1000);
  if (strangers === undefined) return undefined;
  const from = strangers[0]?.at ?? 0n;
  // None follow the end, because a capture that continues without a master is another story.
  const others = strangers
    .map(frame => ({...frame, at: first + (frame.at - from)}))
    .filter(({at}) => at <= last);
  const all = [...frames.map(frame => ({frame, own: true})), ...others.map(frame => ({frame, own: false}))];
  all.sort((a, b) => Number(a.frame.at - b.frame.at));
  const places = all.flatMap(({own}, place) => (own ? [place + 1] : []));
  return {...made, frames: all.map(({frame}) => frame), truth: renumbered(truth, n => places[n - 1] ?? n)};
});

/** Number of attempts to find other machines; in a story with too many addresses, none are found. */
const ATTEMPTS = 8;

/**
 * Frames of machines outside the story. A machine with an address of the story would be a rival, so others
 * are chosen instead.
 */
function strangersTo(frames: readonly MadeFrame[], seed: number): readonly MadeFrame[] | undefined {
  const own = sourcesOf(frames);
  for (let addresses = seed; addresses < seed + ATTEMPTS; addresses++) {
    const strangers = nothing.make(seed, addresses).frames;
    if (![...sourcesOf(strangers)].some(ip => own.has(ip))) return strangers;
  }
  return undefined;
}

/** The source addresses of all frames; a machine without an address uses the unspecified one. */
function sourcesOf(frames: readonly MadeFrame[]): Set<IpAddress> {
  const sources = frames.flatMap(({bytes, linkType = LINK_TYPE_ETHERNET}) => {
    const frame = decodeFrame(bytes, linkType);
    if (frame.kind === 'arp') return [frame.packet.senderIp];
    return 'ip' in frame && frame.ip !== undefined ? [frame.ip.source] : [];
  });
  return new Set(sources.filter(ip => ip !== ANY_IPV4 && ip !== ANY_IPV6));
}

/** The capture begins somewhat later, but before anything has happened. */
export const cut = onFrames((made, seed) => {
  const {frames, truth, cuttable = 0} = made;
  if (cuttable === 0) return undefined;
  const count = 1 + seeded(seed).below(cuttable);
  const kept = renumbered(truth, n => n - count);
  const addresses = kept.addresses.map(address => ({
    ...address,
    // The frame that first shows the first owner is now a different one.
    ...(address.owners && {
      owners: address.owners.map((owner, index) =>
        index === 0 ? {...owner, fromFrame: 1, byFrame: frames.length} : owner,
      ),
    }),
  }));
  return {...made, frames: frames.slice(count), truth: {...kept, addresses}};
});

/** Number of octets kept of a frame: enough for the header of TCP over IPv6 behind two tags. */
const SNAP_LENGTH = 96;

const snappedTo = (octets: number) =>
  onFrames(made => ({
    ...made,
    frames: made.frames.map(frame => ({
      ...frame,
      bytes: frame.bytes.subarray(0, octets),
      length: frame.bytes.length,
    })),
  }));

/** As captured by `tcpdump -s 96`. */
export const snapped = snappedTo(SNAP_LENGTH);

/** The default of tcpdump before version 4: the headers of TCP over IPv4, but not all of what an ICMP error quotes. */
export const snappedShort = snappedTo(68);
