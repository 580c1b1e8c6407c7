/**
 * Findings about the port at which the switch has a virtual MAC: no cache has to follow a takeover, but the switch has to. Pure.
 *
 * @module
 */

import type {Observer, Timeline} from '@vip/analysis';
import {
  claimants,
  counted,
  grouped,
  isHeldAt,
  observersOf,
  readingOf,
  type Speaker,
  speakersOf,
  topologyOf,
} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import {echoKey} from './echoes.js';
import {type TrialFinding, trialFinding} from './finding.js';
import type {Showing} from './showing.js';

/** Of one observer, like the questions in a row that make an outage; fewer may have been under way when the MAC moved. */
const ENOUGH = 5;

/** A probe that did not arrive at its owner's port. */
interface Astray {
  readonly observer: string;
  readonly mac: MacAddress;
  /** The node that has the address, and whose announcement with this MAC was heard. */
  readonly owner: string;
  /** The node at whose port the switch has the MAC. */
  readonly at: string;
  /** Whether that node was the last to send from it; otherwise the switch did not follow the owner. */
  readonly isLearned: boolean;
}

/** Probes that the switch sent to the wrong port. @param feltAt when the fault took effect. Nanoseconds */
export function switchFindings(timeline: Timeline, showing: Showing, feltAt: bigint): TrialFinding[] {
  const {settings, trial} = showing;
  const nodes = claimants(settings).map(({node}) => node);
  const shared = new Map([...speakersOf(timeline, nodes)].filter(([, speakers]) => speakers.length > 1));
  if (shared.size === 0) return [];
  const groups = new Map<string, Astray[]>();
  for (const observer of observersOf(topologyOf(trial), settings)) {
    const probes = astrayProbes(timeline, showing, observer, shared, feltAt);
    for (const [key, own] of grouped(probes, keyOf)) {
      if (own.length >= ENOUGH) groups.set(key, [...(groups.get(key) ?? []), ...own]);
    }
  }
  return [...groups.values()].flatMap(findingOf);
}

function astrayProbes(
  timeline: Timeline,
  showing: Showing,
  {name, node, via, vip, address}: Observer,
  shared: ReadonlyMap<MacAddress, readonly Speaker[]>,
  feltAt: bigint,
): Astray[] {
  const sender = via ?? node;
  return timeline.select('frame', sender).flatMap(event => {
    if (!event.own || event.at < feltAt) return [];
    const {echo, destination} = readingOf(event);
    if (echo?.type !== 'echo-request' || echo.target !== vip || echo.asker !== address.address) return [];
    const speakers = destination === undefined ? undefined : shared.get(destination);
    if (destination === undefined || speakers === undefined) return [];
    const key = echoKey(echo.asker, echo.target, echo.sequence);
    if ([...showing.arrivals.values()].some(({requests}) => requests.has(key))) return [];
    const owners = showing.announcements
      .filter(sent => sent.mac === destination && feltAt + sent.afterNs < event.at)
      .filter(sent => sent.heardBy.includes(sender) && isHeldAt(timeline, sent.node, vip, event.at))
      .map(sent => sent.node);
    const port = portOf(speakers, owners, event.at);
    return port === undefined ? [] : [{observer: name, mac: destination, ...port}];
  });
}

/** @param owners the nodes at whose port the switch should have the MAC, oldest first */
function portOf(
  speakers: readonly Speaker[],
  owners: readonly string[],
  at: bigint,
): Pick<Astray, 'owner' | 'at' | 'isLearned'> | undefined {
  const index = speakers.findLastIndex(({from}) => from <= at);
  const [last, before] = [speakers[index]?.node, speakers[index - 1]?.node];
  const deprived = owners.findLast(owner => owner !== last);
  if (last !== undefined && deprived !== undefined) return {owner: deprived, at: last, isLearned: true};
  const owner = owners.at(-1);
  return owner === undefined || before === undefined ? undefined : {owner, at: before, isLearned: false};
}

function keyOf({mac, owner, at, isLearned}: Astray): string {
  return `${mac} ${owner} ${at} ${isLearned}`;
}

function findingOf(group: readonly Astray[]): TrialFinding[] {
  const [first] = group;
  if (first === undefined) return [];
  const {mac, owner, at, isLearned} = first;
  const observers = [...new Set(group.map(({observer}) => observer))].join(', ');
  const lost = `${counted(group.length, 'probe')} of ${observers} to ${mac} did not arrive at ${owner}, which has the address and announced it there`;
  const why = isLearned
    ? `${at} had sent from that MAC since, so the switch has it on the port of ${at}, until ${owner} sends from it again`
    : `${owner} sends from that MAC, but the switch keeps it on the port of ${at}; no announcement helps`;
  return [trialFinding('switch-stale', observers, `${lost}: ${why}.`)];
}
