/**
 * A stream of echo requests from a node of a lab, and the outcome of each.
 *
 * @module
 */

import {type ProbeFate, probeFates, STREAM, Timeline} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {DEFAULTS} from '../defaults.js';
import type {Lab} from '../lab/lab.js';
import {agentsIn} from '../session/run-session.js';
import {Session} from '../session/session.js';

/** What is probed, from where and how often. */
export interface ProbingOptions {
  readonly lab: Lab;
  /** The node that sends: its routes and its neighbour cache decide where the requests go. */
  readonly from: string;
  /** The address that is probed. */
  readonly target: IpAddress;
  /** Interval between requests. Milliseconds, 1 or more; 5 by default. */
  readonly intervalMs?: number | undefined;
  /** Outgoing interface, in case the routing table would choose another. */
  readonly iface?: string | undefined;
  /** Timeline for the events, one for each node that sends. A new one by default. */
  readonly timeline?: Timeline | undefined;
  /** Ends it with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Probes that are being sent. Dispose of it, or stop it. */
export interface Probing extends AsyncDisposable {
  readonly timeline: Timeline;
  /** The outcome of every probe so far, in sending order. */
  fates(): ProbeFate[];
  /**
   * Resolves when every probe of `steadyMs` consecutive milliseconds from now on was answered; to false if that
   * took longer than `timeoutMs`.
   *
   * @param steadyMs stretch in milliseconds, 1 or more
   * @param timeoutMs in milliseconds
   * @throws VipError when the lab, or the process that asks in it, has ended, or the signal's reason
   */
  untilSteady(steadyMs: number, timeoutMs: number): Promise<boolean>;
  /** Does work while probing goes on, and fails as soon as probing ends. */
  alongside(work: Promise<void>): Promise<void>;
  /** Ends it; every answer received by then is in the timeline. */
  stop(): Promise<void>;
}

/**
 * Sends echo requests from a node until it is stopped.
 *
 * @param options what is probed, from where and how often
 * @throws VipError `NO_PERMISSION` where raw sockets are refused, `CLOSED` when the lab has ended
 */
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
  const session = new Session(lab, agentsIn(lab), timeline, signal);
  const {agents} = session;
  agents.start([from]);
  await session.alongside(agents.probe(from, {stream: STREAM.measure, target, intervalMs, iface}));

  async function stop(): Promise<void> {
    if (!session.signal.aborted) await agents.finish();
  }

  return {
    timeline,
    fates: () => probeFates(timeline, from, STREAM.measure),
    async untilSteady(steadyMs, timeoutMs) {
      return session.alongside(
        session.untilServed([{node: from, stream: STREAM.measure}], timeoutMs, steadyMs),
      );
    },
    alongside: work => session.alongside(work),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
