/**
 * The effect of a check with a weight when it fails only on the node that has the address.
 *
 * @module
 */

import {type ConfiguredCluster, clamp, healthyPriority, type Member, totalPriority} from '../cluster.js';
import type {Track} from '../keepalived/model/tracks.js';
import type {Place} from '../keepalived/source.js';

export interface CheckEffect {
  readonly owner: Member;
  /** The best other node. */
  readonly rival: Member;
  readonly track: Track;
  readonly before: number;
  readonly after: number;
  readonly other: number;
  /** Why no node takes over; undefined if one does. */
  readonly cause: 'too small' | 'clamped' | 'nopreempt' | undefined;
  /** The weight that just suffices. */
  readonly needed: number;
  /** Whether all of its checks together suffice. */
  readonly isTogether: boolean;
  /** The place of the weight. */
  readonly weightPlace: Place;
}

const NONE: readonly CheckEffect[] = [];

function tracksNothing({instance}: Member): boolean {
  return instance.tracks.length === 0;
}

export function checkEffects({routers}: ConfiguredCluster): CheckEffect[] {
  return routers.flatMap(({members}) => {
    if (members.every(tracksNothing)) return NONE;
    const [owner, rival] = members.toSorted((a, b) => sumOf(b) - sumOf(a));
    if (owner === undefined || rival === undefined || sumOf(owner) === sumOf(rival)) return [];
    if (owner.instance.basePriority === 255) return [];
    return owner.instance.tracks
      .filter(({weight, reverse, kind}) => weight !== 0 && !reverse && kind !== 'file')
      .map(track => effectOf(owner, rival, track));
  });
}

/** Before clamping to 254, so that it shows which node is meant to be preferred. */
function sumOf({instance}: Member): number {
  return totalPriority(instance);
}

function effectOf(owner: Member, rival: Member, track: Track): CheckEffect {
  const {instance} = owner;
  const total = totalPriority(instance, new Set([track]));
  const after = clamp(instance, total);
  const other = healthyPriority(rival.instance);
  const before = healthyPriority(instance);
  return {
    ...{owner, rival, track, before, after, other},
    cause: causeOf(total, after, rival),
    needed: neededOf(owner, rival, track),
    isTogether: isEnoughTogether(owner, other),
    weightPlace: weightPlaceOf(owner, track),
  };
}

function causeOf(total: number, after: number, rival: Member): CheckEffect['cause'] {
  const {instance} = rival;
  const other = healthyPriority(instance);
  if (after < other) return instance.nopreempt.effective ? 'nopreempt' : undefined;
  return total < totalPriority(instance) ? 'clamped' : 'too small';
}

/** One more than the difference, with its sign. */
function neededOf(owner: Member, rival: Member, track: Track): number {
  const own = totalPriority(owner.instance, new Set([track])) - Math.min(track.weight, 0);
  if (track.weight < 0) return healthyPriority(rival.instance) - own - 1;
  const same = rival.instance.tracks.find(({kind, name}) => kind === track.kind && name === track.name);
  const without = totalPriority(rival.instance, new Set(same === undefined ? [] : [same]));
  return own - without + 1;
}

function isEnoughTogether({instance}: Member, other: number): boolean {
  const all = instance.tracks.filter(({weight, reverse}) => weight !== 0 && !reverse);
  return all.length > 1 && clamp(instance, totalPriority(instance, new Set(all))) < other;
}

/** Where the script is tracked, or in its definition. */
export function weightPlaceOf({node}: Member, track: Track): Place {
  const script = track.kind === 'script' ? node.config.scripts.get(track.name) : undefined;
  return script === undefined || script.weight !== track.weight ? track.place : script.placeOf('weight');
}
