/**
 * The nodes to compare, and which of their instances form one virtual router.
 *
 * @module
 */

import {largest} from '../collections/extremes.js';
import type {KeepalivedConfig} from './keepalived/model/config.js';
import type {Instance} from './keepalived/model/instance.js';
import type {Track} from './keepalived/model/tracks.js';
import {stuckAmong} from './stuck.js';

export interface AuditNode {
  readonly name: string;
  readonly config: KeepalivedConfig;
}

/** An instance on its node. */
export interface Member {
  readonly node: AuditNode;
  readonly instance: Instance;
  /** Whether the instance is permanently in FAULT. */
  readonly isStuck?: boolean;
}

/** A virtual router: one instance on each of its nodes, the highest priority first. */
export interface Router {
  readonly name: string;
  readonly members: readonly Member[];
}

export interface ConfiguredCluster {
  readonly nodes: readonly AuditNode[];
  readonly routers: readonly Router[];
}

export function clusterOf(nodes: readonly AuditNode[]): ConfiguredCluster {
  const groups: Member[][] = [];
  const known = new Traits();
  for (const node of nodes) {
    const mine = node.config.instances.map(instance => ({node, instance}));
    // At start there is no master.
    const places = groups.length === 0 ? new Map<Member, number>() : placed(mine, groups, known);
    for (const member of mine) {
      const place = places.get(member) ?? groups.push([]) - 1;
      (groups[place] as Member[]).push(member);
      known.add(member.instance, place);
    }
  }
  return {nodes, routers: groups.map(routerOf)};
}

/** The group that each member joins, each group at most once, best match first. */
function placed(mine: readonly Member[], groups: readonly Member[][], known: Traits): Map<Member, number> {
  const pairs = mine.flatMap(member => {
    const places = known.placesOf(member.instance);
    return places.map(place => ({member, place, score: scoreOf(member, groups[place] as Member[])}));
  });
  const taken = new Set<number>();
  const places = new Map<Member, number>();
  for (const {member, place, score} of pairs.sort((a, b) => b.score - a.score)) {
    if (score < ENOUGH || places.has(member) || taken.has(place)) continue;
    places.set(member, place);
    taken.add(place);
  }
  return places;
}

/**
 * Groups by address, VRID and name. Instances of one router share at least one of these, and comparing all pairs would be quadratic.
 */
class Traits {
  readonly #byAddress = new Map<string, number[]>();
  readonly #byVrid = new Map<number | undefined, number[]>();
  readonly #byName = new Map<string, number[]>();

  add(instance: Instance, place: number): void {
    for (const ip of addressesOf(instance)) push(this.#byAddress, ip, place);
    if (instance.vrid !== undefined) push(this.#byVrid, instance.vrid, place);
    push(this.#byName, instance.name, place);
  }

  /** In order. */
  placesOf(instance: Instance): number[] {
    const places = new Set(this.#byName.get(instance.name));
    for (const place of this.#byVrid.get(instance.vrid) ?? []) places.add(place);
    for (const ip of addressesOf(instance))
      for (const place of this.#byAddress.get(ip) ?? []) places.add(place);
    return [...places].sort((a, b) => a - b);
  }
}

function push<Trait>(lists: Map<Trait, number[]>, trait: Trait, place: number): void {
  const places = lists.get(trait);
  if (places === undefined) lists.set(trait, [place]);
  else places.push(place);
}

/** How well they match: a common address, the VRID in its family, or the name. */
const ENOUGH = 4;

function scoreOf({instance}: Member, group: readonly Member[]): number {
  const own = new Set(addressesOf(instance));
  const scores = group.map(({instance: other}) => {
    const shared = addressesOf(other).some(ip => own.has(ip)) ? 8 : 0;
    const vrid = instance.vrid !== undefined && instance.vrid === other.vrid ? 4 : 0;
    const name = instance.name === other.name ? 4 : 0;
    // The family and the interface name alone are no match, but break ties.
    const family = instance.family === other.family ? 2 : 0;
    const evidence = shared + vrid + name;
    return evidence === 0 ? 0 : evidence + family + (instance.iface === other.iface ? 1 : 0);
  });
  return largest(scores);
}

function routerOf(members: Member[]): Router {
  const sorted = members.toSorted((a, b) => healthyPriority(b.instance) - healthyPriority(a.instance));
  const stuck = stuckAmong(sorted);
  const marked = sorted.map(member => (stuck.has(member) ? {...member, isStuck: true} : member));
  return {name: (sorted[0] as Member).instance.name, members: marked};
}

/** Every address that the instance holds as master. */
export function addressesOf({vips, excluded, wrongFamily}: Instance): string[] {
  const all = wrongFamily.length + excluded.length === 0 ? vips : [...vips, ...wrongFamily, ...excluded];
  return all.map(({ip}) => ip);
}

/** The range of priorities, except for the 255 of an address owner. */
export const LEAST = 1;
const MOST = 254;

const NO_FAILURE: ReadonlySet<Track> = new Set();

/** The priority without failures, including weights added on success. */
export function healthyPriority(instance: Instance): number {
  return clamp(instance, totalPriority(instance));
}

export function clamp({basePriority}: Instance, total: number): number {
  return basePriority === 255 ? 255 : Math.min(Math.max(total, LEAST), MOST);
}

/** The sum before it is clamped to 1 to 254. Numbers in tracked files are assumed to be 0. */
export function totalPriority(instance: Instance, failed = NO_FAILURE): number {
  const {basePriority, tracks} = instance;
  return tracks.length === 0 ? basePriority : basePriority + sumOfWeights(tracks, failed);
}

function sumOfWeights(tracks: readonly Track[], failed: ReadonlySet<Track>): number {
  return tracks.reduce((sum, track) => {
    if (track.kind === 'file') return sum;
    const isDown = failed.has(track) !== track.alarms;
    const counts = track.weight > 0 ? !isDown : isDown;
    return sum + (counts ? track.weight * (track.reverse ? -1 : 1) : 0);
  }, 0);
}
