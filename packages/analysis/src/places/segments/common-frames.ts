/**
 * Frames that show two networks to be one: within a segment, a frame has the same source MAC at every capture, whereas packets that a router
 * forwarded come from the router's MAC. But a machine that also claims, unasked, the addresses whose packets it sends on is not a router between two
 * segments: it makes both ends send to it, in a segment that all three share. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, macOfNumber, UNKNOWN_MAC} from '@vip/arp';
import {isWithin, type SeenNetwork} from '../../explain/frames/networks.js';
import type {Sampled} from '../key-sample.js';
import {isSeenAgain, type KeyGroup} from '../same-frames.js';
import type {PlaceSurvey} from '../survey.js';

/** The common frames of two places. */
export interface Common {
  readonly a: number;
  readonly b: number;
  readonly groups: readonly KeyGroup[];
}

/** Two networks by their numbers in their surveys, and the number of frames that show them to be one. */
export interface CommonNetworks {
  readonly a: number;
  readonly b: number;
  readonly frames: number;
}

/** Maximum number of networks of a capture, over all sections of its file. */
const MOST_NETWORKS = 2 ** 26;
/** Two networks of a place are one if this many frames, and this many tenths of the frames of one of them, are seen in both. */
const SEEN_TWICE = {fewest: 5, ofTen: 9} as const;

class Counts {
  readonly #of = new Map<number, {a: number; b: number; frames: number}>();

  add(a: number, b: number): void {
    const key = MOST_NETWORKS * a + b;
    const known = this.#of.get(key);
    if (known === undefined) this.#of.set(key, {a, b, frames: 1});
    else known.frames++;
  }

  get all(): CommonNetworks[] {
    return [...this.#of.values()];
  }
}

/** Frames from the same MAC at two places, including repeated frames, which cannot align clocks. */
export function fromSameMacs(groups: readonly KeyGroup[]): CommonNetworks[] {
  const counts = new Counts();
  for (const {a, b} of groups)
    for (const [index, one] of a.entries()) {
      const other = b[index];
      if (other !== undefined && isOnOneLink(one, other)) counts.add(one.network, other.network);
    }
  return counts.all;
}

/**
 * The same, for frames seen at the same moment by a common clock, and so not in both networks by chance. Two networks may have
 * equal addresses, and the MAC of a virtual router is the same in every network with its number.
 *
 * @param times of a frame of either place by that clock. Nanoseconds; NaN if it is not known
 */
export function atSameMoment(
  groups: readonly KeyGroup[],
  times: readonly [(frame: Sampled) => number, (frame: Sampled) => number],
  withinNs: number,
): CommonNetworks[] {
  const counts = new Counts();
  const [timeOfA, timeOfB] = times;
  for (const {a, b} of groups) {
    let nearest = 0;
    for (const one of a) {
      const at = timeOfA(one);
      const apart = (index: number) => Math.abs(timeOfB(b[index] as Sampled) - at);
      while (nearest + 1 < b.length && apart(nearest + 1) <= apart(nearest)) nearest++;
      const other = b[nearest];
      if (other === undefined || !(apart(nearest) <= withinNs)) continue;
      if (isOnOneLink(one, other) && isOwn(one)) counts.add(one.network, other.network);
    }
  }
  return counts.all;
}

/** Pairs of networks of one place such that almost all frames of one are seen in the other at the same moment. */
export function seenInTwo({networks, control, traffic}: PlaceSurvey): CommonNetworks[] {
  const counts = new Counts();
  const latest = new Map<number, Sampled>();
  const all = networks.all.map(() => 0);
  for (const sample of [control, traffic])
    for (const frame of sample.frames()) {
      all[frame.network] = (all[frame.network] ?? 0) + 1;
      const before = latest.get(frame.key);
      latest.set(frame.key, frame);
      if (before === undefined || !isSeenAgain(before, frame)) continue;
      counts.add(Math.min(before.network, frame.network), Math.max(before.network, frame.network));
    }
  return counts.all.filter(({a, b, frames}) => {
    const fewer = Math.min(all[a] ?? 0, all[b] ?? 0);
    const [one, other] = [networks.all[a], networks.all[b]];
    if (one === undefined || other === undefined || !areOfOneLink(one, other)) return false;
    // The other sighting of the first frame may precede the capture.
    return frames >= SEEN_TWICE.fewest && 10 * frames >= SEEN_TWICE.ofTen * (fewer - 1);
  });
}

/** Whether one has the same tags as the other, or all but the outermost ones. */
function areOfOneLink(one: SeenNetwork, other: SeenNetwork): boolean {
  return one.vlans === other.vlans || isWithin(one, other) || isWithin(other, one);
}

/** Whether the frame's MAC is not that of a virtual router, or it is numbered. */
function isOwn({sourceMac, isNumbered}: Sampled): boolean {
  if (isNumbered || sourceMac === UNKNOWN_MAC) return isNumbered;
  const mac = macOfNumber(sourceMac);
  return mac !== undefined && !isVirtualRouterMac(mac);
}

function isOnOneLink(one: Sampled, other: Sampled): boolean {
  return one.sourceMac === other.sourceMac || isPassedOn(one, other) || isPassedOn(other, one);
}

/** Whether a machine that had a frame sent to its own MAC passed it on from there, in the name of its source. */
function isPassedOn(before: Sampled, after: Sampled): boolean {
  return after.isClaimed && before.destinationMac === after.sourceMac;
}
