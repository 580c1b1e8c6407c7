/**
 * A lab to explore by hand: the topology, those who watch, and no script.
 *
 * @module
 */

import {DEFAULT_SETTINGS, hermeticObservers, type LabSettings, type Timeline} from '@vip/analysis';
import {DEFAULTS} from '../defaults.js';
import {breakable} from '../experiment/breakable.js';
import {Crew} from '../experiment/crew.js';
import {buildPlan, type Lab, openLab} from './lab.js';
import {hermeticTopology} from './topology.js';

export interface LiveLabOptions {
  readonly name: string;
  /** The addresses; `DEFAULT_SETTINGS` by default. */
  readonly settings?: LabSettings | undefined;
  /** Time between two pings of each observer. Milliseconds; 100 by default. */
  readonly probeIntervalMs?: number | undefined;
  /** Told when it stands. */
  readonly onReady?: (() => void) | undefined;
  readonly signal: AbortSignal;
}

/** Keeps a lab until interrupted; every event goes into the timeline. Comes back when it is taken down. */
export async function runLiveLab(options: LiveLabOptions, timeline: Timeline): Promise<void> {
  const {name, signal} = options;
  signal.throwIfAborted();
  const lab = await openLab({name, signal});
  try {
    const {break: onFailure, run} = breakable(lab, signal);
    await run(stand(lab, new Crew(lab, timeline, onFailure), options));
  } finally {
    await lab.close();
  }
}

async function stand(
  lab: Lab,
  crew: Crew,
  {settings = DEFAULT_SETTINGS, probeIntervalMs = DEFAULTS.pingIntervalMs, onReady}: LiveLabOptions,
): Promise<void> {
  crew.hearing.keepOnly();
  await buildPlan(lab, hermeticTopology({settings}));
  const {active, passive, client, ext, router, remote, vip} = settings;
  await crew.watch([active, passive, client, ext, router, remote]);
  for (const observer of hermeticObservers(settings)) {
    await crew.look(observer);
    await crew.probe(observer.node, {target: vip.address, intervalMs: probeIntervalMs});
  }
  onReady?.();
  await new Promise(() => {}); // until it is interrupted
}
