/**
 * The nodes that are compared, and which instances of theirs are one virtual router.
 *
 * @module
 */

import {largest} from '../extremes.js';
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
  /** Whether it is in FAULT from its start, unconditionally. */
  readonly isStuck?: boolean;
}

/** A virtual router: one instance of each node that has it, the one of the highest priority first. */
export interface Router {
  readonly name: string;
  readonly members: readonly Member[];
}

export interface Cluster {
  readonly nodes: readonly AuditNode[];
  readonly routers: readonly Router[];
}

export function clusterOf(nodes: readonly AuditNode[]): Cluster {
  const groups: Member[][] = [];
  const byTrait = new Map<string, number[]>();
  for (const node of nodes) {
    const mine = node.config.instances.map(instance => ({node, instance}));
    // The first node to start finds no master.
    const places = groups.length === 0 ? new Map<Member, number>() : placed(mine, groups, byTrait);
    for (const member of mine) {
      const place = places.get(member) ?? groups.push([]) - 1;
      (groups[place] as Member[]).push(member);
      for (const trait of traitsOf(member.instance)) listed(byTrait, trait).push(place);
    }
  }
  return {nodes, routers: groups.map(routerOf)};
}

/** Which of the groups that there are each member joins, each group at most once, the best match first. */
function placed(
  mine: readonly Member[],
  groups: readonly Member[][],
  byTrait: ReadonlyMap<string, readonly number[]>,
): Map<Member, number> {
  const pairs = mine.flatMap(member => {
    // Only a group with a trait in common can match: comparing each with each would take the square of the time.
    const places = new Set(traitsOf(member.instance).flatMap(trait => byTrait.get(trait) ?? []));
    return [...places]
      .sort((a, b) => a - b)
      .map(place => ({member, place, score: scoreOf(member, groups[place] as Member[])}));
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

/** What two instances of one router have in common, at least one of it. */
function traitsOf(instance: Instance): string[] {
  const {name, vrid} = instance;
  return [...addressesOf(instance), `name ${name}`, ...(vrid === undefined ? [] : [`VRID ${vrid}`])];
}

function listed(byTrait: Map<string, number[]>, trait: string): number[] {
  const places = byTrait.get(trait) ?? [];
  byTrait.set(trait, places);
  return places;
}

/** A common address, the VRID in its family, or the name: one of them at least. */
const ENOUGH = 4;

function scoreOf({instance}: Member, group: readonly Member[]): number {
  const scores = group.map(({instance: other}) => {
    const addresses = new Set(addressesOf(other));
    const shared = addressesOf(instance).some(ip => addresses.has(ip)) ? 8 : 0;
    const vrid = instance.vrid !== undefined && instance.vrid === other.vrid ? 4 : 0;
    const name = instance.name === other.name ? 4 : 0;
    // The family and the interface's name alone say nothing, but decide between two that are alike.
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

/** Every address that it would hold. */
export function addressesOf({vips, excluded, wrongFamily}: Instance): string[] {
  return [...vips, ...wrongFamily, ...excluded].map(({ip}) => ip);
}

/** The least and the most that there are, but for an owner's 255. */
const LEAST = 1;
const MOST = 254;

/** Without failures: weights that success adds are included. */
export function healthyPriority(instance: Instance): number {
  return clamp(instance, totalPriority(instance, new Set()));
}

export function clamp({basePriority}: Instance, total: number): number {
  return basePriority === 255 ? 255 : Math.min(Math.max(total, LEAST), MOST);
}

/** The sum before it is cut to 1 to 254. Numbers in files are taken to be 0. */
export function totalPriority({basePriority, tracks}: Instance, failed: ReadonlySet<Track>): number {
  return tracks.reduce((sum, track) => {
    if (track.kind === 'file') return sum;
    const counts = track.weight > 0 ? !failed.has(track) : failed.has(track);
    return sum + (counts ? track.weight * (track.reverse ? -1 : 1) : 0);
  }, basePriority);
}
