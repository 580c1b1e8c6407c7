/**
 * A run under way: its script is played step by step, while agents report what they see into its timeline.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {Observer, Timeline, TimelineEvent} from '@vip/analysis';
import {SESSION_STEP} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import type {Lab} from '../lab/lab.js';
import {watchStalls} from '../observe/stall-watch.js';
import type {StartAgent} from './agent.js';
import {Agents} from './agents.js';
import type {ProbeSource} from './event-intake.js';
import {onSteadyClock} from './steady-clock.js';
import {type SessionPlace, type Supervision, supervise} from './supervision.js';

/** The parts of a session, in order. */
export interface Script<P extends SessionPlace = Lab> {
  /** Its timestamps must be comparable: it fails if the machine's clock is set in the meantime. */
  readonly measured?: (session: Session<P>) => Promise<void>;
  /** The part after the measurement. */
  readonly unmeasured?: (session: Session<P>) => Promise<void>;
  /** Judges the run once the agents have reported everything, the losses of their captures included; fails it by throwing. */
  readonly judged?: () => void;
}

/** All observers are served once every probe of such a stretch was answered. Milliseconds. */
export const STEADY_MS = 100;

/** An event without its time. */
export type Undated<E extends TimelineEvent> = E extends unknown ? Omit<E, 'at'> : never;

/** A run under way: its lab or other place, the agents in its nodes, and its timeline. */
export class Session<P extends SessionPlace = Lab> {
  readonly agents: Agents;
  readonly #supervision: Supervision;
  #holds = false;

  /** @param lab where it takes place; whoever opened it closes it, unless a script is played */
  constructor(
    readonly lab: P,
    startAgent: StartAgent,
    readonly timeline: Timeline,
    signal: AbortSignal,
  ) {
    this.#supervision = supervise(lab, signal, () => this.#holds);
    this.agents = new Agents(startAgent, timeline, this.#supervision.fail);
  }

  /** Aborted when the session has failed or was interrupted. */
  get signal(): AbortSignal {
    return this.#supervision.signal;
  }

  /** Ends the session with this reason. Later failures are only consequences of the first. */
  get fail(): (reason: Error) => void {
    return this.#supervision.fail;
  }

  /** Resolves when the work is done, or rejects as soon as the session fails. */
  alongside<T>(work: Promise<T>): Promise<T> {
    return this.#supervision.run(work);
  }

  /**
   * Plays the script, and closes the place, whichever way that ends.
   *
   * @param script its parts
   * @throws what ended the session
   */
  async play({measured, unmeasured, judged}: Script<P>): Promise<void> {
    const stalls = watchStalls('lab', event => this.agents.events.take(event));
    try {
      if (measured !== undefined) await onSteadyClock(() => this.alongside(measured(this)));
      if (unmeasured !== undefined) await this.alongside(unmeasured(this));
      await this.alongside(this.agents.finish());
      judged?.();
    } finally {
      await stalls.stop();
      this.agents.events.close();
      try {
        this.step(SESSION_STEP.cleanUp, 'begun');
      } finally {
        await this.lab.close(); // even if a listener to the steps fails, for instance because the disk is full
      }
      this.step(SESSION_STEP.cleanUp, 'done');
    }
  }

  /** Records an event of our own in the timeline, dated now; agents date what they see themselves. */
  write(event: Undated<TimelineEvent>): void {
    this.timeline.add({at: kernelTime(), ...event} as TimelineEvent);
  }

  /** Records that something was begun or done. */
  step(step: string, phase: 'begun' | 'done', node = 'lab'): void {
    this.write({node, kind: 'step', step, phase});
  }

  /** Does something, and records when it was begun and when it was done. */
  async during<T>(step: string, work: () => Promise<T> | T, node?: string): Promise<T> {
    this.step(step, 'begun', node);
    const result = await work();
    this.step(step, 'done', node);
    return result;
  }

  /** Like `during`, for work that an interruption ends cleanly. From then on, only steps are kept of the agents' events. */
  async hold(step: string, work: () => Promise<void>): Promise<void> {
    this.#holds = true;
    this.agents.events.keepOnly('step', 'capture-end');
    await this.during(step, work);
  }

  /**
   * Lets time pass.
   *
   * @param ms milliseconds; none for 0 or less
   * @throws the reason if the session ends before
   */
  async pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, {signal: this.signal});
  }

  /**
   * Has observers ping from now on, each its VIP, and looks into their caches.
   *
   * @param intervalMs milliseconds between two probes, 1 or more
   * @throws VipError `CLOSED` for a node without an agent, `NOT_POSSIBLE` when one does not answer
   */
  async startProbing(observers: readonly Observer[], intervalMs: number): Promise<void> {
    for (const observer of observers) {
      const {node, vip: target, stream, boundTo: iface} = observer;
      await this.agents.look(observer);
      await this.agents.probe(node, {stream, target, intervalMs, iface});
    }
  }

  /**
   * Waits until the condition holds; false if that takes longer than `timeoutMs`.
   *
   * @param timeoutMs milliseconds
   * @throws what ended the session, when it ends meanwhile
   */
  until(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
    return this.agents.events.until(isSo, timeoutMs, this.signal);
  }

  /**
   * Waits until each observer got answers to all its probes of `steadyMs` milliseconds on end, counted from now; false when
   * that takes longer than `timeoutMs`.
   *
   * @param timeoutMs milliseconds
   * @param steadyMs milliseconds
   * @throws what ended the session, when it ends meanwhile
   */
  untilServed(observers: readonly ProbeSource[], timeoutMs: number, steadyMs = STEADY_MS): Promise<boolean> {
    return this.agents.events.untilSteady(observers, steadyMs, timeoutMs, this.signal);
  }
}
