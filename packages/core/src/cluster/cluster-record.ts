/**
 * What a trial on a cluster is asked for, and the event that records it: machines, addresses, how often each observer asks.
 *
 * @module
 */

import type {ClusterSettings, TrialEvent} from '@vip/analysis';
import {largest} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import {DEFAULTS} from '../defaults.js';
import {versions} from '../version.js';
import {askerOf} from './ask-source.js';
import type {ClusterPlace} from './cluster.js';
import {clusterSettings, machineOf} from './cluster-settings.js';
import type {Machine} from './machine.js';

/** The shortest interval that fping allows ordinary users. Milliseconds. */
const UNPRIVILEGED_MS = 10;

export interface ClusterTrialOptions {
  /** The command that causes the fault, run by sh on this machine. */
  readonly fault: string;
  /** Between two pings, milliseconds; by default 5, more where a machine's rights demand it, and 1 where vip is installed. */
  readonly probeIntervalMs?: number | undefined;
  /** Milliseconds, as in `TrialOptions`. */
  readonly timeoutMs?: number | undefined;
  readonly settleMs?: number | undefined;
  /** How long the software may take until it acts. Milliseconds. */
  readonly patienceMs?: number | undefined;
  readonly steadyMs?: number | undefined;
  readonly seed?: number | undefined;
  readonly run?: number | undefined;
  readonly command?: readonly string[] | undefined;
  readonly signal: AbortSignal;
  /** Called before the fault is caused. */
  readonly onFault?: () => void;
}

/** Between two pings of a machine. Milliseconds. */
export function pingIntervalOf(
  machine: Machine,
  {probeIntervalMs}: Pick<ClusterTrialOptions, 'probeIntervalMs'>,
  streams: number,
): number {
  const {probeIntervalMs: usual} = DEFAULTS;
  // No more than a thousand a second in total, which is as much as one can send.
  if (askerOf(machine) === 'vip') return probeIntervalMs ?? Math.min(streams, usual);
  return Math.max(probeIntervalMs ?? usual, machine.facts.leastIntervalMs ?? UNPRIVILEGED_MS);
}

export function clusterRecord(
  cluster: ClusterPlace,
  options: ClusterTrialOptions & {readonly seed: number; readonly phaseMs: number},
): TrialEvent {
  const {examined} = cluster;
  const [settings, ...more] = cluster.vips.map(vip => clusterSettings(vip, cluster.vips, examined));
  const streams = cluster.observers.length * cluster.vips.length;
  const intervals = cluster.observers.map(machine => pingIntervalOf(machine, options, streams));
  const {fault, phaseMs, seed, command} = options;
  return {
    ...{at: kernelTime(), node: 'lab', kind: 'trial', driver: 'cluster', fault, impairments: []},
    settings: settings as ClusterSettings,
    ...(more.length === 0 ? {} : {more}),
    probeIntervalMs: largest(intervals),
    ...{phaseMs, seed, clientSysctls: {}, versions: versions()},
    ...(options.steadyMs === undefined ? {} : {steadyMs: options.steadyMs}),
    machines: cluster.machines.map((machine, index) =>
      machineOf(
        examined[index] as (typeof examined)[number],
        machine.reach.text,
        machine.plan.role === 'holder'
          ? {}
          : {asker: askerOf(machine), intervalMs: pingIntervalOf(machine, options, streams)},
      ),
    ),
    ...(command === undefined ? {} : {command}),
    sysctls: Object.fromEntries(cluster.machines.map(({node, facts}) => [node, facts.sysctls])),
  };
}
