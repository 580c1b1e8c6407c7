/**
 * Hand-made events of a failover as they come in: the probes of every observer, their caches, the steps.
 *
 * @module
 */

import type {RunEvent, TimelineEvent, TrialEvent} from '@vip/analysis';
import {DEFAULT_SETTINGS, withRogue} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import {MS, NEW, OLD, VIP} from './events.js';

const {active, passive, routerRemote} = DEFAULT_SETTINGS;

/** Nodes of the observers, as the hermetic lab has them. */
export const OBSERVERS = ['host', 'ext', 'router', 'remote'];

/** Milliseconds: the times of the failover, counted from the beginning of the run. */
export const FAILOVER = {probing: 500, linkDown: 2000, announced: 5000, end: 6000} as const;

/** Time between two probes. Milliseconds. */
const INTERVAL_MS = 20;

export const RUN: RunEvent = {
  at: 0n,
  node: 'lab',
  kind: 'run',
  settings: DEFAULT_SETTINGS,
  delayMs: 3000,
  probeIntervalMs: INTERVAL_MS,
  announce: {form: 'both'},
  versions: {vip: '0', node: 'v20', kernel: '6'},
};

export const TRIAL: TrialEvent = {
  at: 0n,
  node: 'lab',
  kind: 'trial',
  driver: 'vip',
  fault: 'rogue',
  impairments: [],
  settings: withRogue(DEFAULT_SETTINGS),
  probeIntervalMs: INTERVAL_MS,
  phaseMs: 0,
  seed: 1,
  clientSysctls: {},
  versions: RUN.versions,
};

/** A probe, and its answer a millisecond later if there was one. */
export function probe(node: string, sequence: number, sentMs: number, answered: boolean): TimelineEvent[] {
  const sentAt = BigInt(sentMs) * MS;
  const which = {node, stream: 'probe', sequence};
  const sent: TimelineEvent = {at: sentAt, kind: 'probe-sent', ...which};
  if (!answered) return [sent];
  return [sent, {at: sentAt + MS, kind: 'probe-answered', ...which, from: VIP, size: 64, ttl: 64, sentAt}];
}

/** A change of an observer's cache entry; the remote observer's is for its router. */
export function cache(node: string, ms: number, mac: MacAddress): TimelineEvent {
  const isRemote = node === 'remote';
  return {
    at: BigInt(ms) * MS,
    node,
    kind: 'neighbour',
    iface: 'eth0',
    ip: isRemote ? routerRemote.address.address : VIP,
    mac: isRemote ? routerRemote.mac : mac,
    state: 'REACHABLE',
    source: 'announced',
  };
}

/** All events of the failover until this millisecond, in order. */
export function failoverUntil(endMs: number): TimelineEvent[] {
  const {probing, linkDown, announced, end} = FAILOVER;
  const lab = (ms: number, event: object) => ({at: BigInt(ms) * MS, node: 'lab', ...event}) as TimelineEvent;
  const step = (ms: number, name: string, phase: 'begun' | 'done') =>
    lab(ms, {kind: 'step', step: name, phase});
  const events: TimelineEvent[] = [
    step(100, 'active', 'begun'),
    step(200, 'active', 'done'),
    step(450, 'client-address', 'done'),
    ...countdown('link-down', 1000, 1),
    step(linkDown, 'link-down', 'begun'),
    {at: BigInt(linkDown) * MS, node: active.node, kind: 'link', iface: active.iface, state: 'down'},
    holding(linkDown + 10, active.node, active.iface, 'removed'),
    holding(linkDown + 20, passive.node, passive.iface, 'added'),
    ...countdown('announce', linkDown + 20, 3),
    step(announced, 'announce', 'begun'),
    step(end, 'clean-up', 'done'),
  ];
  for (const node of OBSERVERS) {
    events.push(cache(node, probing, OLD), cache(node, announced, NEW));
    for (let ms = probing, sequence = 1; ms < end; ms += INTERVAL_MS, sequence++) {
      events.push(...probe(node, sequence, ms, ms < linkDown || ms >= announced));
    }
  }
  return events.filter(({at}) => at <= BigInt(endMs) * MS).sort((a, b) => Number(a.at - b.at));
}

function countdown(to: string, fromMs: number, count: number): TimelineEvent[] {
  return Array.from({length: count}, (_, index) => ({
    at: BigInt(fromMs + index * 1000) * MS,
    node: 'lab',
    kind: 'countdown',
    to,
    seconds: count - index,
  }));
}

function holding(ms: number, node: string, iface: string, change: 'added' | 'removed'): TimelineEvent {
  return {at: BigInt(ms) * MS, node, kind: 'address', iface, ip: VIP, change};
}
