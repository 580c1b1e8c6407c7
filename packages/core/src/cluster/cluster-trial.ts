/**
 * A trial on a cluster that exists: the software there moves the address by itself, and a command of the user's is the
 * fault. The session, the analysis and the report are those of a trial in a lab.
 *
 * @module
 */

import type {ClusterSettings, Observer, Timeline, TrialEvent} from '@vip/analysis';
import {claimants, isCluster, TRIAL_STEP, topologyOf} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {DEFAULTS} from '../defaults.js';
import {runIn} from '../session/run-session.js';
import type {Session} from '../session/session.js';
import {drawPhase, randomSeed} from '../trial/series.js';
import {NotSteady, steadyStretch, unsteadiness} from '../trial/steadiness.js';
import type {ClusterPlace} from './cluster.js';
import {type ClusterTrialOptions, clusterRecord, pingIntervalOf} from './cluster-record.js';
import {runCommand} from './user-command.js';

/** Nothing may move or be lost for this long before the fault, unless the user says how long. Milliseconds. */
const STEADY_MS = 1000;

/** How long to wait until all is well, once the cluster was found at rest. Milliseconds. */
const START_MS = 15_000;

/** The period over which the moment of the fault is drawn: in a cluster, periods are in seconds. Milliseconds. */
const PERIOD_MS = 1000;

/** Runs a trial; every event goes into the timeline. @throws VipError if it could not be measured, as the timeline says, too */
export async function runClusterTrial(
  cluster: ClusterPlace,
  options: ClusterTrialOptions,
  timeline: Timeline,
): Promise<void> {
  const {seed = randomSeed(), run: number = 1, signal} = options;
  const phaseMs = drawPhase(seed, number) * PERIOD_MS;
  const record = clusterRecord(cluster, {...options, seed, phaseMs});
  const ground = async () => ({place: cluster, startAgent: cluster.startAgent});
  await runIn(
    ground,
    {timeline, record, signal},
    {
      measured: session => new ClusterTrial(cluster, options, record, session).run(),
    },
  );
}

/** The steps of a trial, in a session on the cluster. */
export class ClusterTrial {
  readonly #observers: readonly Observer[];
  readonly #vips: readonly ClusterSettings[];

  constructor(
    readonly cluster: ClusterPlace,
    readonly options: ClusterTrialOptions,
    readonly record: TrialEvent,
    readonly session: Session<ClusterPlace>,
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

  /** Resolves when everything is watched, and the observers are probing. */
  async begin(): Promise<void> {
    const {session, cluster} = this;
    const holders = cluster.holders.map(({node, iface}) => ({node, iface}));
    const observers = cluster.observers.map(({node, iface}) => ({node, iface}));
    await Promise.all([session.agents.watch(holders, {bySide: true}), session.agents.watch(observers)]);
    for (const {node, iface, vip, stream} of this.#observers) {
      const intervalMs = pingIntervalOf(cluster.machineNamed(node), this.options, this.#observers.length);
      await session.agents.probe(node, {stream, target: vip, intervalMs, iface});
    }
  }

  /**
   * Waits until every observer has been answered for this long, plus `thenMs`.
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

  /** Waits for the moment of the fault, with all well before it; begins anew after a loss. @throws NotSteady */
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
