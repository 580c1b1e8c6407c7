/**
 * Who has the address when some checks have failed.
 *
 * @module
 */

import {largest} from '../../extremes.js';
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

/** With these failures: FAULT where one of them has no weight, for the members of its sync group too. */
export function standingOf({node, instance, isStuck}: Member, failures: readonly Failure[]): Standing {
  if (isStuck === true) return 'FAULT';
  const failed = (track: Track) =>
    failures.some(({node: on, kind, name}) => on === node.name && kind === track.kind && name === track.name);
  const isDown = togetherWith(instance, node).some(({tracks}) =>
    tracks.some(track => track.weight === 0 && !track.reverse && failed(track)),
  );
  if (isDown) return 'FAULT';
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
  const able = candidates.filter(({standing}) => standing !== 'FAULT') as {
    member: Member;
    standing: number;
  }[];
  const sitting = able.find(({member}) => member === master);
  const rivals =
    sitting === undefined
      ? able
      : able.filter(
          ({member, standing}) => standing > sitting.standing && !member.instance.nopreempt.effective,
        );
  const best = rivals.toSorted((a, b) => b.standing - a.standing);
  const isTie = best.length > 1 && best[0]?.standing === best[1]?.standing;
  return {owner: (best[0] ?? sitting)?.member, isTie, candidates};
}

/** By how much the owner is ahead of the next; undefined when there is no other. */
export function marginOf({owner, candidates}: Election): number | undefined {
  const standings = candidates.filter(({member}) => member !== owner).map(({standing}) => standing);
  const others = standings.filter(standing => standing !== 'FAULT');
  const own = candidates.find(({member}) => member === owner)?.standing;
  if (own === undefined || own === 'FAULT' || others.length === 0) return undefined;
  return own - largest(others);
}
