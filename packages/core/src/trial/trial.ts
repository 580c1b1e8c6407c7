/**
 * One trial: a lab, the software that moves the VIP in it, a fault, and the result.
 *
 * @module
 */

import type {LabSettings, Timeline} from '@vip/analysis';
import {familiesOf, isTentative, observersOf, TRIAL_STEP} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import type {Lab} from '../lab/lab.js';
import type {LabTopology} from '../lab/lab-topology.js';
import type {Agents} from '../session/agents.js';
import {runSession} from '../session/run-session.js';
import {type Session, STEADY_MS} from '../session/session.js';
import {buildTrial} from './build-trial.js';
import type {Bench, Driver} from './driver.js';
import {faultKindOf} from './fault.js';
import {momentOf} from './moments.js';
import {untilMoved} from './moved.js';
import {ObserversSessions} from './observers-sessions.js';
import {movingOf, placeOfPlan, planTrial, type TrialOptions, type TrialPlan} from './options.js';
import type {Programs} from './programs.js';
import {trialRecord} from './record.js';
import {untilNothingMoves} from './rest.js';
import {startService} from './service.js';
import {Software} from './software.js';
import {softwareVersion} from './software-version.js';
import {NotSteady, steadyStretch, unsteadiness} from './steadiness.js';
import {strike} from './strike.js';
import {trialTopology} from './trial-topology.js';
import {Wire} from './wire.js';

/** How long a driver may take until the VIP answers for the first time. Milliseconds. */
const START_TIMEOUT_MS = 30_000;

/** How long duplicate address detection may take: a second, and a delay of up to another (RFC 4862 §5.4.2). Milliseconds. */
const DETECTION_TIMEOUT_MS = 5000;

/**
 * Runs a trial; every event goes into the timeline. Settles when the lab is gone.
 *
 * @throws VipError `BAD_ARGUMENT` for an unsupported combination, before anything is built; otherwise if it could not be made or
 *   completed, as its last event says, too
 */
export async function runTrial(options: TrialOptions, timeline: Timeline): Promise<void> {
  const plan = planTrial(options);
  const record = trialRecord(plan, await softwareVersion(plan.driver));
  await runSession(
    {timeline, record, signal: plan.signal},
    {measured: session => new Trial(plan, session).run()},
  );
}

class Trial implements Bench {
  readonly settings: LabSettings;
  readonly families: readonly LabSettings[];
  readonly moving: readonly LabSettings[];
  readonly lab: Lab;
  readonly agents: Agents;
  readonly timeline: Timeline;
  readonly driver: Driver;
  readonly wire: Wire;
  readonly #topology: LabTopology;
  readonly #software: Software;
  readonly #sessions: ObserversSessions | undefined;

  constructor(
    readonly plan: TrialPlan,
    readonly session: Session,
  ) {
    const {driver, settings, fault} = plan;
    const place = placeOfPlan(plan);
    this.settings = settings;
    this.families = familiesOf(place);
    this.moving = movingOf(plan);
    this.driver = driver;
    this.lab = session.lab;
    this.agents = session.agents;
    this.timeline = session.timeline;
    this.#topology = trialTopology(place, plan.clientSysctls);
    this.wire = new Wire(this.lab, this.#topology.kind.wiring, settings);
    const {tcp} = plan;
    // Of several addresses of a family, the first has the sessions.
    const observers = this.families.flatMap(family => observersOf(this.#topology, family));
    if (tcp !== undefined) this.#sessions = new ObserversSessions(session, tcp, observers);
    this.#software = new Software({
      driver,
      moving: this.moving,
      session,
      ends: faultKindOf(fault).ends,
    });
  }

  step(step: string, phase: 'begun' | 'done', node?: string): void {
    this.session.step(step, phase, node);
  }

  get programs(): Programs {
    return this.#software.programs;
  }

  untilHeld(node: string): Promise<void> {
    return this.#software.untilHeld(node, START_TIMEOUT_MS);
  }

  async untilDetected(node: string): Promise<void> {
    const isOver = () => this.moving.every(({vip}) => !isTentative(this.timeline, node, vip.address));
    await this.session.until(isOver, DETECTION_TIMEOUT_MS);
  }

  async run(): Promise<void> {
    const {session} = this;
    const {settleMs, steadyMs, timeoutMs, fault, driver, phaseMs, probeIntervalMs} = this.plan;
    const {isStart, isSurvived} = faultKindOf(fault);
    if (isStart) await this.#prepare();
    else {
      const heldAt = await this.#start();
      const {afterglowMs = 0} = driver;
      if (isSurvived) await session.pause(heldAt + afterglowMs - performance.now());
    }
    await this.#impair();
    const stretchMs = steadyStretch(steadyMs ?? STEADY_MS, probeIntervalMs) + phaseMs;
    const since = await untilNothingMoves(session, steadyMs === undefined ? this.moving : [], stretchMs);
    if (steadyMs !== undefined) this.#checkSteady(since);
    await strike(this, {session, fault, software: this.#software});
    // After a start, a second node may take the address.
    if (isStart) await session.pause(driver.patienceMs);
    else await untilMoved(this, driver.patienceMs);
    const isServed = await session.untilServed(this.#topology.observers, timeoutMs);
    if (isServed) await this.#sessions?.untilOver(momentOf(session.timeline, this.settings, 'fault'));
    await session.pause(settleMs);
    await this.#sessions?.hangUp();
    this.#software.stage = 'over';
  }

  /** @throws NotSteady if anything was amiss: what follows would not be the fault's doing */
  #checkSteady(since: bigint): void {
    const {timeline, moving} = this;
    const problem = unsteadiness(timeline, {moving, observers: this.#topology.observers, since});
    if (problem !== undefined) throw new NotSteady(problem);
  }

  /** Resolves when everything but the software is in place, and the observers are probing. */
  async #prepare(): Promise<void> {
    const {session} = this;
    const {watching} = await session.during(TRIAL_STEP.build, () => this.#build());
    await watching;
    await this.#startService();
    await session.startProbing(this.#topology.observers, this.plan.probeIntervalMs);
  }

  /** Resolves when every observer is served, with when the active node got the address, in milliseconds. */
  async #start(): Promise<number> {
    const {session, settings} = this;
    const {driver, probeIntervalMs} = this.plan;
    const {active, passive} = settings;
    const {watching} = await session.during(TRIAL_STEP.build, () => this.#build());
    await session.during(TRIAL_STEP.start, () => this.#startSoftware());
    await this.untilHeld(active.node);
    await watching;
    await this.#software.untilReady(passive);
    const heldAt = performance.now();
    await session.startProbing(this.#topology.observers, probeIntervalMs);
    if (await session.untilServed(this.#topology.observers, START_TIMEOUT_MS)) {
      await this.#sessions?.open();
      return heldAt;
    }
    const problem = `${driver.name} did not bring the VIP up within ${START_TIMEOUT_MS / 1000} s`;
    throw new VipError('NOT_POSSIBLE', `trial: ${problem}`);
  }

  async #startSoftware(): Promise<void> {
    await this.#startService();
    await this.driver.start(this);
  }

  /** Starts it if the fault needs one, or the user has one. */
  async #startService(): Promise<void> {
    const {fault, server, tcp} = this.plan;
    if (server === undefined && faultKindOf(fault).requires !== 'checked-service') return;
    await startService(this, {command: server, port: tcp?.port});
  }

  #build(): Promise<{watching: Promise<unknown>}> {
    const {session, wire} = this;
    const {furtherLinks} = this.plan;
    return buildTrial({session, topology: this.#topology, furtherLinks, wire, sessions: this.#sessions});
  }

  /** Starts the faults of the network that last for the whole trial. */
  async #impair(): Promise<void> {
    const {dropGarp, forwardDelayMs} = this.plan;
    const {passive} = this.settings;
    const vips = this.moving.map(({vip}) => vip.address);
    if (dropGarp !== undefined) await this.wire.loseGarps(vips, dropGarp);
    if (forwardDelayMs !== undefined) await this.wire.delayForwarding(passive.node, vips, forwardDelayMs);
  }
}
