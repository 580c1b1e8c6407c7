/**
 * Which node has the address when some checks have failed.
 *
 * @module
 */

import {type AuditNode, clamp, type Member, totalPriority} from '../cluster.js';
import type {Instance} from '../keepalived/model/instance.js';
import type {Track} from '../keepalived/model/tracks.js';

/** A node's priority; in FAULT it takes no part. */
export type Standing = number | 'FAULT';

export interface ElectionCandidate {
  readonly member: Member;
  readonly standing: Standing;
}

/** A check, on a node. */
export interface Failure {
  readonly node: string;
  readonly kind: Track['kind'];
  readonly name: string;
}

/**
 * A member's standing with these failures: FAULT if one of them has no weight, also for the members of its sync group. `weight 0 reverse`
 * is FAULT while the check succeeds.
 */
export function standingOf({node, instance, isStuck}: Member, failures: readonly Failure[]): Standing {
  if (isStuck === true) return 'FAULT';
  const weightless = weightlessOf(instance, node);
  // The common case, and a hot path: there may be thousands of members, each looked up several times.
  if (failures.length === 0 && weightless.length === 0) return clamp(instance, totalPriority(instance));
  return standingAfter(instance, node, failures, weightless);
}

function standingAfter(
  instance: Instance,
  node: AuditNode,
  failures: readonly Failure[],
  weightless: readonly Track[],
): Standing {
  const failed = (track: Track) =>
    failures.some(({node: on, kind, name}) => on === node.name && kind === track.kind && name === track.name);
  if (weightless.some(track => (failed(track) !== track.alarms) !== track.reverse)) return 'FAULT';
  if (failures.length === 0) return clamp(instance, totalPriority(instance));
  return clamp(instance, totalPriority(instance, new Set(instance.tracks.filter(failed))));
}

/** The tracks without a weight, of the instance and those that move with it. */
function weightlessOf({tracks, syncGroup}: Instance, {config}: AuditNode): readonly Track[] {
  if (syncGroup === undefined) return tracks.length === 0 ? tracks : tracks.filter(hasNoWeight);
  return weightlessByGroup(config.instances).get(syncGroup) ?? [];
}

function hasNoWeight({weight}: Track): boolean {
  return weight === 0;
}

/** Once per node: searching its instances for each of them would be quadratic. */
const groupsOfNodes = new WeakMap<readonly Instance[], ReadonlyMap<string, readonly Track[]>>();

function weightlessByGroup(instances: readonly Instance[]): ReadonlyMap<string, readonly Track[]> {
  const known = groupsOfNodes.get(instances);
  if (known !== undefined) return known;
  const byGroup = new Map<string, Map<string, Track>>();
  for (const {syncGroup, tracks} of instances) {
    if (syncGroup === undefined) continue;
    const own = byGroup.get(syncGroup) ?? new Map<string, Track>();
    byGroup.set(syncGroup, own);
    // A failure counts for all members that track it.
    for (const track of tracks.filter(hasNoWeight))
      own.set(`${track.kind} ${track.name} ${track.reverse} ${track.alarms}`, track);
  }
  const groups = new Map([...byGroup].map(([group, tracks]) => [group, [...tracks.values()]]));
  groupsOfNodes.set(instances, groups);
  return groups;
}

export interface Election {
  /** Undefined if no node does. */
  readonly owner: Member | undefined;
  /** Among several with the highest priority, the highest address wins. */
  readonly isTie: boolean;
  readonly candidates: readonly ElectionCandidate[];
}

/** Among these members; `master` is the current owner, which keeps the address from equals and from members that do not preempt. */
export function elect(members: readonly Member[], failures: readonly Failure[], master?: Member): Election {
  const candidates = members.map(member => ({member, standing: standingOf(member, failures)}));
  const sitting = candidates.find(({member, standing}) => member === master && standing !== 'FAULT');
  let owner = sitting?.member;
  let highest = sitting === undefined ? 0 : (sitting.standing as number);
  let isTie = false;
  for (const {member, standing} of candidates) {
    if (standing === 'FAULT' || (sitting !== undefined && member.instance.nopreempt.effective)) continue;
    if (standing === highest && member !== owner && owner !== sitting?.member) isTie = true;
    if (standing <= highest) continue;
    owner = member;
    highest = standing;
    isTie = false;
  }
  return {owner, isTie, candidates};
}

/** The owner, or every possible one if several have its priority: `lb2`, `lb2 or lb3`. @param owner an election with an owner */
export function ownerText({isTie, candidates}: Election, owner: Member): string {
  if (!isTie) return owner.node.name;
  const own = candidates.find(({member}) => member === owner)?.standing;
  return candidates
    .filter(({standing}) => standing === own)
    .map(({member}) => member.node.name)
    .join(' or ');
}

/** The lead of the owner over the next; undefined if there is no other. */
export function marginOf({owner, candidates}: Election): number | undefined {
  let own: Standing | undefined;
  let next: number | undefined;
  for (const {member, standing} of candidates) {
    if (member === owner) own = standing;
    else if (standing !== 'FAULT') next = Math.max(standing, next ?? standing);
  }
  return own === undefined || own === 'FAULT' || next === undefined ? undefined : own - next;
}
