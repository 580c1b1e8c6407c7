/**
 * The criteria of a series of trials, and the judgement: limits of its outages, and findings that fail it. Pure.
 *
 * @module
 */

import type {Baseline} from './baseline.js';
import type {FindingCode} from './finding.js';
import type {Threshold} from './thresholds.js';

/** What is limited: the longest outage, the sum of all, or how long TCP sessions were unusable. */
export type Limited = 'outage' | 'dark' | 'tcp';

/** A limit for one observer, or for all of them. */
export interface OutageLimit {
  readonly of: Limited;
  readonly observer?: string;
  /** What an upper bound must not exceed. Nanoseconds. */
  readonly limitNs: bigint;
}

/** What a series must keep to pass. */
export interface Criteria {
  readonly limits: readonly OutageLimit[];
  /** TCP sessions of a run that may hang. */
  readonly maxHung?: number;
  /** What the figures of the whole series must keep. */
  readonly thresholds?: readonly Threshold[];
  /** The series that this one must not be slower than. */
  readonly baseline?: Baseline;
  /** Findings that fail the series. */
  readonly failOn: readonly FindingCode[];
}

export const NO_CRITERIA: Criteria = {limits: [], failOn: []};

/** `200ms` for all, `tcp=2s` for sessions, `ext=50ms` for one observer, whose name is checked once the trial is known. */
export function parseOutageLimit(
  text: string,
  parseDuration: (text: string) => number,
  of: Limited = 'outage',
): OutageLimit {
  const [left = '', right] = text.split('=');
  const limitNs = BigInt(Math.round(parseDuration(right ?? left) * 1e6));
  if (right === undefined) return {of, limitNs};
  return left === 'tcp' && of === 'outage' ? {of: 'tcp', limitNs} : {of, observer: left, limitNs};
}
