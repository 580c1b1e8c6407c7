/**
 * A run in progress, folded from its events: which node holds the address, what each observer gets and believes, what
 * is being done. Pure: the same events give the same picture.
 *
 * @module
 */

import type {
  FrameEvent,
  NeighbourEvent,
  NeighbourState,
  Observer,
  TimelineEvent,
  TrialSettings,
} from '@vip/analysis';
import {
  Beliefs,
  beliefOf,
  claimants,
  Holders,
  type ProbeEvent,
  readingOf,
  type Topology,
} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import {type MacName, MacNames} from './mac-names.js';
import type {Retention} from './probe-buckets.js';
import {ProbeTrack} from './probe-track.js';
import {ProgressTracker} from './progress.js';

/** What is known about a run before it begins. */
interface Plan {
  /** The settings of each family, in order. */
  readonly families: readonly [TrialSettings, ...TrialSettings[]];
  /** When it began, in nanoseconds since the epoch. */
  readonly startedAt: bigint;
  /** Time between two probes of an observer. Milliseconds. */
  readonly intervalMs: number;
  readonly topology: Topology;
  readonly reach: Retention;
  /** The first line, before anything is done. */
  readonly opening: string;
  /** Nodes that have the address from the start; none by default. */
  readonly holders?: readonly string[];
}

/** One observer of the run. */
export class LiveObserver {
  readonly track: ProbeTrack;
  readonly beliefs = new Beliefs();

  constructor(
    readonly observer: Observer,
    readonly run: LiveRun,
  ) {
    const {intervalMs, reach} = run.plan;
    this.track = new ProbeTrack(intervalMs, reach, at => run.msOf(at));
  }

  /** The node that its cache points to, and the state of the entry; undefined until known. */
  get belief(): {readonly name: MacName; readonly state: NeighbourState} | undefined {
    const {now} = this.beliefs;
    return now === undefined ? undefined : {name: this.run.names.believed(now.mac), state: now.state};
  }

  /** Which node it believed just before a time, in milliseconds since the run began. */
  believedBefore(ms: number): MacName | undefined {
    const belief = this.beliefs.before(this.run.atOf(ms));
    return belief === undefined ? undefined : this.run.names.believed(belief.mac);
  }
}

export class LiveRun {
  readonly names: MacNames;
  readonly observers: readonly LiveObserver[];
  readonly progress: ProgressTracker;
  /** The holders of each VIP, in the order of the families. */
  readonly holders: readonly Holders[];
  readonly #down = new Set<string>();
  readonly #claimants: ReadonlySet<string>;
  /** The node that should answer for each address: of those that have it, the last to be given it; if none has it, the last that had it. */
  readonly #rightful: Map<IpAddress, string>;
  #firstProbeMs: number | undefined;

  constructor(readonly plan: Plan) {
    const {families, topology, opening, holders} = plan;
    const [settings] = families;
    this.holders = families.map(family => new Holders(family, holders));
    this.names = new MacNames(settings);
    this.progress = new ProgressTracker(opening);
    this.#rightful = new Map(families.map(({vip, active}) => [vip.address, active.node]));
    this.#claimants = new Set(claimants(settings).map(({node}) => node));
    this.observers = topology.observers.map(observer => new LiveObserver(observer, this));
  }

  take(event: TimelineEvent): void {
    this.progress.take(event, this.msOf(event.at));
    for (const holders of this.holders) {
      holders.take(event);
      const {vip, rogue} = holders.settings;
      // A thawed node has kept it all along, which the kernel does not announce.
      const latest = holders.latest(node => node !== rogue?.node);
      if (latest !== undefined) this.#rightful.set(vip.address, latest);
    }
    switch (event.kind) {
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
        this.#takeProbe(event);
        break;
    }
  }

  /** Milliseconds since the run began. */
  msOf(at: bigint): number {
    return Number(at - this.plan.startedAt) / 1e6;
  }

  /** The time this many milliseconds after the run began. */
  atOf(ms: number): bigint {
    return this.plan.startedAt + BigInt(Math.round(ms * 1e6));
  }

  /** When the first probe was sent, in milliseconds since the run began; undefined before. */
  get firstProbeMs(): number | undefined {
    return this.#firstProbeMs;
  }

  isDown(node: string, iface: string): boolean {
    return this.#down.has(`${node} ${iface}`);
  }

  #takeNeighbour(event: NeighbourEvent): void {
    const {node, ip} = event;
    const seer = this.observers.find(({observer}) => observer.node === node && observer.nextHop === ip);
    if (seer === undefined) return;
    seer.beliefs.take(event);
    // Foreign MACs are named in order of appearance.
    this.names.believed(beliefOf(event).mac);
  }

  #takeProbe(event: ProbeEvent): void {
    const {node, stream} = event;
    const track = this.observers.find(
      ({observer}) => observer.node === node && observer.stream === stream,
    )?.track;
    if (track === undefined) return;
    this.#firstProbeMs ??= this.msOf(event.kind === 'probe-answered' ? event.sentAt : event.at);
    track.take(event);
  }

  /** An answer is dated where it leaves; it is wrong when another node should have given it. */
  #takeAnswer(event: FrameEvent): void {
    const {echo} = readingOf(event);
    if (echo?.type !== 'echo-reply' || this.#rightful.get(echo.target) === event.node) return;
    const asker = this.observers.find(({observer}) => observer.address.address === echo.asker);
    asker?.track.buckets.count(this.msOf(event.at), 'wrong');
  }
}
