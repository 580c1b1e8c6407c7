/**
 * One trial: a lab, the software that moves the VIP in it, a fault, and what came of it.
 *
 * @module
 */

import {release} from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import type {LabSettings, Timeline, TrialEvent} from '@vip/analysis';
import {hermeticObservers} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {type Breakable, breakable} from '../experiment/breakable.js';
import {Crew, STREAM} from '../experiment/crew.js';
import {onSteadyClock} from '../experiment/steady-clock.js';
import {BRIDGE} from '../lab/building-blocks.js';
import {type Lab, openLab} from '../lab/lab.js';
import {sysctlsOf} from '../lab/plan.js';
import type {Bench, Driver} from './driver.js';
import {DAEMON_SURVIVES, type Fault} from './fault.js';
import {healFault, injectFault} from './inject.js';
import {cabledTopology, SWITCH, trialSettings} from './topology.js';
import {delayForwarding, describeLoss, type GarpLoss, loseGarps, openWire} from './wire.js';

export interface TrialOptions {
  readonly settings: LabSettings;
  readonly driver: Driver;
  readonly fault: Fault;
  readonly faultText: string;
  /** Milliseconds, 1 or more. */
  readonly probeIntervalMs: number;
  readonly dropGarp?: GarpLoss | undefined;
  /** The port to the new node forwards only so long after the node first spoke for the address. Milliseconds. */
  readonly forwardDelayMs?: number | undefined;
  /** Neighbour settings of the observers; absent ones are the kernel's own. */
  readonly clientSysctls: Readonly<Record<string, string>>;
  /** Drawn by the seed: when within the driver's period the fault falls. Milliseconds. */
  readonly phaseMs: number;
  readonly seed: number;
  /** How long to wait for the VIP to answer everybody again. Milliseconds. */
  readonly timeoutMs: number;
  /** How long to go on looking when it does: for second announcements, for what heals late. Milliseconds. */
  readonly settleMs: number;
  readonly version: string;
  /** The words of the command line, for the record. */
  readonly command?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** The steps of a trial, as its events name them. */
export const TRIAL_STEP = {
  build: 'build',
  start: 'driver-start',
  fault: 'fault',
  heal: 'heal',
  takeOver: 'take-over',
  cleanUp: 'clean-up',
} as const;

/** How long a driver may take until the VIP answers for the first time. Milliseconds. */
const START_TIMEOUT_MS = 30_000;

/** Everybody is served again when the probes of so long a time were all answered. Milliseconds. */
const STEADY_MS = 100;

/** Runs a trial; every event goes into the timeline. Comes back when everything is taken down. */
export async function runTrial(given: TrialOptions, timeline: Timeline): Promise<void> {
  const options = {...given, settings: trialSettings(given.settings, given.fault)};
  options.signal.throwIfAborted();
  timeline.add(recordOf(options));
  const lab = await openLab({signal: options.signal});
  const trial = new Trial(options, timeline, lab);
  try {
    await onSteadyClock(() => trial.untilDoneOrBroken());
  } finally {
    try {
      trial.step(TRIAL_STEP.cleanUp, 'begun');
    } finally {
      await lab.close(); // also when who listens to the steps fails, at a full disk for instance
    }
    trial.step(TRIAL_STEP.cleanUp, 'done');
  }
}

function recordOf(options: TrialOptions): TrialEvent {
  const {driver, faultText, settings, probeIntervalMs, phaseMs, seed, clientSysctls, version, command} =
    options;
  return {
    at: kernelTime(),
    node: 'lab',
    kind: 'trial',
    driver: driver.name,
    fault: faultText,
    impairments: impairmentsOf(options),
    settings,
    probeIntervalMs,
    phaseMs,
    seed,
    clientSysctls,
    versions: {vip: version, node: process.version, kernel: release()},
    ...(command === undefined ? {} : {command}),
    sysctls: sysctlsOf(cabledTopology(settings, clientSysctls)),
  };
}

function impairmentsOf({dropGarp, forwardDelayMs, settings}: TrialOptions): string[] {
  return [
    ...(dropGarp === undefined ? [] : [`the switch ${describeLoss(dropGarp)}`]),
    ...(forwardDelayMs === undefined
      ? []
      : [`the port to ${settings.passive.node} forwards ${forwardDelayMs} ms late`]),
  ];
}

class Trial implements Bench {
  readonly crew: Crew;
  readonly settings: LabSettings;
  readonly #breakable: Breakable;
  /** When we last did something to which a driver may answer. */
  #lastDeed = 0n;

  constructor(
    readonly options: TrialOptions,
    readonly timeline: Timeline,
    readonly lab: Lab,
  ) {
    this.settings = options.settings;
    this.#breakable = breakable(lab, options.signal);
    this.crew = new Crew(lab, timeline, this.#breakable.break);
  }

  async untilDoneOrBroken(): Promise<void> {
    await this.#breakable.run(this.#script());
  }

  step(step: string, phase: 'begun' | 'done', node = 'lab'): void {
    this.timeline.add({at: kernelTime(), node, kind: 'step', step, phase});
  }

  async untilHeld(node: string): Promise<void> {
    const {active, passive, vip} = this.settings;
    const others = [active, passive].filter(station => station.node !== node);
    const holds = (which: string) =>
      this.timeline.select('address', which).findLast(({ip}) => ip === vip.address)?.change === 'added';
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!holds(node) || others.some(other => holds(other.node))) {
      if (performance.now() > deadline) {
        const problem = `${this.options.driver.name} did not bring the VIP up on ${node} alone`;
        throw new VipError('NOT_POSSIBLE', `trial: ${problem} within ${START_TIMEOUT_MS / 1000} s`);
      }
      await this.#pause(10);
    }
  }

  async #script(): Promise<void> {
    const {driver, fault, phaseMs, settleMs, timeoutMs} = this.options;
    const {active} = this.settings;
    const {watching} = await this.#during(TRIAL_STEP.build, () => this.#build());
    await this.#during(TRIAL_STEP.start, () => driver.start(this));
    await this.untilHeld(active.node);
    await watching;
    const heldAt = performance.now();
    await this.#startProbing();
    if (!(await this.#served(START_TIMEOUT_MS))) {
      throw new VipError(
        'NOT_POSSIBLE',
        `trial: ${driver.name} did not bring the VIP up within ${START_TIMEOUT_MS / 1000} s`,
      );
    }
    const {afterglowMs = 0} = driver;
    if (DAEMON_SURVIVES.has(fault.name)) await this.#pause(heldAt + afterglowMs - performance.now());
    await this.#impair();
    await this.#pause(STEADY_MS + phaseMs);

    await this.#during(TRIAL_STEP.fault, () => injectFault(this, fault), active.node);
    const faultAt = performance.now();
    if (driver.takeOver !== undefined && fault.name !== 'rogue') await driver.takeOver(this);
    if (fault.durationMs !== undefined) {
      await this.#pause(faultAt + fault.durationMs - performance.now());
      await this.#during(TRIAL_STEP.heal, () => healFault(this, fault), active.node);
    }
    await this.#acted(driver.patienceMs);
    await this.#served(timeoutMs);
    await this.#pause(settleMs);
    await this.crew.finish();
  }

  /** Comes back when the two nodes can be left to a driver; who watches the rest gets ready beside it. */
  async #build(): Promise<{watching: Promise<unknown>}> {
    const {active, passive, client, ext, router, routerRemote, remote, rogue} = this.settings;
    const third = rogue === undefined ? [] : [rogue];
    const others = [client, ext, router, routerRemote, remote, ...third, {node: SWITCH, iface: BRIDGE}];
    const plan = cabledTopology(this.settings, this.options.clientSysctls);
    await this.lab.addNodes(plan);
    this.crew.hire([active.node, passive.node]);
    for (const stage of plan.stages) await this.lab.build(stage);
    await this.crew.watch([active, passive]);
    const watching = Promise.all([openWire(this.lab), this.crew.watch(others)]);
    watching.catch(this.#breakable.break);
    return {watching};
  }

  /** What the network does wrong all the time. */
  async #impair(): Promise<void> {
    const {dropGarp, forwardDelayMs} = this.options;
    const {passive, vip} = this.settings;
    if (dropGarp !== undefined) await loseGarps(this.lab, vip.address, dropGarp);
    if (forwardDelayMs !== undefined)
      await delayForwarding(this.lab, passive.node, vip.address, forwardDelayMs);
  }

  async #startProbing(): Promise<void> {
    const {probeIntervalMs: intervalMs} = this.options;
    const target = this.settings.vip.address;
    for (const observer of hermeticObservers(this.settings)) {
      await this.crew.look(observer);
      await this.crew.agent(observer.node).call('probe', {stream: STREAM.measure, target, intervalMs});
    }
  }

  /** Waits until the address was added to a node since now, at most for so long: then nobody acts any more. */
  async #acted(patienceMs: number): Promise<void> {
    const since = this.#lastDeed;
    const deadline = performance.now() + patienceMs;
    const hasActed = () =>
      this.timeline
        .select('address')
        .some(({at, ip, change}) => at > since && ip === this.settings.vip.address && change === 'added');
    while (performance.now() < deadline && !hasActed()) await this.#pause(20);
    await this.#pause(STEADY_MS);
  }

  /** Waits until every observer is served; false when that takes too long. */
  async #served(timeoutMs: number): Promise<boolean> {
    const {probeIntervalMs} = this.options;
    const deadline = performance.now() + timeoutMs;
    const isServed = () =>
      hermeticObservers(this.settings).every(({node}) =>
        this.crew.isAnswered(node, 10 * probeIntervalMs + 50),
      );
    while (performance.now() < deadline) {
      await this.#pause(2 * probeIntervalMs + 10);
      if (isServed()) return true;
    }
    return false;
  }

  async #during<T>(step: string, work: () => Promise<T>, node?: string): Promise<T> {
    this.#lastDeed = kernelTime();
    this.step(step, 'begun', node);
    const result = await work();
    this.step(step, 'done', node);
    return result;
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, {signal: this.#breakable.signal});
  }
}
