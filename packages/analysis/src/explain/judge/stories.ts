/**
 * Groups of addresses with the same fate at the same time, whose machines are not known to be the same: the instances of a sync group in several
 * VLANs, each with MACs of its own, or the addresses behind a switch that failed. Pure.
 *
 * @module
 */

import {firstCapturedAt} from '../../findings/finding.js';
import {type Bounds, worstBy} from '../../outages/outage.js';
import {TOGETHER_NS} from '../collect/reported/machine-moves.js';
import type {Explanation} from '../explanation.js';
import {worstIn} from '../outages/worst-outage.js';
import {routersBefore} from '../rules/behind-router.js';
import {type Group, groupsOf} from './groups.js';

/** What is told at once: one group in full, and others by a line each. */
export interface Story {
  readonly group: Group;
  /** In order of time. */
  readonly meanwhile: readonly Group[];
}

/** In the order of the groups, with those that share a story at the place of the first. */
export function storiesOf(explanations: readonly Explanation[]): Story[] {
  const groups = groupsOf(explanations);
  const stories = new Map<Group, Story>();
  for (const alike of byFate(groups)) for (const [group, story] of together(alike)) stories.set(group, story);
  const told = new Set<Story>();
  return groups.flatMap(group => {
    const story = stories.get(group) ?? {group, meanwhile: []};
    if (told.has(story)) return [];
    told.add(story);
    return [story];
  });
}

/** Groups to which something happened, those with the same verdicts together. */
function byFate(groups: readonly Group[]): Group[][] {
  const byKey = new Map<string, Group[]>();
  for (const group of groups) {
    const [{handovers, finding, findings}] = group;
    if (momentsOf(group).length === 0) continue;
    const moves = handovers.map(
      ({handover, finding: {code}}) => `${code}${handover.isReturn ? ' back' : ''}`,
    );
    const key = [finding.code, ...moves, '|', ...findings.map(({code}) => code)].join(' ');
    const alike = byKey.get(key);
    if (alike === undefined) byKey.set(key, [group]);
    else alike.push(group);
  }
  return [...byKey.values()];
}

/** When the address changed owner; if it did not, since when it is at fault. Nanoseconds. */
function momentsOf([{handovers, finding}]: Group): bigint[] {
  if (handovers.length > 0) return handovers.map(({handover}) => handover.at);
  const since = firstCapturedAt(finding);
  return since === undefined || finding.code === 'HEALTHY' ? [] : [since];
}

/** The stories of groups with the same verdicts, by group. */
function together(alike: readonly Group[]): [Group, Story][] {
  const dated = alike
    .map(group => ({group, moments: momentsOf(group)}))
    .sort((a, b) => (isEarlier(a.moments, b.moments) ? -1 : 1));
  const sets: (typeof dated)[] = [];
  for (const one of dated) {
    const open = sets.at(-1);
    if (open?.[0] !== undefined && areTogether(open[0].moments, one.moments)) open.push(one);
    else sets.push([one]);
  }
  return sets.flatMap(set => {
    const groups = set.map(({group}) => group);
    // The other side of a router shows less.
    const near = groups.filter(([{address}]) => routersBefore(address).length === 0);
    const [first] = groups;
    const group =
      worstBy(near.length > 0 ? near : groups, ([{address}]) => worstIn(address)?.dark.bounds ?? NO_OUTAGE) ??
      first;
    if (group === undefined) return [];
    const story = {group, meanwhile: groups.filter(one => one !== group)};
    return groups.map((one): [Group, Story] => [one, story]);
  });
}

const NO_OUTAGE: Bounds = {leastNs: -1n, mostNs: -1n};

function isEarlier([a = 0n]: readonly bigint[], [b = 0n]: readonly bigint[]): boolean {
  return a < b;
}

function areTogether(a: readonly bigint[], b: readonly bigint[]): boolean {
  return a.every((moment, index) => {
    const distance = moment - (b[index] ?? moment);
    return distance <= TOGETHER_NS && -distance <= TOGETHER_NS;
  });
}
