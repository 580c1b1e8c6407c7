/**
 * A stream of echo requests from a node of a lab, and what becomes of each.
 *
 * @module
 */

import {type ProbeFate, probeFates, STREAM, Timeline} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {DEFAULTS} from '../defaults.js';
import type {Lab} from '../lab/lab.js';
import {Session} from '../session/session.js';

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
  const session = new Session(lab, timeline, signal);
  const {agents} = session;
  agents.start([from]);
  await session.alongside(agents.probe(from, {target, intervalMs, iface}));

  async function stop(): Promise<void> {
    if (!session.signal.aborted) await agents.finish();
  }

  return {
    timeline,
    fates: () => probeFates(timeline, from, STREAM.measure),
    async untilSteady(steadyMs, timeoutMs) {
      return session.alongside(session.untilServed([{node: from}], timeoutMs, steadyMs));
    },
    alongside: work => session.alongside(work),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
