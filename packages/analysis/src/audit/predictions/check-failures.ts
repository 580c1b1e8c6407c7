/**
 * Predictions for a failing check: on the owner, on another node, on all.
 *
 * @module
 */

import {type Election, elect, type Failure, ownerText} from '../calculations/election.js';
import {
  addSpans,
  type DurationRange,
  exactly,
  formatSecondsRange,
  outbidSpan,
  releaseMs,
  scriptSpan,
} from '../calculations/timing.js';
import type {Member, Router} from '../cluster.js';
import type {Track} from '../keepalived/model/tracks.js';
import {type Prediction, prediction} from './prediction.js';

/** A tracked object, on any number of nodes. */
export interface TrackedCheck {
  readonly kind: Track['kind'];
  readonly name: string;
}

/** Tracked objects by kind and name, over all nodes. For files and processes no detection time is known. */
export function checksOf({members}: Router): TrackedCheck[] {
  const seen = new Map<string, TrackedCheck>();
  for (const {instance} of members)
    for (const {kind, name} of instance.tracks)
      if (kind !== 'file') seen.set(`${kind} ${name}`, {kind, name});
  return [...seen.values()];
}

/** On the owner, on the next owner, and on all nodes with the check. */
export function checkFailures(router: Router, owner: Member, check: TrackedCheck): Prediction[] {
  const having = router.members.filter(({instance}) =>
    instance.tracks.some(({kind, name}) => kind === check.kind && name === check.name),
  );
  const onOwner = having.includes(owner) ? [[owner]] : [];
  const onOthers = having.filter(member => member !== owner).map(member => [member]);
  const onAll = having.length > 1 ? [having] : [];
  return [...onOwner, ...onOthers, ...onAll].map(on => checkFailure(router, owner, check, on));
}

/**
 * For all of a node's scripts failing at once, as when the service they query is down.
 *
 * @param isEverywhere on the other nodes as well @returns undefined if no script counts
 */
export function predictService(router: Router, node: string, isEverywhere: boolean): Prediction | undefined {
  const owner = router.members.find(member => member.node.name === node);
  const checks = checksOf(router).filter(({kind}) => kind === 'script');
  const [only] = checks;
  if (owner === undefined || only === undefined) return undefined;
  const on = isEverywhere ? router.members : [owner];
  if (checks.length === 1) return checkFailure(router, owner, only, on);
  const names = on.map(member => member.node.name);
  const failures = checks.flatMap(check => names.map(name => ({...check, node: name})));
  const election = elect(router.members, failures, owner);
  return prediction(router, {
    event: 'check-fails',
    on: names,
    election,
    moves: election.owner !== owner,
    text: `if all checks fail on ${names.join(' and ')}: ${consequence(owner, election, undefined)}`,
  });
}

function checkFailure(router: Router, owner: Member, check: TrackedCheck, on: readonly Member[]): Prediction {
  const failures: Failure[] = on.map(({node}) => ({...check, node: node.name}));
  const election = elect(router.members, failures, owner);
  const after = timeOf(owner, check, election);
  const where =
    on.length === router.members.length && on.length > 1
      ? 'all nodes'
      : on.map(({node}) => node.name).join(' and ');
  const condition = `if ${happening(check, on)} on ${where}`;
  const moves = election.owner !== owner;
  return prediction(router, {
    event: 'check-fails',
    check: check.name,
    on: on.map(({node}) => node.name),
    election,
    moves,
    ...(after === undefined ? {} : {after}),
    text: `${condition}: ${consequence(owner, election, after)}`,
  });
}

function happening({kind, name}: TrackedCheck, on: readonly Member[]): string {
  if (kind === 'interface') return `interface ${name} goes down`;
  const alarms = on.some(({instance}) =>
    instance.tracks.some(track => track.kind === kind && track.name === name && track.alarms),
  );
  return `${name} ${alarms ? 'succeeds' : 'fails'}`;
}

function consequence(owner: Member, election: Election, after: DurationRange | undefined): string {
  const {owner: next, candidates} = election;
  const worth = candidates.map(({member, standing}) => `${member.node.name} ${standing}`).join(', ');
  if (next === undefined) return `no node has the address (${worth})`;
  if (next === owner) return `${owner.node.name} keeps the address (${worth})`;
  const when = after === undefined ? '' : ` after ${formatSecondsRange(after)}`;
  return `${ownerText(election, next)} takes over${when} (${worth})`;
}

/** Time until the failure counts, plus time until the next node takes over. */
function timeOf(
  owner: Member,
  check: TrackedCheck,
  {owner: next, candidates}: Election,
): DurationRange | undefined {
  if (next === owner || next === undefined) return undefined;
  const noticed = noticedAfter(owner, check);
  if (noticed === undefined) return undefined;
  const priority = candidates.find(({member}) => member === next)?.standing;
  if (typeof priority !== 'number') return undefined;
  const isOut = candidates.find(({member}) => member === owner)?.standing === 'FAULT';
  const move = isOut
    ? exactly(releaseMs(next.instance, priority, owner.instance))
    : outbidSpan(next.instance, priority, owner.instance);
  return addSpans(noticed, move);
}

/** A link failure is noticed at once. */
function noticedAfter({node}: Member, {kind, name}: TrackedCheck): DurationRange | undefined {
  if (kind === 'interface') return {least: 0, most: 0};
  const script = kind === 'script' ? node.config.scripts.get(name) : undefined;
  return script === undefined ? undefined : scriptSpan(script);
}
