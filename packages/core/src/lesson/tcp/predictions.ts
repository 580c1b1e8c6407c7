/**
 * The fate of each client's sessions, by the kernel's rules. Times are in milliseconds after the old owner died. Pure.
 *
 * @module
 */

import type {SessionUse} from '@vip/analysis';
import {latestMs} from '@vip/analysis/internal';
import {givesUpMs, type Retransmission, rungs, syns} from './ladder.js';
import type {Variant} from './variants.js';

/** `made`: connections that were begun during the outage. */
export type PredictedFate = 'hung' | 'reset' | 'gave-up' | 'made';

/** Sessions of one use: their fate, and the range of its time, which is absent for those that hang. */
export interface SessionPrediction {
  readonly fate: PredictedFate;
  readonly between?: readonly [earliestMs: number, latestMs: number];
}

export interface OutageTimes {
  /** From the death of the old owner until the new one announces. */
  readonly ms: number;
  /** The retransmission timeouts of the client's sessions before, shortest and longest. */
  readonly leastRtoMs: number;
  readonly mostRtoMs: number;
  /** Between two writes of a client that writes. */
  readonly writeMs: number;
}

/** The values that libuv sets besides the time to the first probe: TCP_KEEPINTVL and TCP_KEEPCNT. */
const PROBE_EVERY_MS = 1000;
const PROBES = 10;

type Predicted = Pick<Variant, 'keepAliveMs' | 'isTickled'>;

export function predictSessions(
  variant: Predicted,
  kernel: Retransmission,
  use: SessionUse,
  outage: OutageTimes,
): SessionPrediction {
  if (use === 'connect') return connecting(kernel, outage);
  if (use === 'write') return writing(variant, kernel, outage);
  return waiting(variant, outage);
}

/** Nothing is outstanding, so no timer runs but that of keepalive. */
function waiting({keepAliveMs, isTickled}: Predicted, {ms}: OutageTimes): SessionPrediction {
  if (keepAliveMs !== undefined) {
    const deadMs = keepAliveMs + PROBES * PROBE_EVERY_MS;
    if (ms >= deadMs) return {fate: 'gave-up', between: [deadMs, latestMs(deadMs)]};
    return {fate: 'reset', between: [ms, ms + latestMs(PROBE_EVERY_MS)]};
  }
  return isTickled ? {fate: 'reset', between: [ms, ms]} : {fate: 'hung'};
}

/** The new owner resets the first segment that it gets. Keepalive does not run while data is outstanding. */
function writing({isTickled}: Predicted, kernel: Retransmission, outage: OutageTimes): SessionPrediction {
  const {ms, leastRtoMs, mostRtoMs} = outage;
  const [endMs] = givesUpMs(leastRtoMs, kernel);
  const endsAtMs = latestRung(givesUpMs(mostRtoMs, kernel)[1], outage);
  if (endsAtMs <= ms) return {fate: 'gave-up', between: [endMs, endsAtMs]};
  if (isTickled) return {fate: 'reset', between: [ms, ms]};
  // A rung that is due earlier may come later, because timers are late.
  const earliest = first(rungs(leastRtoMs, kernel), rung => latestRung(rung, outage) >= ms);
  const latest = first(rungs(mostRtoMs, kernel), rung => rung >= ms);
  return {fate: 'reset', between: [Math.max(earliest, ms), latestRung(latest, outage)]};
}

/** The ladder begins with the first write after the death or, if only one segment was lost, after a tail loss probe. */
function latestRung(rungMs: number, {writeMs, mostRtoMs}: OutageTimes): number {
  return latestMs(rungMs) + writeMs + mostRtoMs;
}

function first(ladder: Iterable<number>, isIt: (ms: number) => boolean): number {
  for (const ms of ladder) if (isIt(ms)) return ms;
  return Number.POSITIVE_INFINITY;
}

/** Made by the first SYN that finds the new owner; one that has just sent its SYN waits longest. */
function connecting(kernel: Retransmission, {ms}: OutageTimes): SessionPrediction {
  let longestMs = 0;
  let lastMs = 0;
  for (const synMs of syns(kernel)) {
    longestMs = Math.max(longestMs, synMs - lastMs);
    if (synMs > ms) break;
    lastMs = synMs;
  }
  return {fate: 'made', between: [ms, ms + latestMs(longestMs)]};
}
