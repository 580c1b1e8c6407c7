/**
 * The outcome of a trial, in a sentence. Pure.
 *
 * @module
 */

import {formatBounds} from '@vip/analysis';
import {counted, formatDuration, largest} from '@vip/analysis/internal';
import {failureText} from '../trial/failure-text.js';
import type {TrialObserverReport} from '../trial/observer-report.js';
import {type TrialReport, worstObserver} from '../trial/trial-report.js';
import type {ReportVerdict} from './data.js';

export function trialVerdict(report: TrialReport): ReportVerdict {
  return {word: report.isMeasured ? 'Measured' : 'Not measured', text: verdictText(report)};
}

function verdictText(report: TrialReport): string {
  const worst = worstObserver(report);
  if (!report.isMeasured) return unmeasuredText(report);
  return worst === undefined ? 'Nothing was measured.' : `${outageSentence(worst)}${hungSentence([report])}`;
}

/** `Dark for 3176 ms ± 6.5 ms, at remote.`; for a series, the worst of all. If there are several outages, their total as well. */
export function outageSentence({name, outage, outages, dark}: TrialObserverReport, isWorst = false): string {
  if (outage.leastNs === 0n && outage.mostNs !== undefined) {
    const what = isWorst ? 'No probe was lost in any run' : 'No probe was lost';
    return `${what}: an outage was shorter than ${formatDuration(outage.mostNs)}.`;
  }
  const all = outages.length > 1 ? ` in ${outages.length} outages, ${formatBounds(dark)} in total` : '';
  const what = all === '' ? formatBounds(outage) : `${formatBounds(outage)} at most`;
  return `${isWorst ? 'At worst dark' : 'Dark'} for ${what}, at ${name}${all}.`;
}

/** An address that answers again is not yet a service that works. Empty where no session hangs. */
export function hungSentence(trials: readonly TrialReport[]): string {
  const hung = largest(trials.map(({sessions}) => sessions?.hung ?? 0));
  if (hung === 0) return '';
  const where = trials.length > 1 ? ' in the worst run' : '';
  return ` ${counted(hung, 'TCP session')} still ${hung === 1 ? 'hangs' : 'hang'}${where}.`;
}

/** Why a run has no figures. */
export function unmeasuredText({failure}: TrialReport): string {
  return failure === undefined
    ? 'An outage had not ended when the trial did.'
    : `The run failed: ${failureText(failure)}.`;
}
