/**
 * When Linux retransmits unacknowledged data, and when it gives up: `tcp_retransmit_timer()` and
 * `retransmits_timed_out()` in net/ipv4/tcp_timer.c. Times are in milliseconds. Pure.
 *
 * @module
 */

import {latestMs} from '@vip/analysis/internal';

/** TCP_RTO_MIN: used by the kernel to turn a number of retries into a time. */
const LEAST_RTO_MS = 200;

/** TCP_TIMEOUT_INIT: how long the kernel waits for an answer to the first SYN. */
const FIRST_SYN_MS = 1000;

/** The client settings that matter here, named as in the kernel. */
export interface Retransmission {
  /** `tcp_rto_max_ms` */
  readonly rtoMaxMs: number;
  /** `tcp_retries2` */
  readonly retries2: number;
  /** `tcp_syn_retries` */
  readonly synRetries: number;
  /** `tcp_syn_linear_timeouts` */
  readonly synLinearTimeouts: number;
}

/** The rungs of the ladder: how long after the first lost segment each retransmission is sent. */
export function* rungs(rtoMs: number, {rtoMaxMs}: Pick<Retransmission, 'rtoMaxMs'>): Generator<number> {
  let waitMs = rtoMs;
  for (let atMs = waitMs; ; atMs += waitMs) {
    yield atMs;
    waitMs = Math.min(2 * waitMs, rtoMaxMs);
  }
}

/**
 * The earliest and latest time after the first lost segment at which the kernel gives up, which it does in place of
 * a retransmission. If its limit is close to a rung, the lateness of the timers decides.
 */
export function givesUpMs(rtoMs: number, client: Retransmission): [earliestMs: number, latestMs: number] {
  const allowed = allowedMs(client.retries2, LEAST_RTO_MS, client);
  const first = (isOver: (sinceFirstMs: number) => boolean) => {
    for (const atMs of rungs(rtoMs, client)) if (isOver(atMs - rtoMs)) return atMs;
    return Number.POSITIVE_INFINITY;
  };
  return [first(ms => latestMs(ms) >= allowed), first(ms => ms >= allowed)];
}

/** When each SYN of a connection is sent, beginning with 0. */
export function* syns({
  rtoMaxMs,
  synLinearTimeouts,
}: Pick<Retransmission, 'rtoMaxMs' | 'synLinearTimeouts'>): Generator<number> {
  let atMs = 0;
  let waitMs = Math.min(FIRST_SYN_MS, rtoMaxMs);
  for (let sent = 0; ; sent++) {
    yield atMs;
    atMs += waitMs;
    if (sent >= synLinearTimeouts) waitMs = Math.min(2 * waitMs, rtoMaxMs);
  }
}

/** How long after its first SYN a connection is given up: a shorter `tcp_rto_max_ms` shortens that as well. */
export function connectGivesUpMs(client: Retransmission): number {
  const allowed = allowedMs(client.synRetries, FIRST_SYN_MS, client);
  for (const atMs of syns(client)) if (atMs >= allowed) return atMs;
  return Number.POSITIVE_INFINITY;
}

/** `tcp_model_timeout()`: how long this many retransmissions take, whose distance doubles up to the maximum. */
function allowedMs(retries: number, baseMs: number, {rtoMaxMs}: Retransmission): number {
  const doublings = Math.max(0, Math.floor(Math.log2(rtoMaxMs / baseMs)));
  const doubled = Math.min(retries, doublings);
  return (2 ** (doubled + 1) - 1) * baseMs + (retries - doubled) * rtoMaxMs;
}
