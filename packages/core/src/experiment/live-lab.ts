/**
 * A lab to explore by hand: the topology, observers that ping and are watched, and no steps.
 *
 * @module
 */

import type {LabSettings, Timeline} from '@vip/analysis';
import {DEFAULT_SETTINGS, type TopologyName, USUAL_TOPOLOGY} from '@vip/analysis/internal';
import {DEFAULTS} from '../defaults.js';
import {buildPlan} from '../lab/lab.js';
import {namedTopology} from '../lab/named-topology.js';
import {runSession} from '../session/run-session.js';
import type {Session} from '../session/session.js';

export interface LiveLabOptions {
  readonly name: string;
  /** The addresses; `DEFAULT_SETTINGS` by default. */
  readonly settings?: LabSettings | undefined;
  /** `macvlan` by default; the settings are as it arranges them. */
  readonly topology?: TopologyName | undefined;
  /** Time between two pings of each observer. Milliseconds; 100 by default. */
  readonly probeIntervalMs?: number | undefined;
  /** Called when it is ready. */
  readonly onReady?: (() => void) | undefined;
  readonly signal: AbortSignal;
}

/** Keeps a lab until interrupted; every event goes to the timeline's listeners. Settles when the lab is gone. */
export async function runLiveLab(options: LiveLabOptions, timeline: Timeline): Promise<void> {
  const {name, signal} = options;
  await runSession({timeline, lab: {name}, signal}, {unmeasured: session => stand(session, options)});
}

async function stand(
  session: Session,
  {
    settings = DEFAULT_SETTINGS,
    topology: name = USUAL_TOPOLOGY.run,
    probeIntervalMs = DEFAULTS.pingIntervalMs,
    onReady,
  }: LiveLabOptions,
): Promise<void> {
  const {lab, agents} = session;
  const topology = namedTopology(settings, name);
  agents.events.keepOnly();
  await buildPlan(lab, topology);
  await agents.watch(topology.stations, {bySide: !topology.kind.offers.includes('two-holders')});
  await session.startProbing(topology.observers, probeIntervalMs);
  onReady?.();
  await new Promise(() => {}); // until it is interrupted
}
