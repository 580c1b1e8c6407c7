/**
 * One trial: a lab, the software that moves the VIP in it, a fault, and what came of it.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {LabSettings, Timeline} from '@vip/analysis';
import {hermeticObservers, TRIAL_STEP} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {type Breakable, breakable} from '../experiment/breakable.js';
import {Crew} from '../experiment/crew.js';
import {onSteadyClock} from '../experiment/steady-clock.js';
import {BRIDGE} from '../lab/building-blocks.js';
import {type Lab, openLab} from '../lab/lab.js';
import type {Bench} from './driver.js';
import {kindOf} from './faults/catalogue.js';
import {planTrial, type TrialOptions, type TrialPlan} from './options.js';
import type {Programs} from './programs.js';
import {recordOf} from './record.js';
import {Software} from './software.js';
import {cabledTopology, SWITCH} from './topology.js';
import {delayForwarding, loseGarps, openWire} from './wire.js';

/** How long a driver may take until the VIP answers for the first time. Milliseconds. */
const START_TIMEOUT_MS = 30_000;

/** Everybody is served again when the probes of so long a time were all answered. Milliseconds. */
const STEADY_MS = 100;

/**
 * Runs a trial; every event goes into the timeline. Comes back when everything is taken down.
 *
 * @throws VipError when it could not be made, or not to its end: the last event says so as well
 */
export async function runTrial(options: TrialOptions, timeline: Timeline): Promise<void> {
  const plan = planTrial(options);
  const {signal} = plan;
  signal.throwIfAborted();
  timeline.add(recordOf(plan));
  try {
    await runIn(await openLab({signal}), plan, timeline);
  } catch (error) {
    if (error instanceof VipError)
      timeline.add({at: kernelTime(), node: 'lab', kind: 'failed', message: error.message});
    throw error;
  }
}

async function runIn(lab: Lab, plan: TrialPlan, timeline: Timeline): Promise<void> {
  const trial = new Trial(plan, timeline, lab);
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

class Trial implements Bench {
  readonly crew: Crew;
  readonly settings: LabSettings;
  readonly #software: Software;
  readonly #breakable: Breakable;
  /** When we last did something to which a driver may answer. */
  #lastDeed = 0n;

  constructor(
    readonly plan: TrialPlan,
    readonly timeline: Timeline,
    readonly lab: Lab,
  ) {
    this.settings = plan.settings;
    this.#breakable = breakable(lab, plan.signal);
    this.crew = new Crew(lab, timeline, this.#breakable.break);
    this.#software = new Software({
      ...{driver: plan.driver, settings: plan.settings, lab, timeline, hearing: this.crew.hearing},
      endsDaemon: kindOf(plan.fault.name).endsDaemon === true,
      ...{signal: this.#breakable.signal, onFailure: this.#breakable.break},
    });
  }

  async untilDoneOrBroken(): Promise<void> {
    await this.#breakable.run(this.#script());
  }

  step(step: string, phase: 'begun' | 'done', node = 'lab'): void {
    this.timeline.add({at: kernelTime(), node, kind: 'step', step, phase});
  }

  get programs(): Programs {
    return this.#software.programs;
  }

  untilHeld(node: string): Promise<void> {
    return this.#software.untilHeld(node, START_TIMEOUT_MS);
  }

  async #script(): Promise<void> {
    const {driver, fault, phaseMs, settleMs, timeoutMs} = this.plan;
    const {active, passive} = this.settings;
    const {watching} = await this.#during(TRIAL_STEP.build, () => this.#build());
    await this.#during(TRIAL_STEP.start, () => driver.start(this));
    await this.untilHeld(active.node);
    await watching;
    await this.#software.untilReady(passive);
    const heldAt = performance.now();
    await this.#startProbing();
    if (!(await this.#served(START_TIMEOUT_MS))) {
      throw new VipError(
        'NOT_POSSIBLE',
        `trial: ${driver.name} did not bring the VIP up within ${START_TIMEOUT_MS / 1000} s`,
      );
    }
    const {afterglowMs = 0} = driver;
    const {isSurvived, ready, readyToHeal, oldHolder} = kindOf(fault.name);
    if (isSurvived) await this.#pause(heldAt + afterglowMs - performance.now());
    await this.#impair();
    await this.#pause(STEADY_MS + phaseMs);

    const strike = await ready(this);
    this.#software.stage = 'after';
    await this.#during(TRIAL_STEP.fault, strike, active.node);
    const faultAt = performance.now();
    if (oldHolder !== 'stays') await driver.takeOver?.(this);
    if (oldHolder === 'lets-go') await driver.letGo?.(this);
    if (fault.durationMs !== undefined) {
      await this.#pause(faultAt + fault.durationMs - performance.now());
      await this.#during(TRIAL_STEP.heal, (await readyToHeal?.(this)) ?? (() => {}), active.node);
    }
    if (oldHolder === 'lets-go-when-healed') await driver.letGo?.(this);
    await this.#acted(driver.patienceMs);
    await this.#served(timeoutMs);
    await this.#pause(settleMs);
    this.#software.stage = 'over';
    await this.crew.finish();
  }

  /** Comes back when the two nodes can be left to a driver; who watches the rest gets ready beside it. */
  async #build(): Promise<{watching: Promise<unknown>}> {
    const {active, passive, client, ext, router, routerRemote, remote, rogue} = this.settings;
    const others = [client, ext, router, routerRemote, remote, {node: SWITCH, iface: BRIDGE}];
    const plan = cabledTopology(this.settings, this.plan.clientSysctls);
    await this.lab.addNodes(plan);
    this.crew.hire([active.node, passive.node]);
    for (const stage of plan.stages) await this.lab.build(stage);
    await this.crew.watch([active, passive], {bySide: true});
    const watching = Promise.all([
      openWire(this.lab),
      this.crew.watch(others),
      this.crew.watch(rogue === undefined ? [] : [rogue], {bySide: true}),
    ]);
    watching.catch(this.#breakable.break);
    return {watching};
  }

  /** What the network does wrong all the time. */
  async #impair(): Promise<void> {
    const {dropGarp, forwardDelayMs} = this.plan;
    const {passive, vip} = this.settings;
    if (dropGarp !== undefined) await loseGarps(this.lab, vip.address, dropGarp);
    if (forwardDelayMs !== undefined)
      await delayForwarding(this.lab, passive.node, vip.address, forwardDelayMs);
  }

  async #startProbing(): Promise<void> {
    const {probeIntervalMs: intervalMs} = this.plan;
    const target = this.settings.vip.address;
    for (const observer of hermeticObservers(this.settings)) {
      await this.crew.look(observer);
      await this.crew.probe(observer.node, {target, intervalMs});
    }
  }

  /** Waits until the address was added to a node since now, at most for so long: then nobody acts any more. */
  async #acted(patienceMs: number): Promise<void> {
    const since = this.#lastDeed;
    const hasActed = () =>
      this.timeline
        .select('address')
        .some(({at, ip, change}) => at > since && ip === this.settings.vip.address && change === 'added');
    await this.crew.hearing.until(hasActed, patienceMs, this.#breakable.signal);
  }

  /** Waits until every observer is served; false when that takes too long. */
  async #served(timeoutMs: number): Promise<boolean> {
    const nodes = hermeticObservers(this.settings).map(({node}) => node);
    return this.crew.hearing.untilSteady(nodes, STEADY_MS, timeoutMs, this.#breakable.signal);
  }

  async #during<T>(step: string, work: () => Promise<T> | T, node?: string): Promise<T> {
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
