/**
 * The fate of a client's sessions, and whether it was predicted. Times are in milliseconds after the old owner died.
 * Pure.
 *
 * @module
 */

import type {SessionOutcome, SessionUse} from '@vip/analysis';
import {type ClientSession, largest, sessionFates, smallest} from '@vip/analysis/internal';
import type {PredictedFate, SessionPrediction} from './predictions.js';

/** The fate of one session. */
export interface MeasuredSession {
  readonly fate: SessionOutcome | PredictedFate;
  /** Absent for one that hangs. */
  readonly atMs?: number;
}

/** When everything happened, in nanoseconds. */
export interface Moments extends Moved {
  /** The end of the examined period. */
  readonly until: bigint;
}

/** When the address went away and returned, in nanoseconds. */
export interface Moved {
  /** Shortly before the old owner died, and shortly after. */
  readonly diedAt: bigint;
  readonly deadAt: bigint;
  readonly announcedAt: bigint;
}

/** How long the old owner may take to die, and how late a busy machine may be. Milliseconds. */
export const PATIENCE_MS = 1000;

/** The sessions of one use that were open at the death; for connections, those begun during the outage. */
export function measureSessions(
  all: readonly ClientSession[],
  use: SessionUse,
  moments: Moments,
): MeasuredSession[] {
  const {diedAt, announcedAt, until} = moments;
  if (use === 'connect') return all.filter(one => isBegunIn(one, moments)).map(one => connected(one, diedAt));
  return sessionFates(all, {at: diedAt, resumedAt: announcedAt, isBack: false, until})
    .filter(({session}) => session.use === use)
    .map(({outcome, endedAt}) => measured(outcome, endedAt, diedAt));
}

function isBegunIn({use, wire}: ClientSession, {deadAt, announcedAt}: Moments): boolean {
  const at = wire?.opened?.at;
  return use === 'connect' && at !== undefined && at >= deadAt && at < announcedAt;
}

function connected({wire, openAt, told}: ClientSession, diedAt: bigint): MeasuredSession {
  const madeAt = wire?.established?.at ?? openAt;
  if (madeAt !== undefined) return measured('made', madeAt, diedAt);
  return measured(told === undefined ? 'hung' : 'gave-up', told?.at, diedAt);
}

function measured(fate: MeasuredSession['fate'], at: bigint | undefined, diedAt: bigint): MeasuredSession {
  return {fate, ...(at === undefined ? {} : {atMs: Number(at - diedAt) / 1e6})};
}

/** Whether there were sessions, and each met the predicted fate at the predicted time. */
export function isAsPredicted(
  sessions: readonly MeasuredSession[],
  {fate, between}: SessionPrediction,
): boolean {
  return (
    sessions.length > 0 &&
    sessions.every(({fate: own, atMs}) => {
      if (own !== fate) return false;
      if (between === undefined) return atMs === undefined;
      const [earliestMs, latestMs] = between;
      return atMs !== undefined && atMs >= earliestMs && atMs <= latestMs + PATIENCE_MS;
    })
  );
}

const WORDS: Readonly<Record<MeasuredSession['fate'], string>> = {
  hung: 'hangs',
  reset: 'RST',
  'gave-up': 'ETIMEDOUT',
  made: 'open',
  kept: 'goes on',
  closed: 'closed',
};

/** `RST 8.0-9.1`, seconds. */
export function formatPrediction({fate, between}: SessionPrediction): string {
  return between === undefined ? WORDS[fate] : `${WORDS[fate]} ${formatSpan(between)}`;
}

/** The same for the measurement: each fate with its time; `none` without a session. */
export function formatMeasured(sessions: readonly MeasuredSession[]): string {
  const fates = [...new Set(sessions.map(({fate}) => fate))];
  if (fates.length === 0) return 'none';
  return fates
    .map(fate => {
      const times = sessions.filter(one => one.fate === fate).flatMap(({atMs}) => atMs ?? []);
      return times.length === 0
        ? WORDS[fate]
        : `${WORDS[fate]} ${formatSpan([smallest(times), largest(times)])}`;
    })
    .join(', ');
}

function formatSpan(span: readonly [number, number]): string {
  return [...new Set(span.map(ms => (ms / 1000).toFixed(1)))].join('-');
}
