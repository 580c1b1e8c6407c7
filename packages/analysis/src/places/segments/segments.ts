/**
 * Captures that were made in one segment, where frames arrive from the MAC that sent them. Packets that a router forwarded come from its own MAC;
 * but a machine that also claims, unasked, the addresses whose packets it sends on is not a router between two segments: it makes both ends send
 * to it, in a segment that all three share. Pure.
 *
 * @module
 */

import type {Sampled} from '../key-sample.js';
import type {KeyGroup} from '../same-frames.js';
import type {PlaceSurvey} from '../survey.js';

/** The common frames of two places. */
export interface Common {
  readonly a: number;
  readonly b: number;
  readonly groups: readonly KeyGroup[];
}

/** An interface of a place. */
interface Port {
  readonly place: number;
  readonly iface: string;
}

/** Maximum number of places in the name of a segment. */
const MOST_NAMES = 3;
/** Maximum number of interfaces of a capture, over all sections of its file. */
const MOST_IFACES = 2 ** 26;
/** A single one may be chance. */
const ENOUGH = 2;

export class Segments {
  /** The number of the segment, for each interface of each place. */
  readonly #of = new Map<string, number>();
  readonly #names: readonly string[];

  /** @param places those that share a story */
  constructor(surveys: readonly PlaceSurvey[], common: readonly Common[], places: readonly number[]) {
    const ports = places.flatMap(place =>
      [...(surveys[place]?.ifaces.keys() ?? [])].map((iface): Port => ({place, iface})),
    );
    const groups = joined(ports, surveys, common);
    for (const [index, group] of groups.entries()) for (const port of group) this.#of.set(keyOf(port), index);
    this.#names = groups.map(group => nameOf(group, surveys, groups.length === 1));
  }

  get count(): number {
    return this.#names.length;
  }

  numberOf(place: number, iface: string): number {
    return this.#of.get(keyOf({place, iface})) ?? 0;
  }

  /** Empty if there is only one segment. */
  nameOf(segment: number): string {
    return this.#names[segment] ?? '';
  }
}

function keyOf({place, iface}: Port): string {
  return `${place} ${iface}`;
}

function joined(
  ports: readonly Port[],
  surveys: readonly PlaceSurvey[],
  common: readonly Common[],
): Port[][] {
  let groups = ports.map(port => [port]);
  const groupOf = (place: number, iface: string | undefined) =>
    groups.find(group => group.some(port => port.place === place && port.iface === iface));
  for (const {a, b, groups: same} of common) {
    const [namesA, namesB] = [a, b].map(place => [...(surveys[place]?.ifaces.keys() ?? [])]);
    for (const pair of pairsOf(same)) {
      const [one, other] = [groupOf(a, namesA?.[pair.a]), groupOf(b, namesB?.[pair.b])];
      if (one === undefined || other === undefined || one === other) continue;
      groups = [...groups.filter(group => group !== one && group !== other), [...one, ...other]];
    }
  }
  return groups
    .map(group => group.sort((one, other) => one.place - other.place))
    .sort(([one], [other]) => (one?.place ?? 0) - (other?.place ?? 0));
}

/** Pairs of interfaces with enough frames that show it, including repeated frames, which cannot align clocks. */
function pairsOf(groups: readonly KeyGroup[]): {a: number; b: number}[] {
  const counts = new Map<number, {a: number; b: number; count: number}>();
  for (const {a, b} of groups)
    for (const [index, one] of a.entries()) {
      const other = b[index];
      if (other === undefined) continue;
      const isSame = one.sourceMac === other.sourceMac || isPassedOn(one, other) || isPassedOn(other, one);
      if (!isSame) continue;
      const key = MOST_IFACES * one.iface + other.iface;
      const known = counts.get(key);
      if (known === undefined) counts.set(key, {a: one.iface, b: other.iface, count: 1});
      else known.count++;
    }
  return [...counts.values()].filter(({count}) => count >= ENOUGH);
}

/** Whether a machine that had a frame sent to its own MAC passed it on from there, in the name of its source. */
function isPassedOn(before: Sampled, after: Sampled): boolean {
  return after.isClaimed && before.destinationMac === after.sourceMac;
}

function nameOf(group: readonly Port[], surveys: readonly PlaceSurvey[], isOnly: boolean): string {
  if (isOnly) return '';
  const names = group.map(({place, iface}) => {
    const {name, ifaces} = surveys[place] as PlaceSurvey;
    return ifaces.size > 1 ? `${name}/${iface}` : name;
  });
  const all = [...new Set(names)];
  const more = all.length - MOST_NAMES;
  return [...all.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])].join('+');
}
