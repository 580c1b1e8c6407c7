/**
 * The verdict on one trial or a series of them, for a report.
 *
 * @module
 */

import {formatDuration, worstBy} from '@vip/analysis/internal';
import type {Criteria} from '../trial/criteria.js';
import {isHeld, type Judgement, judgeSeries} from '../trial/judgement.js';
import {formatExceeded, hungText, judgementText} from '../trial/judgement-words.js';
import type {TrialObserverReport} from '../trial/observer-report.js';
import {type TrialReport, worstObserver} from '../trial/trial-report.js';
import type {ReportVerdict} from './data.js';
import type {ReportPart} from './part.js';
import {hungSentence, outageSentence, unmeasuredText} from './trial-verdict.js';

export function verdictOf(
  parts: readonly ReportPart[],
  trials: readonly TrialReport[],
  criteria: Criteria,
): ReportVerdict {
  const [first] = parts as [ReportPart];
  if (trials.length === 0) return first.verdict;
  const judgement = judgeSeries(trials, criteria);
  const words = judgementText(judgement, criteria);
  const observers = trials.flatMap(trial => worstObserver(trial) ?? []);
  const worst = worstBy(observers, ({outage}) => outage);
  const dark =
    worst === undefined
      ? first.verdict.text
      : `${outageSentence(worst, parts.length > 1)}${hungSentence(trials)}`;
  if (!isHeld(judgement)) {
    const word = formatExceeded(judgement).length > 0 ? 'Over the limit' : 'Not as expected';
    return {held: false, word, text: `${words} ${whyNot(judgement, worst) ?? dark}`};
  }
  if (!judgement.isMeasured) {
    const unmeasured = trials.find(({isMeasured}) => !isMeasured);
    return {
      ...(words === '' ? {} : {held: false}),
      word: 'Not measured',
      text: unmeasured === undefined ? WITHOUT_SESSIONS : unmeasuredText(unmeasured),
    };
  }
  if (words === '') return {word: 'Measured', text: dark};
  const word = isLimited(criteria) ? 'Within the limit' : 'As expected';
  return {held: true, word, text: `${words} ${dark}`};
}

const WITHOUT_SESSIONS =
  'There were no TCP sessions that could hang or be of no use: vip trial --tcp opens them.';

export function isLimited({limits, maxHung, thresholds = []}: Criteria): boolean {
  return limits.length + thresholds.length > 0 || maxHung !== undefined;
}

/** The worst of what was too long or too many, or the first of what should not have been found. */
function whyNot(
  {violations, failures, hung, missed}: Judgement,
  worst: TrialObserverReport | undefined,
): string | undefined {
  if (worst !== undefined && violations.some(({of}) => of === 'outage')) return tooLongText(worst);
  if (violations.length > 0) return undefined;
  const [most] = [...hung].sort((a, b) => b.hung - a.hung);
  if (most !== undefined) return `At worst ${hungText(most)}.`;
  return missed.length > 0 ? undefined : failures[0]?.evidence;
}

/** A limit is compared with the longest that an outage may have been. */
function tooLongText({name, outage: {mostNs}}: TrialObserverReport): string {
  return mostNs === undefined
    ? `It had not ended, at ${name}.`
    : `It may have lasted ${formatDuration(mostNs)}, at ${name}.`;
}
