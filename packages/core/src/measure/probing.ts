/**
 * A stream of echo requests from a node of a lab, and what becomes of each.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {type ProbeFate, probeFates, Timeline} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {DEFAULTS} from '../defaults.js';
import {breakable} from '../experiment/breakable.js';
import {Crew, STREAM} from '../experiment/crew.js';
import type {Lab} from '../lab/lab.js';
import {AnswerStreak} from './answer-streak.js';

export interface ProbingOptions {
  readonly lab: Lab;
  /** The node that asks: its routes and its neighbour cache decide where the requests go. */
  readonly from: string;
  /** The address that is asked. */
  readonly target: IpAddress;
  /** From one request to the next. Milliseconds, 1 or more; 5 by default. */
  readonly intervalMs?: number | undefined;
  /** The interface to ask by, where the routing table would choose another. */
  readonly iface?: string | undefined;
  /** Where the events go; one timeline for each node that asks. A new one by default. */
  readonly timeline?: Timeline | undefined;
  /** Ends it with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Probes that are being sent. Dispose of it, or stop it. */
export interface Probing extends AsyncDisposable {
  readonly timeline: Timeline;
  /** What became of every probe until now, in the order they were sent. */
  fates(): ProbeFate[];
  /**
   * Comes back when every probe of `steadyMs` milliseconds on end was answered, counted from now; false when that
   * took longer than `timeoutMs`.
   *
   * @throws VipError when the lab or who asks in it has ended, or the signal's reason
   */
  untilSteady(steadyMs: number, timeoutMs: number): Promise<boolean>;
  /** Does work meanwhile, and fails as soon as nobody asks any more. */
  alongside(work: Promise<void>): Promise<void>;
  /** Ends it; every answer that came by then is in the timeline. */
  stop(): Promise<void>;
}

/** Milliseconds between two looks whether it is steady. */
const LOOK_MS = 10;

/** @throws VipError `NO_PERMISSION` where raw sockets are refused, `CLOSED` when the lab has ended */
export async function startProbing({
  lab,
  from,
  target,
  intervalMs = DEFAULTS.probeIntervalMs,
  iface,
  timeline = new Timeline(),
  signal = new AbortController().signal,
}: ProbingOptions): Promise<Probing> {
  signal.throwIfAborted();
  const running = breakable(lab, signal);
  const crew = new Crew(lab, timeline, running.break);
  const streak = new AnswerStreak(from, intervalMs);
  const forget = timeline.listen(event => streak.take(event));
  crew.hire([from]);
  await running.run(begin());

  async function begin(): Promise<void> {
    await crew.agent(from).call('probe', {stream: STREAM.measure, target, intervalMs, iface});
  }

  async function look(isSteady: () => boolean, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!isSteady() && performance.now() < deadline) {
      await sleep(LOOK_MS, undefined, {signal: running.signal});
    }
  }

  async function stop(): Promise<void> {
    forget();
    if (!running.signal.aborted) await crew.finish();
  }

  return {
    timeline,
    fates: () => probeFates(timeline, from, STREAM.measure),
    async untilSteady(steadyMs, timeoutMs) {
      const isSteady = streak.steadyFor(steadyMs);
      await running.run(look(isSteady, timeoutMs));
      return isSteady();
    },
    alongside: work => running.run(work),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
