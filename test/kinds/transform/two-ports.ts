/**
 * A capture of both ports of a bond or a bridge in one file: each machine's frames pass one of the ports, and
 * broadcasts pass both, or one.
 */

import {seeded} from '../../helpers/random.js';
import type {MadeFrame} from '../kind.js';
import {seenAgain} from './sightings.js';
import {isUnusual, onFrames} from './transform.js';

const PORTS = ['eth0', 'eth1'] as const;
export const ENOUGH = 3;

export const twoPorts = onFrames((made, seed) => {
  const {frames, unordered} = made;
  if (unordered === true || frames.some(isUnusual)) return undefined;
  const random = seeded(seed);
  const portOfMac = new Map<string, number>();
  const portOf = ({bytes}: MadeFrame) => {
    const mac = macAt(bytes, SOURCE_AT);
    const known = portOfMac.get(mac);
    if (known !== undefined) return known;
    const port = (portOfMac.size + random.below(2)) % 2;
    portOfMac.set(mac, port);
    return port;
  };
  const isOnBoth = random.oneIn(2);
  const lag = BigInt(1 + random.below(20_000));
  const all = frames.flatMap((frame, index) => {
    const port = portOf(frame);
    const one = {frame: {...frame, iface: PORTS[port] as string}, index};
    if (!isOnBoth || !isGroup(frame)) return [one];
    return [one, {frame: {...frame, at: frame.at + lag, iface: PORTS[1 - port] as string}, index}];
  });
  // Machines that never communicate with one another may be in two networks.
  if (crossings(all.map(({frame}) => frame)) < ENOUGH) return undefined;
  return seenAgain(made, all);
});

const SOURCE_AT = 6;

function macAt(bytes: Uint8Array, at: number): string {
  return [...bytes.subarray(at, at + 6)].join(' ');
}

function isGroup({bytes}: Pick<MadeFrame, 'bytes'>): boolean {
  return ((bytes[0] as number) & 1) !== 0;
}

/**
 * The number of packets between a machine with one address and another address that pass one port, after
 * packets of the same pair passed the other port, in either direction.
 */
export function crossings(frames: readonly MadeFrame[]): number {
  const first = new Map<string, string | undefined>();
  return frames.filter(({bytes, iface}) => {
    const ends = endsOf(bytes);
    const isOther = ends.some(end => first.has(end) && first.get(end) !== iface);
    for (const end of ends) if (!first.has(end)) first.set(end, iface);
    return isOther;
  }).length;
}

/** The ends of a unicast packet between addresses that are not link-local, each with its MAC. */
function endsOf(bytes: Uint8Array): string[] {
  let at = TYPE_AT;
  while (TAGS.has(typeAt(bytes, at))) at += 4;
  const layout = LAYOUTS.get(typeAt(bytes, at));
  if (layout === undefined || isGroup({bytes})) return [];
  const [from, length] = layout;
  const ip = (place: number) =>
    bytes.subarray(at + 2 + from + place * length, at + 2 + from + (place + 1) * length);
  const [source, destination] = [ip(0), ip(1)];
  if (length === 16 && [source, destination].some(([one]) => one === 0xfe)) return [];
  return [
    `${macAt(bytes, SOURCE_AT)} ${source} ${destination}`,
    `${macAt(bytes, 0)} ${destination} ${source}`,
  ];
}

const TYPE_AT = 12;
const TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8]);
/** The offset and the length of addresses in IPv4 and IPv6. */
const LAYOUTS: ReadonlyMap<number, readonly [at: number, length: number]> = new Map([
  [0x0800, [12, 4]],
  [0x86dd, [8, 16]],
]);

function typeAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
