/**
 * What will happen to each virtual router, event by event: who has it, by what margin, after how long.
 *
 * @module
 */

import {announcingOf, silentFailback} from './calculations/announcing.js';
import {type Election, elect, type Failure, marginOf, type Standing} from './calculations/election.js';
import {
  addSpans,
  detectionMs,
  formatSeconds,
  formatSpan,
  outbidSpan,
  releaseMs,
  returnMs,
  type Span,
  scriptSpan,
} from './calculations/timing.js';
import {healthyPriority, type Member, type Router} from './cluster.js';
import type {Track} from './keepalived/model/tracks.js';

export type PredictedEvent =
  | 'start'
  | 'crash'
  | 'stop'
  | 'interface-down'
  | 'check-fails'
  | 'return'
  | 'freeze';

export interface Prediction {
  readonly router: Router;
  readonly event: PredictedEvent;
  /** The check that fails, by name. */
  readonly check?: string;
  /** The nodes where it happens. */
  readonly on: readonly string[];
  /** Who has the address then; undefined: nobody. */
  readonly owner: string | undefined;
  /** Whether it is where it was. */
  readonly moves: boolean;
  /** What each node is worth then. */
  readonly standings: Readonly<Record<string, Standing>>;
  /** By how much the owner is ahead. */
  readonly margin?: number;
  /** From the event until the new owner announces; for a crash from the last advertisement before it. */
  readonly after?: Span;
  /** Each that is named in `on` holds the address. */
  readonly twoOwners?: boolean;
  /** Nobody announces the way back: it is dark until the neighbours' entries expire. */
  readonly silent?: boolean;
  /** The sentence. */
  readonly text: string;
}

/** Of one router on the nodes that are known. */
export function predict(router: Router): Prediction[] {
  const healthy = elect(router.members, []);
  const {owner} = healthy;
  if (owner === undefined) return [];
  const others = router.members.filter(member => member !== owner);
  return [
    started(router, healthy),
    ...(others.length === 0 ? [] : losses(router, owner, others)),
    ...checksOf(router).flatMap(check => checkFailures(router, owner, check)),
    ...returns(router, owner, others),
  ];
}

/** Nodes that do not hear each other, or do not believe what they hear: each has the address. */
export function predictSplit(router: Router, consequence: string): Prediction[] {
  const election = elect(router.members, []);
  return [
    {
      router,
      event: 'start',
      on: router.members.map(({node}) => node.name),
      owner: undefined,
      moves: true,
      twoOwners: true,
      standings: standingsOf(election),
      text: `when all start: ${consequence}`,
    },
  ];
}

function standingsOf({candidates}: Election): Record<string, Standing> {
  return Object.fromEntries(candidates.map(({member, standing}) => [member.node.name, standing]));
}

interface Outcome {
  readonly event: PredictedEvent;
  readonly on: readonly string[];
  readonly election: Election;
  readonly moves: boolean;
  readonly text: string;
  readonly check?: string;
  readonly after?: Span;
  readonly silent?: boolean;
}

function prediction(router: Router, {election, ...outcome}: Outcome): Prediction {
  const margin = marginOf(election);
  return {
    router,
    ...outcome,
    owner: election.owner?.node.name,
    standings: standingsOf(election),
    ...(margin === undefined ? {} : {margin}),
  };
}

function started(router: Router, election: Election): Prediction {
  const owner = election.owner as Member;
  const {instance, node} = owner;
  const priority = healthyPriority(instance);
  const ms = returnMs(instance, priority, node.config.globals.startupDelayMs, instance);
  const margin = marginOf(election);
  const lead =
    margin === undefined ? '' : election.isTie ? ', with the priority of the others' : `, ahead by ${margin}`;
  const who = election.isTie ? 'the node with the higher address' : node.name;
  return prediction(router, {
    event: 'start',
    on: router.members.map(member => member.node.name),
    election,
    moves: true,
    after: {least: ms, most: ms},
    text: `when all start: ${who} is master after ${formatSeconds(ms)}, at ${priority}${lead}`,
  });
}

/** The ways in which a node goes: each with its own time to be noticed. */
function losses(router: Router, owner: Member, others: readonly Member[]): Prediction[] {
  const election = elect(others, []);
  const heir = election.owner;
  if (heir === undefined) return [];
  const priority = healthyPriority(heir.instance);
  const detect = detectionMs(heir.instance, priority, owner.instance);
  const release = releaseMs(heir.instance, priority, owner.instance);
  const heard = heir.instance.version === 3 ? owner.instance.advertMs : heir.instance.advertMs;
  const at = owner.node.name;
  const takes = `${heir.node.name} takes over`;
  const crash = `if ${at} crashes: ${takes} ${formatSeconds(detect)} after its last advertisement`;
  const dark = formatSpan({least: detect - heard, most: detect});
  const losing = {on: [at], election, moves: true};
  return [
    prediction(router, {...losing, event: 'crash', after: same(detect), text: `${crash}: dark for ${dark}`}),
    prediction(router, {
      ...{...losing, event: 'stop', after: same(release)},
      text: `if keepalived is stopped on ${at}: ${takes} after ${formatSeconds(release)}`,
    }),
    prediction(router, {
      ...{...losing, event: 'interface-down', after: {least: detect - heard, most: detect}},
      text: `if ${owner.instance.iface ?? 'its interface'} goes down on ${at}: ${takes} after ${dark}`,
    }),
  ];
}

function same(ms: number): Span {
  return {least: ms, most: ms};
}

interface Check {
  readonly kind: Track['kind'];
  readonly name: string;
}

/** What is watched, by kind and name, on any node. Of files and processes no time is known. */
function checksOf({members}: Router): Check[] {
  const seen = new Map<string, Check>();
  for (const {instance} of members)
    for (const {kind, name} of instance.tracks)
      if (kind !== 'file') seen.set(`${kind} ${name}`, {kind, name});
  return [...seen.values()];
}

/** On the owner, on the one that would follow, and on all that have it. */
function checkFailures(router: Router, owner: Member, check: Check): Prediction[] {
  const having = router.members.filter(({instance}) =>
    instance.tracks.some(({kind, name}) => kind === check.kind && name === check.name),
  );
  const onOwner = having.includes(owner) ? [[owner]] : [];
  const onOthers = having.filter(member => member !== owner).map(member => [member]);
  const onAll = having.length > 1 ? [having] : [];
  return [...onOwner, ...onOthers, ...onAll].map(on => checkFailure(router, owner, check, on));
}

function checkFailure(router: Router, owner: Member, check: Check, on: readonly Member[]): Prediction {
  const failures: Failure[] = on.map(({node}) => ({...check, node: node.name}));
  const election = elect(router.members, failures, owner);
  const after = timeOf(owner, check, election);
  const where =
    on.length === router.members.length && on.length > 1
      ? 'all nodes'
      : on.map(({node}) => node.name).join(' and ');
  const condition = `if ${check.kind === 'interface' ? `interface ${check.name} goes down` : `${check.name} fails`} on ${where}`;
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

function consequence(owner: Member, {owner: next, candidates}: Election, after: Span | undefined): string {
  const worth = candidates.map(({member, standing}) => `${member.node.name} ${standing}`).join(', ');
  if (next === undefined) return `nobody has the address (${worth})`;
  if (next === owner) return `${owner.node.name} keeps the address (${worth})`;
  const when = after === undefined ? '' : ` after ${formatSpan(after)}`;
  return `${next.node.name} takes over${when} (${worth})`;
}

/** Until the failure counts, and then until the next one moves. */
function timeOf(owner: Member, check: Check, {owner: next, candidates}: Election): Span | undefined {
  if (next === owner || next === undefined) return undefined;
  const noticed = noticedAfter(owner, check);
  if (noticed === undefined) return undefined;
  const priority = candidates.find(({member}) => member === next)?.standing;
  if (typeof priority !== 'number') return undefined;
  const isOut = candidates.find(({member}) => member === owner)?.standing === 'FAULT';
  const move = isOut
    ? same(releaseMs(next.instance, priority, owner.instance))
    : outbidSpan(next.instance, priority, owner.instance);
  return addSpans(noticed, move);
}

/** A link is noticed at once. */
function noticedAfter({node}: Member, {kind, name}: Check): Span | undefined {
  if (kind === 'interface') return {least: 0, most: 0};
  const script = kind === 'script' ? node.config.scripts.get(name) : undefined;
  return script === undefined ? undefined : scriptSpan(script);
}

/** The old owner comes back: after its start, or from having stood still. */
function returns(router: Router, owner: Member, others: readonly Member[]): Prediction[] {
  const heir = elect(others, []).owner;
  if (heir === undefined) return [];
  const election = elect(router.members, [], heir);
  const moves = election.owner === owner;
  const priority = healthyPriority(owner.instance);
  const {startupDelayMs} = owner.node.config.globals;
  const ms = returnMs(owner.instance, priority, startupDelayMs, heir.instance);
  const at = owner.node.name;
  const back = moves
    ? `it takes the address back ${formatSeconds(ms)} after its start`
    : `${heir.node.name} keeps the address`;
  return [
    prediction(router, {
      ...{event: 'return' as const, on: [at], election, moves},
      ...(moves ? {after: same(ms)} : {}),
      text: `when ${at} comes back: ${back}`,
    }),
    ...thaw(router, owner, heir),
  ];
}

/** Frozen for longer than the others wait, and back: who is there says so, or nobody does. */
function thaw(router: Router, owner: Member, heir: Member): Prediction[] {
  if (healthyPriority(owner.instance) === healthyPriority(heir.instance)) return [];
  const isSilent = silentFailback({name: router.name, members: [owner, heir]}) !== undefined;
  const ms = detectionMs(heir.instance, healthyPriority(heir.instance), owner.instance);
  const at = owner.node.name;
  const how = isSilent ? 'and nobody announces it' : 'and it is announced';
  return [
    prediction(router, {
      ...{
        event: 'freeze' as const,
        on: [at],
        election: elect(router.members, []),
        moves: true,
        silent: isSilent,
      },
      text: `if ${at} stands still for more than ${formatSeconds(ms)}: it has the address again at once, ${how}`,
    }),
  ];
}

/** `lb1: 5 gratuitous ARP at once, 5 more after 5 s; 5 in the first second`. */
export function describeAnnouncing({node, instance}: Member): string {
  const {first, second, secondAfterMs, refreshMs, inFirstSecond} = announcingOf(instance);
  const kind = instance.family === 6 ? 'neighbour advertisements' : 'gratuitous ARP';
  const again = second > 0 ? `, ${second} more after ${formatSeconds(secondAfterMs)}` : '';
  const refresh = refreshMs > 0 ? `, again every ${formatSeconds(refreshMs)}` : '';
  return `${node.name} announces each address by ${first} ${kind} at once${again}${refresh}; ${inFirstSecond} frames in the first second`;
}
