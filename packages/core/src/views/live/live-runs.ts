/**
 * The live runs: of the failover, of a trial, of a lab to explore.
 *
 * @module
 */

import type {LabSettings, RunEvent, TrialEvent} from '@vip/analysis';
import {movingAddresses, type TopologyName, topologyOf} from '@vip/analysis/internal';
import {LiveRun} from './live-run.js';

/** The failover that is narrated. */
export function liveFailover(run: RunEvent): LiveRun {
  const {settings, at: startedAt, probeIntervalMs: intervalMs} = run;
  const topology = topologyOf(run);
  return new LiveRun({
    families: [settings],
    startedAt,
    intervalMs,
    topology,
    reach: 'whole',
    opening: 'Setting up',
  });
}

/** One trial. */
export function liveTrial(trial: TrialEvent): LiveRun {
  const {settings, at: startedAt, probeIntervalMs: intervalMs, fault, driver} = trial;
  return new LiveRun({
    families: [settings, ...movingAddresses(trial).slice(1)],
    startedAt,
    intervalMs,
    topology: topologyOf(trial),
    reach: 'whole',
    opening: `${driver}, fault ${fault}`,
  });
}

/** The lab to explore by hand, which is built already when this is called. */
export function liveLab(
  settings: LabSettings,
  intervalMs: number,
  startedAt: bigint,
  topology?: TopologyName,
): LiveRun {
  return new LiveRun({
    families: [settings],
    startedAt,
    intervalMs,
    topology: topologyOf({kind: 'run', settings, ...(topology && {topology})}),
    reach: 'window',
    opening: 'The lab stays until ^C',
    // As the topology is built; the kernel announces only what changes afterwards.
    holders: [settings.active.node],
  });
}
