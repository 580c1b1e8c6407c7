/**
 * A judgement in words.
 *
 * @module
 */

import {counted, formatDuration} from '@vip/analysis/internal';
import {formatSlower} from './baseline.js';
import type {Criteria, Limited} from './criteria.js';
import {type HungSessions, isHeld, type Judgement, type Violation} from './judgement.js';
import {formatMissed, type MissedThreshold} from './thresholds.js';

/** In one line; empty without criteria. */
export function judgementText(judgement: Judgement, criteria: Criteria): string {
  const {limits, maxHung, thresholds = [], baseline, failOn} = criteria;
  const {violations, failures, hung, missed, compared} = judgement;
  const codes = [...new Set(failures.map(({code}) => code))];
  if (!isHeld(judgement)) {
    return [
      ...(violations.some(({of}) => of === 'outage') ? ['The outage was too long.'] : []),
      ...(violations.some(({of}) => of === 'dark') ? ['The outages were too long in total.'] : []),
      ...(violations.some(({of}) => of === 'tcp') ? ['Sessions were unusable for too long.'] : []),
      ...(hung.length > 0 ? ['Too many sessions hang.'] : []),
      ...(missed.length > 0 ? [missedWords(missed)] : []),
      ...(formatSlower(compared).length > 0 ? ['Slower than the baseline.'] : []),
      ...(codes.length > 0 ? [`Not as expected: ${codes.join(', ')}.`] : []),
    ].join(' ');
  }
  if (limits.length > 0) return 'Every outage was within its limit.';
  if (thresholds.length > 0) return 'Every threshold was met.';
  if (baseline !== undefined) return 'No slower than the baseline, as far as these runs can show.';
  if (maxHung !== undefined) return 'No more sessions hang than allowed.';
  return failOn.length > 0 ? 'There was no finding that fails the trial.' : '';
}

function missedWords(missed: readonly MissedThreshold[]): string {
  const texts = [...new Set(missed.map(({text}) => text))];
  return `${texts.length === 1 ? 'A threshold was' : 'Thresholds were'} missed: ${texts.join(', ')}.`;
}

/** Criteria of whole runs and series that were not met, a line each; findings aside. */
export function formatExceeded({violations, hung, missed, compared}: Judgement): string[] {
  return [
    ...formatViolations(violations),
    ...formatHung(hung),
    ...formatMissed(missed),
    ...formatSlower(compared),
  ];
}

const WHAT: Readonly<Record<Limited, (observer: string) => string>> = {
  outage: observer => `the outage at ${observer}`,
  dark: observer => `all outages at ${observer} together`,
  tcp: observer => `the outage of the TCP sessions at ${observer}`,
};

/** The outages that were longer than allowed, a line each. */
export function formatViolations(violations: readonly Violation[]): string[] {
  return violations.map(({run, of, observer, mostNs, limitNs}) => {
    const what = WHAT[of](observer);
    const most = mostNs === undefined ? 'had not ended' : `may have lasted ${formatDuration(mostNs)}`;
    return `run ${run}: ${what} ${most}; the limit is ${formatDuration(limitNs)}`;
  });
}

/** Too many hung sessions, a line for each run. */
export function formatHung(all: readonly HungSessions[]): string[] {
  return all.map(one => `run ${one.run}: ${hungText(one)}`);
}

export function hungText({hung, allowed}: HungSessions): string {
  return `${counted(hung, 'session')} ${hung === 1 ? 'hangs' : 'hang'}; the limit is ${allowed}`;
}
