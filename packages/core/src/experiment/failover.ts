/**
 * The failover of the user's lab: what is done, in which order, and when it is looked at. What it shows is not
 * said here but derived from the timeline.
 *
 * @module
 */

import {release} from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import type {AnnouncementForm, Ipv4Address, TargetMac} from '@vip/arp';
import {formatIpv4Interface, VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {probeFates, wasAnswered} from '../analysis/outage.js';
import type {ObservationEvent, Phase, RunEvent} from '../events.js';
import {type Lab, openLab} from '../lab/lab.js';
import {HOST, type LabPlan} from '../lab/plan.js';
import type {LabSettings, Station} from '../lab/settings.js';
import {hermeticTopology, parentTopology} from '../lab/topology.js';
import {NodeAgent} from '../node-agent.js';
import type {Timeline} from '../timeline.js';
import {expectedMac, hermeticObservers, type Observer, parentObservers} from './observers.js';

export interface FailoverOptions {
  readonly settings: LabSettings;
  /** Countdown before the failover, and again before the announcement. Milliseconds. */
  readonly delayMs: number;
  /** Time between two probes of each observer. Milliseconds, 1 or more. */
  readonly probeIntervalMs: number;
  /** What is announced after the failover; undefined: nothing, and the observers must find out by themselves. */
  readonly announce?: {readonly form: AnnouncementForm; readonly targetMac?: TargetMac} | undefined;
  /** Stands the macvlans on an interface of the machine. */
  readonly parent?: {readonly iface: string; readonly gateway?: Ipv4Address | undefined} | undefined;
  /** Of `vip`, for the record of the run. */
  readonly version: string;
  /** Called when all has been observed and the lab still stands; it is taken down when that settles. */
  readonly hold?: ((lab: Lab) => Promise<void>) | undefined;
  /** Ends the run at the next opportunity. The lab is taken down all the same. */
  readonly signal: AbortSignal;
}

/** The steps, as their events name them. The stages of the topology are steps as well. */
export const STEP = {
  linkDown: 'link-down',
  move: 'move',
  announce: 'announce',
  wait: 'wait',
  hold: 'hold',
  cleanUp: 'clean-up',
} as const;

/** The two probe streams: the dense one measures, the one that is a second apart is for reading. */
export const STREAM = {measure: 'probe', read: 'ping'} as const;

/** As `ping` does. Milliseconds. */
const PING_INTERVAL_MS = 1000;

/** Entries last an hour where it is shown that no timer heals them. Milliseconds. */
const PATIENT_REACHABLE_MS = 3_600_000;

/** The capture at every node: all that the failover consists of. */
const CAPTURE_FILTER = 'arp or icmp';

/** How often caches are looked into, besides what the kernel announces. Milliseconds. */
const LOOK_INTERVAL_MS = 50;

/** How long the first pings may take to get through. Milliseconds. */
const STEADY_TIMEOUT_MS = 5000;

/**
 * How long the kernel may take to heal a cache by itself: 53 s by its default timers (reachable at most 45 s,
 * then 5 s DELAY and 3 probes a second apart), and some slack. Milliseconds.
 */
const SELF_HEALING_TIMEOUT_MS = 75_000;

/** Runs the failover; every event goes into the timeline. Comes back when everything is taken down. */
export async function runFailover(options: FailoverOptions, timeline: Timeline): Promise<void> {
  await new Failover(options, timeline).run();
}

class Failover {
  readonly #observers: readonly Observer[];
  readonly #agents = new Map<string, NodeAgent>();
  /** Rejects when an agent or the lab dies under us, or the run is interrupted. */
  readonly #broken: Promise<never>;
  #break: (reason: Error) => void = () => {};
  #holding = false;

  constructor(
    readonly options: FailoverOptions,
    readonly timeline: Timeline,
  ) {
    const {parent, settings, signal} = options;
    this.#observers = parent === undefined ? hermeticObservers(settings) : parentObservers(settings);
    this.#broken = new Promise((_, reject) => {
      this.#break = reject;
    });
    this.#broken.catch(() => {});
    signal.addEventListener('abort', () => this.#holding || this.#break(signal.reason as Error), {
      once: true,
    });
  }

  async run(): Promise<void> {
    this.options.signal.throwIfAborted();
    this.timeline.add(this.#record());
    const lab = await openLab({sharedNetwork: this.options.parent !== undefined});
    void lab.ended.then(() =>
      this.#break(new VipError('CLOSED', 'lab: its first process was ended from outside')),
    );
    try {
      await this.#unlessBroken(this.#script(lab));
    } finally {
      this.#step(STEP.cleanUp, 'begun');
      await lab.close();
      this.#step(STEP.cleanUp, 'done');
    }
  }

  #record(): RunEvent {
    const {settings, delayMs, probeIntervalMs, announce, parent, version} = this.options;
    return {
      at: kernelTime(),
      node: 'lab',
      kind: 'run',
      settings,
      delayMs,
      probeIntervalMs,
      ...(announce === undefined ? {} : {announce}),
      ...(parent === undefined ? {} : {parent: parent.iface}),
      versions: {vip: version, node: process.version, kernel: release()},
    };
  }

  async #script(lab: Lab): Promise<void> {
    const {settings, announce, delayMs, hold} = this.options;
    await this.#build(lab);
    await this.#startWatching(lab);
    await this.#untilAnswered(STEADY_TIMEOUT_MS, 'no answer from the VIP before the failover');
    await this.#observe('before');

    await this.#countDown(STEP.linkDown);
    await this.#failOver(lab, settings);
    await this.#observe('gap');

    if (announce === undefined) {
      this.#step(STEP.wait, 'begun');
      await this.#untilAnswered(SELF_HEALING_TIMEOUT_MS, 'the observers did not find out by themselves');
      this.#step(STEP.wait, 'done');
    } else {
      await this.#countDown(STEP.announce);
      await this.#announce(announce);
    }
    await this.#observe('after');
    await this.#pause(settleMs(delayMs));
    if (hold !== undefined) {
      this.#step(STEP.hold, 'begun');
      this.#holding = true; // to be interrupted is how a hold ends
      await hold(lab);
      this.#step(STEP.hold, 'done');
    }
    await Promise.all([...this.#agents.values()].map(agent => agent.finish()));
  }

  /** The agents are started as soon as their namespaces are there: they need as long as the rest of the lab. */
  async #build(lab: Lab): Promise<void> {
    const {stages} = this.#plan(lab);
    for (const stage of stages) {
      this.#step(stage.name, 'begun');
      await lab.build(stage);
      this.#step(stage.name, 'done');
    }
  }

  #plan(lab: Lab): LabPlan {
    const {settings, announce, parent} = this.options;
    const baseReachableMs = announce === undefined ? undefined : PATIENT_REACHABLE_MS;
    if (parent === undefined) return hermeticTopology({settings, baseReachableMs});
    return parentTopology({
      settings,
      baseReachableMs,
      parent: parent.iface,
      gateway: parent.gateway,
      alias: lab.id,
    });
  }

  async #startWatching(lab: Lab): Promise<void> {
    await Promise.all([...this.#captured()].map(([node, ifaces]) => this.#watchNode(lab, node, ifaces)));
    await Promise.all(this.#observers.map(observer => this.#watchObserver(observer)));
    const reader =
      this.#observers.find(({node}) => node === this.options.settings.ext.node) ?? this.#observers[0];
    if (reader !== undefined) await this.#probe(reader, STREAM.read, PING_INTERVAL_MS);
  }

  /** The interfaces to capture on, by node. */
  #captured(): Map<string, string[]> {
    const {active, passive, client, ext, router, routerRemote, remote} = this.options.settings;
    const hermetic: Station[] = [ext, router, routerRemote, remote];
    const stations = [active, passive, client, ...(this.options.parent === undefined ? hermetic : [])];
    const byNode = new Map<string, string[]>();
    for (const {node, iface} of stations) byNode.set(node, [...(byNode.get(node) ?? []), iface]);
    return byNode;
  }

  async #watchNode(lab: Lab, node: string, ifaces: readonly string[]): Promise<void> {
    const agent = new NodeAgent(lab, node, event => this.timeline.add(event));
    this.#agents.set(node, agent);
    void agent.ended.then(failure => failure !== undefined && this.#break(failure));
    await Promise.all([
      agent.call('watch', null),
      ...ifaces.map(iface => agent.call('capture', {iface, filter: CAPTURE_FILTER})),
    ]);
  }

  async #watchObserver(observer: Observer): Promise<void> {
    const {node, iface, nextHop} = observer;
    await this.#agent(node).call('look', {iface, ip: nextHop, intervalMs: LOOK_INTERVAL_MS});
    await this.#probe(observer, STREAM.measure, this.options.probeIntervalMs);
  }

  async #probe({node, iface}: Observer, stream: string, intervalMs: number): Promise<void> {
    const target = this.options.settings.vip.address;
    // In the machine's own namespace another interface may lead to the same network.
    const bound = node === HOST && this.options.parent !== undefined ? iface : undefined;
    await this.#agent(node).call('probe', {stream, target, intervalMs, iface: bound});
  }

  async #failOver(lab: Lab, {active, passive, vip}: LabSettings): Promise<void> {
    this.#step(STEP.linkDown, 'begun', active.node);
    await lab.batch(active.node, [['link', 'set', active.iface, 'down']]);
    this.#step(STEP.linkDown, 'done', active.node);
    this.#step(STEP.move, 'begun', passive.node);
    const address = formatIpv4Interface(vip);
    await lab.batch(active.node, [['addr', 'del', address, 'dev', active.iface]]);
    await lab.batch(passive.node, [['addr', 'add', address, 'dev', passive.iface]]);
    this.#step(STEP.move, 'done', passive.node);
  }

  async #announce({form, targetMac}: NonNullable<FailoverOptions['announce']>): Promise<void> {
    const {passive, vip} = this.options.settings;
    const {node, iface, mac} = passive;
    this.#step(STEP.announce, 'begun', node);
    await this.#agent(node).call('announce', {iface, ip: vip.address, mac, form, targetMac});
    this.#step(STEP.announce, 'done', node);
  }

  async #countDown(to: string): Promise<void> {
    let remainingMs = this.options.delayMs;
    do {
      this.timeline.add({at: kernelTime(), node: 'lab', kind: 'countdown', to, seconds: remainingMs / 1000});
      const stepMs = remainingMs % 1000 || Math.min(1000, remainingMs);
      await this.#pause(stepMs);
      remainingMs -= stepMs;
    } while (remainingMs > 0);
  }

  /** Waits until the last few probes of every observer were answered. */
  async #untilAnswered(timeoutMs: number, complaint: string): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
      await this.#pause(2 * this.options.probeIntervalMs + 10);
      if (this.#observers.every(({node}) => this.#lastAnswered(node))) return;
    }
    throw new VipError('NOT_POSSIBLE', `experiment: ${complaint} within ${timeoutMs / 1000} s`);
  }

  #lastAnswered(node: string): boolean {
    const sent = this.timeline
      .select('probe-answered', node)
      .filter(({stream}) => stream === STREAM.measure)
      .at(-1);
    const settled = kernelTime() - BigInt(10 * this.options.probeIntervalMs + 50) * 1_000_000n;
    return sent !== undefined && sent.sentAt > settled;
  }

  /** Looks at every observer over a stretch of probes, and writes down what it believed and got. */
  async #observe(phase: Phase): Promise<void> {
    const {probeIntervalMs} = this.options;
    const from = kernelTime();
    await this.#pause(Math.max(100, 8 * probeIntervalMs));
    const until = kernelTime();
    await this.#pause(ANSWER_GRACE_MS);
    const seen = await Promise.all(
      this.#observers.map(observer => this.#observeOne(observer, phase, from, until)),
    );
    for (const observation of seen) this.timeline.add(observation);
  }

  async #observeOne(
    observer: Observer,
    phase: Phase,
    from: bigint,
    until: bigint,
  ): Promise<ObservationEvent> {
    const {name, node, iface, nextHop} = observer;
    const {at, mac, state} = await this.#agent(node).call('lookNow', {iface, ip: nextHop});
    const probes = probeFates(this.timeline, node, STREAM.measure).filter(
      ({sentAt}) => sentAt >= from && sentAt <= until,
    );
    const answered = probes.filter(wasAnswered).length;
    const through = phase === 'gap' ? answered === 0 : answered === probes.length;
    const asExpected =
      through && probes.length > 0 && mac === expectedMac(observer, phase, this.options.settings);
    return {
      at,
      node,
      kind: 'observation',
      phase,
      observer: name,
      ip: nextHop,
      ...(mac === undefined ? {} : {mac}),
      state,
      sent: probes.length,
      answered,
      asExpected,
    };
  }

  #agent(node: string): NodeAgent {
    const agent = this.#agents.get(node);
    if (agent === undefined) throw new VipError('CLOSED', `node ${node}: nobody works there`);
    return agent;
  }

  #step(step: string, phase: 'begun' | 'done', node = 'lab'): void {
    this.timeline.add({at: kernelTime(), node, kind: 'step', step, phase});
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, {signal: this.options.signal});
  }

  async #unlessBroken<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {}); // when the run breaks first, what the work says afterwards is only the echo
    return Promise.race([work, this.#broken]);
  }
}

/** How long an answer may take until its probe is counted as lost for the narration. Milliseconds. */
const ANSWER_GRACE_MS = 40;

/** How long pings go on after the healing: three of them in the user's run, a moment when it is in a hurry. */
function settleMs(delayMs: number): number {
  return Math.min(3000, delayMs * 0.3);
}
