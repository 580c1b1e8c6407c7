/**
 * The events that the agents of a run report, and waiting for them by their own timestamps: a process that has fallen behind in
 * reading must not conclude that something did not happen.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {Observer, Timeline, TimelineEvent} from '@vip/analysis';
import {LATE_NS} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Agent} from './agent.js';
import {AnswerStreak} from './answer-streak.js';
import {Backlog} from './backlog.js';
import {tooBusy, unlessTooBusy} from './too-busy.js';

/** Between two checks of the condition. Milliseconds. */
const LOOK_INTERVAL_MS = 10;

/** More than a one-minute run with a probe every millisecond produces; takes up a gigabyte. */
const MAX_EVENTS = 3_000_000;

/** The age of one event in so many is checked. */
const LOOK_EVENTS = 64;

/** The source of probes, and their stream. */
export type ProbeSource = Pick<Observer, 'node' | 'stream'>;

export class EventIntake {
  /** One for each stream that is followed. */
  readonly #streaks: AnswerStreak[] = [];
  /** How many events were read. */
  #taken = 0;
  readonly #backlog = new Backlog();
  #isBounded = true;
  #isClosed = false;

  /**
   * @param agents by node; more may be added later
   * @param onFailure told when there are more events than can be kept, or than can be read
   */
  constructor(
    readonly timeline: Timeline,
    readonly agents: ReadonlyMap<string, Agent>,
    readonly onFailure: (failure: Error) => void,
  ) {}

  /** Takes an event in. */
  take(event: TimelineEvent): void {
    if (this.#isClosed) return;
    this.#taken++;
    const failure = this.#isBounded ? this.#excess(event) : undefined;
    if (failure !== undefined) {
      this.close();
      this.onFailure(failure);
      return;
    }
    for (const streak of this.#streaks) streak.take(event);
    this.timeline.add(event);
  }

  #excess({at}: TimelineEvent): VipError | undefined {
    if (this.#taken >= MAX_EVENTS) return tooMuch();
    if (this.#taken % LOOK_EVENTS !== 0) return undefined;
    const age = Number(kernelTime() - at) / 1e6;
    if (!this.#backlog.isGrowing(age, performance.now())) return undefined;
    return tooBusy(`events are read ${Math.round(age / 1000)} s late, and the delay keeps growing`);
  }

  /** Follows the outcomes of a stream of a node's probes, which are this many milliseconds apart. */
  follow(node: string, stream: string, intervalMs: number): void {
    this.#streaks.push(new AnswerStreak(node, stream, intervalMs));
  }

  /** From now on only events of these kinds are kept, so that the run can go on indefinitely. */
  keepOnly(...kinds: readonly TimelineEvent['kind'][]): void {
    this.#isBounded = false;
    this.timeline.keepOnly(kinds);
  }

  /** From now on nothing is taken in: what agents see while they are being ended belongs to no run. */
  close(): void {
    this.#isClosed = true;
  }

  /**
   * Waits until the condition holds, or until everything that happened within this many milliseconds has been read; then returns whether it holds.
   *
   * @throws VipError when this machine is too busy to tell
   */
  async until(isSo: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (!isSo()) {
      if (performance.now() > deadline) {
        await this.ofAll(agent => agent.call('mark', null)); // it answers only after reporting everything that it saw
        return isSo();
      }
      await sleep(LOOK_INTERVAL_MS, undefined, {signal});
    }
    return true;
  }

  /**
   * Waits until each of the observers got answers to all its measuring probes of `steadyMs` milliseconds on end, counted
   * from now; false when that took longer than `timeoutMs`.
   *
   * @throws VipError when this machine is too busy to tell
   */
  async untilSteady(
    observers: readonly ProbeSource[],
    steadyMs: number,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const since = kernelTime();
    const waits = observers.map(({node, stream}) => {
      const streak = this.#streaks.find(one => one.node === node && one.stream === stream);
      if (streak === undefined) throw new VipError('CLOSED', `node ${node}: it sends no probes`);
      return {node, streak, isSteady: streak.steadyFor(steadyMs, since)};
    });
    // A clock that was set back makes everything look early, which is reported elsewhere.
    const areSteady = () => waits.every(({isSteady}) => isSteady()) || kernelTime() < since;
    if (await this.until(areSteady, timeoutMs, signal)) return true;
    const unsteady = waits.filter(({isSteady}) => !isSteady());
    if (!unsteady.every(({streak}) => streak.isLate)) return false;
    const names = [...new Set(unsteady.map(({node}) => node))].join(', ');
    throw tooBusy(`answers to ${names} take longer than ${LATE_NS / 1_000_000n} ms`);
  }

  /**
   * Sends a request to all agents. When this resolves, everything they saw before it has been read.
   *
   * @throws VipError when this machine is too busy to tell
   */
  async ofAll(ask: (agent: Agent) => Promise<unknown>): Promise<void> {
    const silent = new Set(this.agents.keys());
    const answers = [...this.agents].map(async ([node, agent]) => {
      await ask(agent);
      silent.delete(node);
    });
    await unlessTooBusy(Promise.all(answers), {
      what: () => `no sign of life from ${[...silent].join(', ')}`,
      signs: () => this.#taken,
    });
  }
}

function tooMuch(): VipError {
  const remedy = 'probe less often (--probe-interval), or for a shorter time (--timeout)';
  return new VipError('NOT_POSSIBLE', `measure: more than ${MAX_EVENTS} events: ${remedy}`);
}
