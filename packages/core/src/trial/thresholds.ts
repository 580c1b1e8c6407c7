/**
 * Thresholds: limits for the figures of a whole series, as in `p95<200ms` or `tcp:hung==0`. Pure.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {counted, formatDuration, largest, stationOf} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {FEWEST, FIGURE_NAMES, type FigureName, figureOf} from './figures.js';
import type {TrialReport} from './trial-report.js';

/** A figure of the outages, or of how long TCP sessions were unusable; their sum in one run; or sessions that hang in one run. */
export type ThresholdFigure = FigureName | 'dark' | 'hung';

/** A limit for a figure of a whole series. */
export interface Threshold {
  /** As it was typed. */
  readonly text: string;
  /** Of TCP sessions instead of probes. */
  readonly ofSessions: boolean;
  /** Absent for all of them. */
  readonly observer?: string;
  readonly figure: ThresholdFigure;
  readonly relation: '<' | '<=' | '==';
  /** Nanoseconds, or a count for `hung`. */
  readonly value: bigint;
}

/** A threshold that was not met, or that may not have been. */
export interface MissedThreshold {
  readonly text: string;
  readonly observer?: string;
  readonly figure: ThresholdFigure;
  /** The runs it covers. */
  readonly runs: number;
  /** Upper bound; absent if it had not ended, and for a count. */
  readonly mostNs?: bigint;
  /** How many sessions hang in the worst run. */
  readonly hung?: number;
  readonly valueNs?: bigint;
}

const RELATIONS = ['<=', '<', '=='] as const;
const FIGURES: readonly ThresholdFigure[] = [...FIGURE_NAMES, 'dark', 'hung'];

/**
 * `[OBSERVER:]FIGURE<DURATION`, `tcp:FIGURE<DURATION`, `tcp:hung==N`.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function parseThreshold(text: string, parseDuration: (text: string) => number): Threshold {
  const [, scope, figure, relation, value = ''] =
    /^(?:([^:<=]*):)?([a-z0-9]+)(<=|<|==)(.+)$/.exec(text) ?? [];
  if (!isOneOf(FIGURES, figure) || !isOneOf(RELATIONS, relation)) {
    throw new VipError(
      'BAD_ARGUMENT',
      `threshold: expected a figure (${FIGURES.join(', ')}), <, <= or ==, and a value, such as p95<200ms, ext:max<1s or tcp:hung==0, got "${text}"`,
    );
  }
  const ofSessions = scope === 'tcp';
  if (figure === 'hung' && !ofSessions)
    throw new VipError('BAD_ARGUMENT', `threshold: only sessions hang: expected tcp:${text}, got "${text}"`);
  if (figure === 'dark' && ofSessions)
    throw new VipError('BAD_ARGUMENT', `threshold: expected a figure of outages for dark, got "${text}"`);
  return {
    text,
    ofSessions,
    ...(scope === undefined || ofSessions ? {} : {observer: scope}),
    figure,
    relation,
    value: figure === 'hung' ? parseCount(value) : BigInt(Math.round(parseDuration(value) * 1e6)),
  };
}

function parseCount(text: string): bigint {
  if (/^\d{1,9}$/.test(text)) return BigInt(text);
  throw new VipError('BAD_ARGUMENT', `threshold: expected a whole number of sessions, got "${text}"`);
}

function isOneOf<Word extends string>(words: readonly Word[], word: string | undefined): word is Word {
  return words.includes(word as Word);
}

/**
 * With too few runs, a percentile is the longest of them, and a threshold for it means nothing.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function checkThresholds(thresholds: readonly Threshold[], runs: number): void {
  for (const {text, figure} of thresholds) {
    const fewest = isOneOf(FIGURE_NAMES, figure) ? FEWEST[figure] : 1;
    if (runs < fewest) {
      throw new VipError(
        'BAD_ARGUMENT',
        `threshold: ${text}: ${figure} needs at least ${fewest} runs, got ${runs}; max needs one`,
      );
    }
  }
}

/** Each observer's figure that missed, or may have missed, its threshold. */
export function findMissed(
  reports: readonly TrialReport[],
  thresholds: readonly Threshold[],
): MissedThreshold[] {
  return thresholds.flatMap(threshold =>
    threshold.figure === 'hung' ? missedHung(reports, threshold) : missedFigures(reports, threshold),
  );
}

function missedHung(reports: readonly TrialReport[], threshold: Threshold): MissedThreshold[] {
  const counts = reports.flatMap(({sessions}) => (sessions === undefined ? [] : [sessions.hung]));
  if (counts.length === 0) return [];
  const wrong = counts.filter(count => !holds(BigInt(count), threshold));
  if (wrong.length === 0) return [];
  const {text, figure} = threshold;
  return [{text, figure, runs: counts.length, hung: largest(wrong)}];
}

function missedFigures(reports: readonly TrialReport[], threshold: Threshold): MissedThreshold[] {
  const {text, figure, observer, value} = threshold;
  const names = reports[0]?.observers.map(({name}) => name) ?? [];
  return names
    .filter(name => observer === undefined || observer === name || observer === stationOf(name))
    .flatMap(name => {
      const all = boundsOf(reports, name, threshold);
      const bounds =
        all.length === 0 ? undefined : figureOf(all, figure === 'dark' ? 'max' : (figure as FigureName));
      if (bounds === undefined || keeps(bounds, threshold)) return [];
      const {mostNs} = bounds;
      return [
        {
          ...{text, observer: name, figure, runs: all.length, valueNs: value},
          ...(mostNs === undefined ? {} : {mostNs}),
        },
      ];
    });
}

function boundsOf(reports: readonly TrialReport[], name: string, {ofSessions, figure}: Threshold): Bounds[] {
  return reports.flatMap(({observers, sessions}) => {
    const own = observers.find(each => each.name === name);
    if (!ofSessions) return own === undefined ? [] : [figure === 'dark' ? own.dark : own.outage];
    return sessions?.observers.find(each => each.name === name)?.outage ?? [];
  });
}

/** An outage that had not ended misses a threshold that it had already passed; otherwise it is not measured, as with a limit. */
function keeps({leastNs, mostNs}: Bounds, threshold: Threshold): boolean {
  return holds(mostNs ?? leastNs, threshold);
}

function holds(value: bigint, {relation, value: bound}: Threshold): boolean {
  if (relation === '==') return value === bound;
  return relation === '<' ? value < bound : value <= bound;
}

/** `p95<200ms: p95 at ext may be 243 ms, over by 43 ms (30 runs)`, a line each. */
export function formatMissed(missed: readonly MissedThreshold[]): string[] {
  return missed.map(one => `${one.text}: ${missedText(one)}`);
}

/** The same without the threshold itself. */
export function missedText(missed: MissedThreshold): string {
  return `${figureText(missed)} (${counted(missed.runs, 'run')})`;
}

function figureText({figure, observer, mostNs, hung, valueNs = 0n}: MissedThreshold): string {
  if (hung !== undefined)
    return `${counted(hung, 'session')} ${hung === 1 ? 'hangs' : 'hang'} in the worst run`;
  const what = `${figure} at ${observer}`;
  if (mostNs === undefined) return `${what} had not ended`;
  return `${what} may be ${formatDuration(mostNs)}, over by ${formatDuration(mostNs - valueNs)}`;
}
