/** `reverse`: the priority rises when the check fails. */

import {elect} from '../calculations/election.js';
import {clamp, healthyPriority, type Member, type Router, totalPriority} from '../cluster.js';
import type {Track} from '../keepalived/model/tracks.js';
import {weightPlaceOf} from './check-effect.js';
import {type FindingDraft, KEEPALIVED_MANUAL, memberName, type Rule, subjectOf, vipsOf} from './rule.js';

export const weightReversed: Rule = {
  code: 'WEIGHT_REVERSED',
  severity: 'error',
  title: 'with reverse, the priority rises when the check fails',
  thread: KEEPALIVED_MANUAL,
  proof: 'checks-fail',
  find: ({routers}) => routers.flatMap(router => reversedOf(router).map(track => draftOf(router, track))),
};

type Reversed = readonly [Track, ...Track[]];

/** The reversed tracks of all nodes, by check. For a file the sign is the operator's choice, and for an alarm it is intended. */
function reversedOf({members}: Router): Reversed[] {
  const groups = new Map<string, [Track, ...Track[]]>();
  for (const {instance} of members)
    for (const track of instance.tracks) {
      if (!track.reverse || track.alarms || track.kind === 'file') continue;
      const group = groups.get(`${track.kind} ${track.name}`);
      if (group === undefined) groups.set(`${track.kind} ${track.name}`, [track]);
      else group.push(track);
    }
  return [...groups.values()];
}

function draftOf(router: Router, tracks: Reversed): FindingDraft {
  const having = router.members.filter(({instance}) => instance.tracks.some(track => tracks.includes(track)));
  const [first] = having as [Member];
  const [{kind, name, weight}] = tracks;
  const isFault = weight === 0;
  const values = isFault
    ? `${memberName(first)} is in FAULT while it succeeds`
    : `${memberName(first)} has ${healthyPriority(first.instance)} while it succeeds, ${clamp(first.instance, totalPriority(first.instance, new Set(tracks)))} when it fails`;
  return {
    subject: subjectOf(having),
    where: having.flatMap(member =>
      tracks.flatMap(track => (member.instance.tracks.includes(track) ? weightPlaceOf(member, track) : [])),
    ),
    evidence: `${name} has weight ${weight} reverse: ${values}.`,
    consequence: isFault ? faultOf(router, having) : riseOf(router, first, tracks[0]),
    remedy: `remove reverse, unless ${name} succeeds on a node that should not have the address`,
    // The presence of a process may be the problem.
    ...(kind === 'process' ? {severity: 'warning' as const} : {}),
  };
}

function faultOf({members}: Router, having: readonly Member[]): string {
  const [first] = having as [Member];
  return elect(members, []).owner === undefined
    ? `no node has ${vipsOf(first)} unless the check fails somewhere, in which case that node takes it`
    : `${having.map(({node}) => node.name).join(' and ')} takes no part in the election until the check fails`;
}

/** Whether the address even moves to the node where the check fails. */
function riseOf({members}: Router, first: Member, {kind, name}: Track): string {
  const owner = elect(members, []).owner ?? first;
  const keeps = `when ${name} fails on ${owner.node.name}, it keeps ${vipsOf(owner)}`;
  const thief = members.find(
    member =>
      member !== owner && elect(members, [{kind, name, node: member.node.name}], owner).owner === member,
  );
  return thief === undefined
    ? keeps
    : `${keeps}; when it fails on ${thief.node.name}, the address moves there`;
}
