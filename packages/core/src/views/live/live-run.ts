/**
 * A run while it happens, folded from its events: who holds the address, what each observer gets and believes, what
 * is being done. Pure: the same events give the same picture.
 *
 * @module
 */

import type {
  FrameEvent,
  LabSettings,
  NeighbourEvent,
  RunEvent,
  TimelineEvent,
  TrialEvent,
} from '@vip/analysis';
import {claimants, type Observer, readingOf, STAGE, STREAM, type Topology, topologyOf} from '@vip/analysis';
import type {MacAddress} from '@vip/arp';
import {Beliefs} from './beliefs.js';
import {MacNames} from './mac-names.js';
import type {Reach} from './probe-buckets.js';
import {ProbeTrack} from './probe-track.js';
import {ProgressTracker} from './progress.js';

/** What is known of a run before it begins. */
interface Plan {
  readonly settings: LabSettings;
  /** When it began, in nanoseconds since the epoch. */
  readonly startedAt: bigint;
  /** Time between two probes of an observer. Milliseconds. */
  readonly intervalMs: number;
  readonly topology: Topology;
  readonly reach: Reach;
  /** What is said before anything is done. */
  readonly opening: string;
}

/** One observer of the run. */
export interface LiveObserver {
  readonly observer: Observer;
  readonly track: ProbeTrack;
  readonly beliefs: Beliefs;
}

/** The failover that is told. */
export function liveFailover(run: RunEvent): LiveRun {
  const {settings, at: startedAt, probeIntervalMs: intervalMs} = run;
  const topology = topologyOf(run);
  return new LiveRun({settings, startedAt, intervalMs, topology, reach: 'whole', opening: 'Setting up'});
}

/** One trial. */
export function liveTrial(trial: TrialEvent): LiveRun {
  const {settings, at: startedAt, probeIntervalMs: intervalMs, fault, driver} = trial;
  return new LiveRun({
    settings,
    startedAt,
    intervalMs,
    topology: topologyOf(trial),
    reach: 'whole',
    opening: `${driver}, fault ${fault}`,
  });
}

/** The lab to explore by hand, which stands when this is called. */
export function liveLab(settings: LabSettings, intervalMs: number, startedAt: bigint): LiveRun {
  const run = new LiveRun({
    settings,
    startedAt,
    intervalMs,
    topology: topologyOf({kind: 'run', settings}),
    reach: 'window',
    opening: 'The lab stays until ^C',
  });
  // As the topology is built; the kernel announces only what changes afterwards.
  run.holders.add(settings.active.node);
  return run;
}

export class LiveRun {
  readonly names: MacNames;
  readonly observers: readonly LiveObserver[];
  readonly progress: ProgressTracker;
  readonly holders = new Set<string>();
  readonly #down = new Set<string>();
  readonly #claimants: ReadonlySet<string>;
  /** Who should answer: who was given the address last. */
  #rightful: string;
  #firstProbeMs: number | undefined;

  constructor(readonly plan: Plan) {
    const {settings, topology, intervalMs, reach, opening} = plan;
    this.names = new MacNames(settings);
    this.progress = new ProgressTracker(opening);
    this.#rightful = settings.active.node;
    this.#claimants = new Set(claimants(settings).map(({node}) => node));
    this.observers = topology.observers.map(observer => ({
      observer,
      track: new ProbeTrack(intervalMs, reach),
      beliefs: new Beliefs(),
    }));
  }

  take(event: TimelineEvent): void {
    this.progress.take(event, this.msOf(event.at));
    switch (event.kind) {
      case 'step':
        if (event.step === STAGE.active && event.phase === 'done')
          this.#given(this.plan.settings.active.node);
        break;
      case 'address':
        if (event.ip !== this.plan.settings.vip.address) break;
        if (event.change === 'added') this.#given(event.node);
        else this.holders.delete(event.node);
        break;
      case 'link':
        if (event.state === 'down') this.#down.add(`${event.node} ${event.iface}`);
        else this.#down.delete(`${event.node} ${event.iface}`);
        break;
      case 'neighbour':
        this.#takeNeighbour(event);
        break;
      case 'frame':
        if (event.own && this.#claimants.has(event.node)) this.#takeAnswer(event);
        break;
      case 'probe-sent':
      case 'probe-answered':
      case 'probe-refused':
        if (event.stream === STREAM.measure) this.#takeProbe(event);
        break;
    }
  }

  /** Milliseconds since the run began. */
  msOf(at: bigint): number {
    return Number(at - this.plan.startedAt) / 1e6;
  }

  /** When the first probe was sent, in milliseconds since the run began; undefined before. */
  get firstProbeMs(): number | undefined {
    return this.#firstProbeMs;
  }

  isDown(node: string, iface: string): boolean {
    return this.#down.has(`${node} ${iface}`);
  }

  #given(node: string): void {
    this.holders.add(node);
    if (node !== this.plan.settings.rogue?.node) this.#rightful = node;
  }

  #takeNeighbour({at, node, ip, mac, state}: NeighbourEvent): void {
    const seer = this.observers.find(({observer}) => observer.node === node && observer.nextHop === ip);
    seer?.beliefs.take(this.msOf(at), {name: this.names.believed(heldMac(mac)), state});
  }

  #takeProbe(event: Extract<TimelineEvent, {stream: string}>): void {
    const track = this.observers.find(({observer}) => observer.node === event.node)?.track;
    if (track === undefined) return;
    const atMs = this.msOf(event.at);
    this.#firstProbeMs ??= event.kind === 'probe-answered' ? this.msOf(event.sentAt) : atMs;
    if (event.kind === 'probe-sent') track.sent(event.sequence, atMs);
    else if (event.kind === 'probe-refused') track.refused(event.sequence, atMs);
    else track.answered(event.sequence, this.msOf(event.sentAt), atMs);
    track.settle(atMs);
  }

  /** An answer is dated where it leaves; it is wrong when another node should have given it. */
  #takeAnswer(event: FrameEvent): void {
    if (event.node === this.#rightful) return;
    const {echo} = readingOf(event);
    if (echo?.type !== 'echo-reply') return;
    const asker = this.observers.find(({observer}) => addressOf(observer, this.plan.settings) === echo.asker);
    asker?.track.buckets.count(this.msOf(event.at), 'wrong');
  }
}

/** An all-zero address is what an entry holds that waits for its first answer. */
function heldMac(mac: MacAddress | undefined): MacAddress | undefined {
  return mac === '00:00:00:00:00:00' ? undefined : mac;
}

/** Where an observer's questions come from. */
function addressOf({node}: Observer, {client, ext, router, remote}: LabSettings): string | undefined {
  return [client, ext, router, remote].find(station => station.node === node)?.address.address;
}
