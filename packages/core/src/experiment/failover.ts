/**
 * The failover of the user's lab: what is done, in which order, and when it is looked at. What it shows is not
 * said here but derived from the timeline.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {LabSettings, Phase, RunEvent, Station, Timeline} from '@vip/analysis';
import {
  DEFAULT_SETTINGS,
  hermeticObservers,
  type Observer,
  parentObservers,
  readingObserver,
  STREAM,
} from '@vip/analysis';
import {
  type AnnouncementForm,
  formatIpv4Interface,
  type Ipv4Address,
  type TargetMac,
  VipError,
} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {DEFAULTS} from '../defaults.js';
import {type Lab, openLab} from '../lab/lab.js';
import {checkParent, removeOrphans} from '../lab/parent.js';
import {HOST, type LabPlan, sysctlsOf} from '../lab/plan.js';
import {hermeticTopology, parentTopology} from '../lab/topology.js';
import {versions} from '../version.js';
import {type Breakable, breakable} from './breakable.js';
import {Crew} from './crew.js';
import {observePhase} from './observation.js';
import {onSteadyClock} from './steady-clock.js';

export interface FailoverOptions {
  /** The addresses of the lab; `DEFAULT_SETTINGS` by default. */
  readonly settings?: LabSettings | undefined;
  /** Countdown before the failover, and again before the announcement. Milliseconds; 10 s by default. */
  readonly delayMs?: number | undefined;
  /** Time between two probes of each observer. Milliseconds, 1 or more; 5 by default. */
  readonly probeIntervalMs?: number | undefined;
  /** What is announced after the failover; undefined: nothing, and the observers must find out by themselves. */
  readonly announce?: {readonly form: AnnouncementForm; readonly targetMac?: TargetMac} | undefined;
  /** Stands the macvlans on an interface of the machine. */
  readonly parent?: {readonly iface: string; readonly gateway?: Ipv4Address | undefined} | undefined;
  /** The words of the command line, for the record. */
  readonly command?: readonly string[] | undefined;
  /** Asks the reader to predict before a step, and comes back when he has; absent when nobody is asked. */
  readonly predict?: ((question: string) => Promise<void>) | undefined;
  /** Called when all has been observed and the lab still stands; it is taken down when that settles. */
  readonly hold?: ((lab: Lab) => Promise<void>) | undefined;
  /** Ends the run at the next opportunity, and a hold in order. The lab is taken down all the same. */
  readonly signal?: AbortSignal | undefined;
}

/** The same with nothing left open that has a default. */
type FailoverPlan = FailoverOptions & {
  readonly settings: LabSettings;
  readonly delayMs: number;
  readonly probeIntervalMs: number;
  readonly signal: AbortSignal;
};

function planFailover({
  settings = DEFAULT_SETTINGS,
  delayMs = DEFAULTS.delayMs,
  probeIntervalMs = DEFAULTS.probeIntervalMs,
  signal = new AbortController().signal,
  ...options
}: FailoverOptions): FailoverPlan {
  return {...options, settings, delayMs, probeIntervalMs, signal};
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

/** As `ping` does. Milliseconds. */
const PING_INTERVAL_MS = 1000;

/** Entries last an hour where it is shown that no timer heals them. Milliseconds. */
const PATIENT_REACHABLE_MS = 3_600_000;

/** Everybody is answered when all probes of so long a time were. Milliseconds. */
const STEADY_MS = 100;

/** How long the first pings may take to get through. Milliseconds. */
const STEADY_TIMEOUT_MS = 5000;

/** A lab that is held is entered by name; several are told apart by number. */
const HELD = {
  name: 'experiment',
  otherNames: Array.from({length: 98}, (_, index) => `experiment-${index + 2}`),
};

/** Runs the failover; every event goes into the timeline. Comes back when everything is taken down. */
export async function runFailover(given: FailoverOptions, timeline: Timeline): Promise<void> {
  const options = planFailover(given);
  const {parent, settings, signal} = options;
  signal.throwIfAborted();
  const removed = parent === undefined ? [] : await removeOrphans();
  if (parent !== undefined) await checkParent(parent.iface, settings.client.iface);
  timeline.add(recordOf(options));
  for (const iface of removed) {
    const text = `Removed ${iface}, left behind by a run that was killed`;
    timeline.add({at: kernelTime(), node: 'lab', kind: 'told', text});
  }
  const lab = await openLab({
    signal: options.signal,
    sharedNetwork: options.parent !== undefined,
    ...(options.hold === undefined ? {} : HELD),
  });
  const run = new Failover(options, timeline, lab);
  try {
    await run.untilDoneOrBroken();
  } finally {
    try {
      run.step(STEP.cleanUp, 'begun');
    } finally {
      await lab.close(); // also when who listens to the steps fails, at a full disk for instance
    }
    run.step(STEP.cleanUp, 'done');
  }
}

function recordOf(options: FailoverPlan): RunEvent {
  const {settings, delayMs, probeIntervalMs, announce, parent, command} = options;
  return {
    at: kernelTime(),
    node: 'lab',
    kind: 'run',
    settings,
    delayMs,
    probeIntervalMs,
    ...(announce === undefined ? {} : {announce}),
    ...(parent === undefined ? {} : {parent: parent.iface}),
    versions: versions(),
    ...(command === undefined ? {} : {command}),
    sysctls: sysctlsOf(planOf(options, '')),
  };
}

/** @param run marks what stands in the machine's own namespace */
function planOf({settings, announce, parent}: FailoverPlan, run: string): LabPlan {
  const baseReachableMs = announce === undefined ? undefined : PATIENT_REACHABLE_MS;
  if (parent === undefined) return hermeticTopology({settings, baseReachableMs});
  const {iface, gateway} = parent;
  return parentTopology({settings, baseReachableMs, parent: iface, gateway, run});
}

class Failover {
  readonly #observers: readonly Observer[];
  readonly #crew: Crew;
  readonly #breakable: Breakable;
  #holding = false;

  constructor(
    readonly options: FailoverPlan,
    readonly timeline: Timeline,
    readonly lab: Lab,
  ) {
    const {parent, settings, signal} = options;
    this.#observers = parent === undefined ? hermeticObservers(settings) : parentObservers(settings);
    this.#breakable = breakable(lab, signal, () => this.#holding);
    this.#crew = new Crew(lab, timeline, this.#breakable.break);
  }

  async untilDoneOrBroken(): Promise<void> {
    await this.#breakable.run(this.#script());
  }

  step(step: string, phase: 'begun' | 'done', node = 'lab'): void {
    this.timeline.add({at: kernelTime(), node, kind: 'step', step, phase});
  }

  async #script(): Promise<void> {
    const {hold} = this.options;
    await onSteadyClock(() => this.#measure());
    if (hold !== undefined) {
      this.#holding = true; // to be interrupted is how a hold ends
      this.#crew.hearing.keepOnly('step', 'capture-end');
      await this.#during(STEP.hold, () => hold(this.lab));
    }
    await this.#crew.finish();
  }

  async #measure(): Promise<void> {
    const {announce, delayMs} = this.options;
    const plan = planOf(this.options, this.lab.id);
    await this.lab.addNodes(plan);
    this.#crew.hire(new Set(this.#stations().map(({node}) => node)));
    for (const stage of plan.stages) await this.#during(stage.name, () => this.lab.build(stage));
    await this.#crew.watch(this.#stations());
    await this.#startProbing();
    await this.#untilAnswered(STEADY_TIMEOUT_MS, 'the VIP did not answer before the failover');
    await this.#observe('before');

    await this.#predict('The VIP moves to a node with another MAC. What will the pings of each observer do?');
    await this.#countDown(STEP.linkDown);
    await this.#failOver();
    await this.#observe('gap');

    await this.#predict(
      announce === undefined
        ? 'Nobody announces the new MAC. After how long do the pings get through, and why?'
        : 'The new node announces its MAC. Which caches change, and after how many more lost pings?',
    );
    if (announce === undefined) {
      await this.#during(STEP.wait, () =>
        this.#untilAnswered(DEFAULTS.timeoutMs, 'the observers did not find out by themselves'),
      );
    } else {
      await this.#countDown(STEP.announce);
      await this.#announce(announce);
    }
    await this.#observe('after');
    await this.#pause(settleMs(delayMs));
  }

  async #predict(question: string): Promise<void> {
    const {predict} = this.options;
    if (predict === undefined) return;
    this.timeline.add({at: kernelTime(), node: 'lab', kind: 'asked', question});
    await predict(question);
  }

  /** Where it is captured. */
  #stations(): Station[] {
    const {active, passive, client, ext, router, routerRemote, remote} = this.options.settings;
    const ours = [active, passive, client];
    return this.options.parent === undefined ? [...ours, ext, router, routerRemote, remote] : ours;
  }

  async #startProbing(): Promise<void> {
    const {settings, probeIntervalMs, parent} = this.options;
    const target = settings.vip.address;
    // In the machine's own namespace another interface may lead to the same network.
    const boundTo = ({node, iface}: Observer) => (node === HOST && parent !== undefined ? iface : undefined);
    await Promise.all(
      this.#observers.map(async observer => {
        await this.#crew.look(observer);
        const iface = boundTo(observer);
        await this.#crew.probe(observer.node, {target, intervalMs: probeIntervalMs, iface});
      }),
    );
    const reader = readingObserver(this.#observers);
    const reading = {stream: STREAM.read, target, intervalMs: PING_INTERVAL_MS, iface: boundTo(reader)};
    await this.#crew.agent(reader.node).call('probe', reading);
  }

  async #failOver(): Promise<void> {
    const {active, passive, vip} = this.options.settings;
    const address = formatIpv4Interface(vip);
    await this.#during(
      STEP.linkDown,
      () => this.lab.batch(active.node, [['link', 'set', active.iface, 'down']]),
      active.node,
    );
    await this.#during(
      STEP.move,
      async () => {
        await this.lab.batch(active.node, [['addr', 'del', address, 'dev', active.iface]]);
        await this.lab.batch(passive.node, [['addr', 'add', address, 'dev', passive.iface]]);
      },
      passive.node,
    );
  }

  async #announce(announce: NonNullable<FailoverOptions['announce']>): Promise<void> {
    const {vip, passive} = this.options.settings;
    const {node, iface, mac} = passive;
    await this.#during(
      STEP.announce,
      async () => {
        await this.#crew.agent(node).call('announce', {iface, ip: vip.address, mac, ...announce});
      },
      node,
    );
  }

  async #during(step: string, work: () => Promise<void>, node?: string): Promise<void> {
    this.step(step, 'begun', node);
    await work();
    this.step(step, 'done', node);
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

  /** Waits until every observer gets answers. */
  async #untilAnswered(timeoutMs: number, complaint: string): Promise<void> {
    const nodes = this.#observers.map(({node}) => node);
    if (await this.#crew.hearing.untilSteady(nodes, STEADY_MS, timeoutMs, this.#breakable.signal)) return;
    throw new VipError('NOT_POSSIBLE', `experiment: ${complaint} within ${timeoutMs / 1000} s`);
  }

  async #observe(phase: Phase): Promise<void> {
    const {settings, probeIntervalMs} = this.options;
    const {signal} = this.#breakable;
    await observePhase(this.#crew, {phase, observers: this.#observers, settings, probeIntervalMs, signal});
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, {signal: this.#breakable.signal});
  }
}

/** How long pings go on after the healing: three of them in the user's run, a moment when it is in a hurry. */
function settleMs(delayMs: number): number {
  return Math.min(3000, delayMs * 0.3);
}
