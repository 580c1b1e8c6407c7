/**
 * Who has the address when some checks have failed.
 *
 * @module
 */

import {type AuditNode, clamp, type Member, totalPriority} from '../cluster.js';
import type {Instance} from '../keepalived/model/instance.js';
import type {Track} from '../keepalived/model/tracks.js';

/** A node's standing; FAULT takes no part. */
export type Standing = number | 'FAULT';

export interface Candidate {
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
 * With these failures: FAULT where one of them has no weight, for the members of its sync group too. `weight 0 reverse` is FAULT while the
 * check succeeds.
 */
export function standingOf({node, instance, isStuck}: Member, failures: readonly Failure[]): Standing {
  if (isStuck === true) return 'FAULT';
  const failed = (track: Track) =>
    failures.some(({node: on, kind, name}) => on === node.name && kind === track.kind && name === track.name);
  const isDown = togetherWith(instance, node).some(({tracks}) =>
    tracks.some(track => track.weight === 0 && (failed(track) !== track.alarms) !== track.reverse),
  );
  if (isDown) return 'FAULT';
  if (failures.length === 0) return clamp(instance, totalPriority(instance));
  return clamp(instance, totalPriority(instance, new Set(instance.tracks.filter(failed))));
}

/** The instance, and those that move with it. */
function togetherWith(instance: Instance, {config}: AuditNode): readonly Instance[] {
  const {syncGroup} = instance;
  if (syncGroup === undefined) return [instance];
  return config.instances.filter(other => other.syncGroup === syncGroup);
}

export interface Election {
  /** Undefined if no node does. */
  readonly owner: Member | undefined;
  /** Of several with the highest priority the one with the higher address. */
  readonly isTie: boolean;
  readonly candidates: readonly Candidate[];
}

/** Among these members; `master` has it before, and keeps it from equals and from those who do not preempt. */
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

/** By how much the owner is ahead of the next; undefined when there is no other. */
export function marginOf({owner, candidates}: Election): number | undefined {
  let own: Standing | undefined;
  let next: number | undefined;
  for (const {member, standing} of candidates) {
    if (member === owner) own = standing;
    else if (standing !== 'FAULT') next = Math.max(standing, next ?? standing);
  }
  return own === undefined || own === 'FAULT' || next === undefined ? undefined : own - next;
}
