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
import {CommandError, run} from '../process.js';
import {runIn, type Session} from '../session/session.js';
import {drawPhase, randomSeed} from '../trial/series.js';
import {versions} from '../version.js';
import type {Cluster} from './cluster.js';
import {machineOf, settingsOf} from './cluster-settings.js';
import type {Machine} from './machine.js';
import {NotAtRest} from './not-at-rest.js';
import {askerOf} from './remote-agent.js';

/** So long before the fault nothing may be lost. Milliseconds. */
const STEADY_MS = 1000;

/** So long nothing may move or be lost before a run begins. Milliseconds. */
const REST_MS = 5000;

/** How long until it is steady, once it has been found at rest. Milliseconds. */
const START_MS = 15_000;

/** Over which the moment of the fault is drawn: what is periodic in a cluster is so by the second. Milliseconds. */
const PERIOD_MS = 1000;

/** What fping allows everybody. */
const UNPRIVILEGED_MS = 10;

/** How long a command of the user's may take. Milliseconds. */
const COMMAND_MS = 600_000;

/** All that a run of a sh command prints and we keep. Octets. */
const COMMAND_OCTETS = 1 << 20;

export interface ClusterTrialOptions {
  /** Run by sh here: what goes wrong. */
  readonly fault: string;
  /** Between two pings, milliseconds; 5 by default, and more where a machine's rights demand it. */
  readonly probeIntervalMs?: number | undefined;
  /** Milliseconds, as in `TrialOptions`. */
  readonly timeoutMs?: number | undefined;
  readonly settleMs?: number | undefined;
  /** How long the software may take until it acts. Milliseconds. */
  readonly patienceMs?: number | undefined;
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
 * Waits until every observer has been answered and no address has moved for a while, and examines the machines again.
 *
 * @throws VipError `NOT_POSSIBLE` when that takes too long
 */
export async function untilAtRest(cluster: Cluster, options: ClusterTrialOptions): Promise<void> {
  const {timeoutMs = DEFAULTS.timeoutMs, signal} = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      await cluster.rejoin();
      await cluster.survey();
      const timeline = new Timeline();
      const record = recordOf(cluster, {...options, seed: 0, phaseMs: 0});
      const ground = async () => ({place: cluster, startAgent: cluster.startAgent});
      let hasMoved = false;
      await runIn(
        ground,
        {timeline, record, signal},
        {
          measured: async session => {
            const trial = new ClusterTrial(cluster, options, record, session);
            await trial.begin();
            await trial.untilSteady(REST_MS, Math.max(REST_MS * 2, deadline - performance.now()));
            hasMoved = trial.hasMoved();
          },
        },
      );
      if (!hasMoved) return;
    } catch (error) {
      if (!(error instanceof NotAtRest) || performance.now() > deadline) throw error;
    }
    if (performance.now() > deadline)
      throw new NotAtRest(`the address kept moving for ${timeoutMs / 1000} s before the fault`);
    await sleep(1000, undefined, {signal});
  }
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
    await session.during(TRIAL_STEP.build, () => this.begin());
    await this.untilSteady(STEADY_MS, START_MS);
    await session.pause(this.record.phaseMs);
    if (this.hasMoved()) throw new NotAtRest('the address moved before the fault');
    cluster.allowLoss();
    options.onFault?.();
    const [first] = this.#vips;
    await session.during(TRIAL_STEP.fault, () => this.#strike(), first?.active.node);
    await session.until(() => this.#hasActed(), patienceMs);
    await session.untilServed(this.#observers, timeoutMs, this.#steadyFor(100));
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
      const intervalMs = intervalOf(machineNamed(cluster, node), this.options);
      await session.agents.probe(node, {stream, target: vip, intervalMs, iface});
    }
  }

  /** @throws VipError when not every observer is answered for so long */
  async untilSteady(steadyMs: number, timeoutMs: number): Promise<void> {
    if (await this.session.untilServed(this.#observers, timeoutMs, this.#steadyFor(steadyMs))) return;
    const served = this.#observers.filter(({node, stream}) =>
      this.session.timeline.select('probe-answered', node).some(event => event.stream === stream),
    );
    const unserved = this.#observers.filter(observer => !served.includes(observer)).map(({name}) => name);
    const who = unserved.length === 0 ? 'every observer without a loss' : unserved.join(', ');
    throw new NotAtRest(`expected the address to answer ${who} before the fault, got no steady answers`);
  }

  /** Whether an address was added to, or removed from, a machine since the beginning. */
  hasMoved(): boolean {
    const {timeline} = this.session;
    return this.#vips.some(({vip, active, others, passive}) =>
      [active, passive, ...others].some(({node}) => {
        const own = timeline.select('address', node).filter(({ip}) => ip === vip.address);
        return own.length > (node === active.node ? 1 : 0);
      }),
    );
  }

  /** Every ping of a stretch is some pings at least. */
  #steadyFor(leastMs: number): number {
    return Math.max(leastMs, 5 * this.record.probeIntervalMs);
  }

  async #strike(): Promise<void> {
    await runCommand('--do', this.options.fault, this.session.signal);
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
      if (errorNs === undefined) throw new NotAtRest(`the clock of ${node} was set during the run`);
      this.session.timeline.add({at: kernelTime(), node, kind: 'clock', offsetNs, errorNs, trips});
    }
  }
}

/**
 * Runs a command of the user's here.
 *
 * @param option that it was given with, for the message
 * @throws VipError `COMMAND_FAILED`
 */
export async function runCommand(option: string, command: string, signal?: AbortSignal): Promise<void> {
  try {
    const limits = {timeoutMs: COMMAND_MS, mostOctets: COMMAND_OCTETS, signal};
    await run(['sh', '-c', command], {...limits, mayGainRights: true});
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const {exitCode, stderr} = error.result;
    const said = stderr.trim().split('\n').at(-1) ?? '';
    const problem = `expected ${JSON.stringify(command)} to end with 0, got ${exitCode ?? 'a signal'}`;
    throw new VipError('COMMAND_FAILED', `${option}: ${problem}${said === '' ? '' : `: ${said}`}`);
  }
}

function machineNamed({machines}: Cluster, node: string): Machine {
  return machines.find(machine => machine.node === node) as Machine;
}

/** Between two pings of a machine. Milliseconds. */
function intervalOf(
  {facts}: Machine,
  {probeIntervalMs = DEFAULTS.probeIntervalMs}: Pick<ClusterTrialOptions, 'probeIntervalMs'>,
): number {
  return Math.max(probeIntervalMs, facts.leastIntervalMs ?? UNPRIVILEGED_MS);
}

function recordOf(
  cluster: Cluster,
  options: ClusterTrialOptions & {readonly seed: number; readonly phaseMs: number},
): TrialEvent {
  const examined = cluster.machines.map(({node, iface, facts, plan}) => ({
    node,
    iface,
    facts,
    role: plan.role,
  }));
  const [settings, ...more] = cluster.vips.map(vip => settingsOf(vip, cluster.vips, examined));
  const intervals = cluster.observers.map(machine => intervalOf(machine, options));
  const {fault, phaseMs, seed, command} = options;
  return {
    ...{at: kernelTime(), node: 'lab', kind: 'trial', driver: 'cluster', fault, impairments: []},
    settings: settings as ClusterSettings,
    ...(more.length === 0 ? {} : {more}),
    probeIntervalMs: largest(intervals),
    ...{phaseMs, seed, clientSysctls: {}, versions: versions()},
    machines: cluster.machines.map((machine, index) =>
      machineOf(
        examined[index] as (typeof examined)[number],
        machine.reach.text,
        machine.plan.role === 'holder'
          ? {}
          : {asker: askerOf(machine), intervalMs: intervalOf(machine, options)},
      ),
    ),
    ...(command === undefined ? {} : {command}),
    sysctls: Object.fromEntries(cluster.machines.map(({node, facts}) => [node, facts.sysctls])),
  };
}
