/**
 * The summary that `ping` prints, for a stream of probes. Pure.
 *
 * @module
 */

import {largest, smallest} from '../collections/extremes.js';
import type {ProbeFate} from './outage.js';
import {wasAnswered} from './probe-fates.js';

/** Round-trip times in milliseconds. */
export interface PingStatistics {
  /** Requests; 0 or more. */
  readonly transmitted: number;
  /** Answers; 0 or more. */
  readonly received: number;
  /** From the first request to the last, in milliseconds. */
  readonly durationMs: number;
  /** Round-trip times in milliseconds; absent if nothing was received. */
  readonly rtt?: {
    /** Milliseconds. */
    readonly min: number;
    /** Milliseconds. */
    readonly avg: number;
    /** Milliseconds. */
    readonly max: number;
    /** Their standard deviation, as computed by ping(8). Milliseconds. */
    readonly mdev: number;
  };
}

export function pingStatistics(fates: readonly ProbeFate[]): PingStatistics {
  const first = fates[0]?.sentAt ?? 0n;
  const last = fates.at(-1)?.sentAt ?? 0n;
  const times = fates
    .filter(wasAnswered)
    .map(({sentAt, answeredAt}) => toMs((answeredAt ?? sentAt) - sentAt));
  return {
    transmitted: fates.length,
    received: times.length,
    durationMs: Math.round(toMs(last - first)),
    ...(times.length === 0 ? {} : {rtt: spread(times)}),
  };
}

/** The two lines that `ping` prints. */
export function formatPingStatistics(target: string, statistics: PingStatistics): string[] {
  const {transmitted, received, durationMs, rtt} = statistics;
  const loss = transmitted === 0 ? 0 : ((transmitted - received) / transmitted) * 100;
  const lines = [
    `--- ${target} ping statistics ---`,
    `${transmitted} packets transmitted, ${received} received, ${Number(loss.toPrecision(6))}% packet loss, time ${durationMs}ms`,
  ];
  if (rtt === undefined) return lines;
  const times = [rtt.min, rtt.avg, rtt.max, rtt.mdev].map(ms => ms.toFixed(3)).join('/');
  return [...lines, `rtt min/avg/max/mdev = ${times} ms`];
}

/** Computed as in ping(8): mdev is the square root of the mean square minus the squared mean. */
function spread(times: readonly number[]) {
  const avg = mean(times);
  const variance = mean(times.map(ms => ms * ms)) - avg * avg;
  return {min: smallest(times), avg, max: largest(times), mdev: Math.sqrt(Math.max(0, variance))};
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function toMs(ns: bigint): number {
  return Number(ns) / 1e6;
}
