/**
 * A trial on a cluster that exists: the software there moves the address by itself, and a command of the user's is the
 * fault. The session, the analysis and the report are those of a trial in a lab.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {
  type ClusterSettings,
  claimants,
  isCluster,
  largest,
  type Observer,
  Timeline,
  TRIAL_STEP,
  type TrialEvent,
  topologyOf,
} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {DEFAULTS} from '../defaults.js';
import {runIn, type Session} from '../session/session.js';
import {drawPhase, randomSeed} from '../trial/series.js';
import {NotSteady, steadyStretch, unsteadiness} from '../trial/steadiness.js';
import {versions} from '../version.js';
import type {Cluster} from './cluster.js';
import {machineOf, settingsOf} from './cluster-settings.js';
import type {Machine} from './machine.js';
import {askerOf} from './remote-agent.js';
import {runCommand} from './user-command.js';

/** Nothing may move or be lost for this long before the fault, unless the user says how long. Milliseconds. */
const STEADY_MS = 1000;

/** The same before a run begins. Milliseconds. */
const REST_MS = 5000;

/** How long until all is well again, once it has been for `REST_MS`. Milliseconds. */
const START_MS = 15_000;

/** Over which the moment of the fault is drawn: what is periodic in a cluster is so by the second. Milliseconds. */
const PERIOD_MS = 1000;

/** What fping allows everybody. */
const UNPRIVILEGED_MS = 10;

export interface ClusterTrialOptions {
  /** Run by sh here: what goes wrong. */
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
  /** Told before the fault is caused. */
  readonly onFault?: () => void;
}

/** Runs one; every event goes into the timeline. @throws VipError when it could not be measured; the timeline says so as well */
export async function runClusterTrial(
  cluster: Cluster,
  options: ClusterTrialOptions,
  timeline: Timeline,
): Promise<void> {
  const {seed = randomSeed(), run: number = 1, signal} = options;
  const phaseMs = drawPhase(seed, number) * PERIOD_MS;
  const record = recordOf(cluster, {...options, seed, phaseMs});
  const ground = async () => ({place: cluster, startAgent: cluster.startAgent});
  await runIn(
    ground,
    {timeline, record, signal},
    {
      measured: session => new ClusterTrial(cluster, options, record, session).run(),
    },
  );
}

/**
 * Waits until every observer has been answered and no address has moved for a while, examining the machines again each time.
 *
 * @throws NotSteady when that takes too long
 */
export async function untilAtRest(cluster: Cluster, options: ClusterTrialOptions): Promise<void> {
  const {timeoutMs = DEFAULTS.timeoutMs, signal} = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      await cluster.rejoin();
      await cluster.survey();
      return await findAtRest(cluster, options, deadline);
    } catch (error) {
      if (!(error instanceof NotSteady) || performance.now() > deadline) throw error;
    }
    await sleep(1000, undefined, {signal});
  }
}

/** @throws NotSteady */
async function findAtRest(cluster: Cluster, options: ClusterTrialOptions, deadline: number): Promise<void> {
  const restMs = Math.max(REST_MS, options.steadyMs ?? 0);
  const timeline = new Timeline();
  const record = recordOf(cluster, {...options, seed: 0, phaseMs: 0});
  const ground = async () => ({place: cluster, startAgent: cluster.startAgent});
  await runIn(
    ground,
    {timeline, record, signal: options.signal},
    {
      measured: async session => {
        const trial = new ClusterTrial(cluster, options, record, session);
        await trial.begin();
        const problem = await trial.amiss(restMs, Math.max(restMs * 2, deadline - performance.now()));
        if (problem !== undefined) throw new NotSteady(problem);
      },
    },
  );
}

class ClusterTrial {
  readonly #observers: readonly Observer[];
  readonly #vips: readonly ClusterSettings[];

  constructor(
    readonly cluster: Cluster,
    readonly options: ClusterTrialOptions,
    readonly record: TrialEvent,
    readonly session: Session<Cluster>,
  ) {
    this.#observers = topologyOf(record).observers;
    this.#vips = [record.settings as ClusterSettings, ...(record.more ?? []).filter(isCluster)];
  }

  async run(): Promise<void> {
    const {session, options, cluster} = this;
    const {
      timeoutMs = DEFAULTS.timeoutMs,
      settleMs = DEFAULTS.settleMs,
      patienceMs = DEFAULTS.patienceMs,
    } = options;
    for (const {clock} of cluster.machines) clock.bounds.fix();
    await session.during(TRIAL_STEP.watch, () => this.begin());
    await this.#untilSteady();
    cluster.allowLoss();
    options.onFault?.();
    const [first] = this.#vips;
    await session.during(TRIAL_STEP.fault, () => this.#strike(), first?.active.node);
    await session.until(() => this.#hasActed(), patienceMs);
    await session.untilServed(this.#observers, timeoutMs, this.#stretch(100));
    await session.pause(settleMs);
    await session.agents.finish();
    this.#writeClocks();
  }

  /** Resolves when everything is watched, and the observers ask. */
  async begin(): Promise<void> {
    const {session, cluster} = this;
    const holders = cluster.holders.map(({node, iface}) => ({node, iface}));
    const observers = cluster.observers.map(({node, iface}) => ({node, iface}));
    await Promise.all([session.agents.watch(holders, {bySide: true}), session.agents.watch(observers)]);
    for (const {node, iface, vip, stream} of this.#observers) {
      const intervalMs = intervalOf(cluster.machineNamed(node), this.options, this.#observers.length);
      await session.agents.probe(node, {stream, target: vip, intervalMs, iface});
    }
  }

  /**
   * Waits until every observer has been answered for this long, and a moment more.
   *
   * @returns what was amiss in that time, in words; undefined if nothing was
   */
  async amiss(leastMs: number, timeoutMs: number, thenMs = 0): Promise<string | undefined> {
    const {session} = this;
    const steadyMs = this.#stretch(leastMs);
    await session.untilServed(this.#observers, timeoutMs, steadyMs);
    await session.pause(thenMs);
    const since = kernelTime() - BigInt(Math.round((steadyMs + thenMs) * 1e6));
    return unsteadiness(session.timeline, {moving: this.#vips, observers: this.#observers, since});
  }

  /** Until the moment of the fault, with all well before it; begins anew after a loss. @throws NotSteady */
  async #untilSteady(): Promise<void> {
    const {steadyMs = STEADY_MS} = this.options;
    const deadline = performance.now() + START_MS + steadyMs;
    for (;;) {
      const problem = await this.amiss(steadyMs, deadline - performance.now(), this.record.phaseMs);
      if (problem === undefined) return;
      if (performance.now() > deadline) throw new NotSteady(problem);
    }
  }

  #stretch(leastMs: number): number {
    return steadyStretch(leastMs, this.record.probeIntervalMs);
  }

  async #strike(): Promise<void> {
    await runCommand('--do', this.options.fault, {signal: this.session.signal});
  }

  /** Whether each address has been given to a machine since the fault. */
  #hasActed(): boolean {
    const {timeline} = this.session;
    const faultAt = timeline.select('step').find(({step}) => step === TRIAL_STEP.fault)?.at ?? 0n;
    return this.#vips.every(settings =>
      claimants(settings).some(({node}) =>
        timeline
          .select('address', node)
          .some(({at, ip, change}) => at > faultAt && ip === settings.vip.address && change === 'added'),
      ),
    );
  }

  #writeClocks(): void {
    for (const {node, clock} of this.cluster.machines) {
      const {offsetNs, errorNs, trips} = clock.bounds;
      if (errorNs === undefined)
        throw new VipError('NOT_POSSIBLE', `trial: not measured: the clock of ${node} was set`);
      this.session.timeline.add({at: kernelTime(), node, kind: 'clock', offsetNs, errorNs, trips});
    }
  }
}

/** Between two pings of a machine. Milliseconds. */
function intervalOf(
  machine: Machine,
  {probeIntervalMs}: Pick<ClusterTrialOptions, 'probeIntervalMs'>,
  streams: number,
): number {
  const {probeIntervalMs: usual} = DEFAULTS;
  // Together not more than a thousand a second, which is what one can do.
  if (askerOf(machine) === 'vip') return probeIntervalMs ?? Math.min(streams, usual);
  return Math.max(probeIntervalMs ?? usual, machine.facts.leastIntervalMs ?? UNPRIVILEGED_MS);
}

function recordOf(
  cluster: Cluster,
  options: ClusterTrialOptions & {readonly seed: number; readonly phaseMs: number},
): TrialEvent {
  const {examined} = cluster;
  const [settings, ...more] = cluster.vips.map(vip => settingsOf(vip, cluster.vips, examined));
  const streams = cluster.observers.length * cluster.vips.length;
  const intervals = cluster.observers.map(machine => intervalOf(machine, options, streams));
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
          : {asker: askerOf(machine), intervalMs: intervalOf(machine, options, streams)},
      ),
    ),
    ...(command === undefined ? {} : {command}),
    sysctls: Object.fromEntries(cluster.machines.map(({node, facts}) => [node, facts.sysctls])),
  };
}
