/**
 * The result of a failover in a few lines that fit 80 columns: what each observer saw, how long it was dark, what ended it.
 *
 * @module
 */

import {formatBounds, type Healing} from '@vip/analysis';
import {
  causeWords,
  counted,
  formatDuration,
  formatForm,
  formatPingStatistics,
  STATE_RULES,
  worstBy,
  wrap,
} from '@vip/analysis/internal';
import type {FailoverReport, ObserverReport} from '../experiment/verdict.js';

/** The report of a failover as lines for a terminal. */
export function formatSummary(report: FailoverReport): string[] {
  const {run, ping, observers, expectations, held} = report;
  const {vip} = run.settings;
  return [
    ...formatPingStatistics(vip.address, ping),
    '',
    `Failover of ${vip.address}, as each observer saw it (probed every ${run.probeIntervalMs} ms):`,
    ...observers.flatMap(formatObserver),
    ...(run.announce === undefined ? formatWalks(report) : []),
    '',
    ...expectations.map(({expected, held: ok, instead}) =>
      ok ? `  ok   ${expected}` : `  NOT  ${expected}: ${instead}`,
    ),
    '',
    held ? 'Every expectation held.' : 'The failover did not go as expected.',
  ];
}

/** The same in few lines, for below a picture of it: how long it was dark, what ended it, and what was not as expected. */
export function formatBriefSummary({observers, expectations, held}: FailoverReport): string[] {
  return [
    ...observers.flatMap(({name, outage, endedBy, via}) => {
      const where = via === undefined ? '' : ` at ${via}`;
      const cause = endedBy === undefined ? 'nothing seen' : causeWords(endedBy);
      return wrap(`${name}: dark for ${formatBounds(outage)}, ended by ${cause}${where}`);
    }),
    ...expectations.flatMap(({expected, held: ok, instead}) =>
      ok ? [] : wrap(`NOT ${expected}: ${instead}`),
    ),
    held ? 'Every expectation held.' : 'The failover did not go as expected.',
  ];
}

function formatObserver({name, macs, outage, lost, endedBy, via}: ObserverReport): string[] {
  const path = [macs.before, macs.gap, macs.after].map(mac => mac ?? 'none').join(' > ');
  const where = via === undefined ? '' : `at ${via}: `;
  return [
    `  ${name.padEnd(10)} ${path}`,
    `    dark for ${formatBounds(outage)} (${counted(lost, 'probe')} lost), ended by:`,
    `    ${where}${formatCause(endedBy)}`,
    ...formatIgnored(endedBy)
      .flatMap(wrap)
      .map(line => `    ${line}`),
  ];
}

/** What ended an outage, with the form of the frame and how long after it. */
export function formatCause(endedBy: Healing | undefined): string {
  if (endedBy === undefined) return 'nothing: the entry did not change';
  const {frame, at} = endedBy;
  const form = frame === undefined ? undefined : formatForm(frame);
  if (frame === undefined || form === undefined) return causeWords(endedBy);
  return `${causeWords(endedBy)} (${form}), cache changed +${formatDuration(at - frame.at)}`;
}

/** Why an announcement did not end it, if one came and was not believed. */
export function formatIgnored(endedBy: Healing | undefined): string[] {
  const ignored = endedBy?.ignored;
  if (endedBy === undefined || ignored === undefined) return [];
  const before = formatDuration(endedBy.at - ignored.frame.at);
  return [`an announcement ${before} before was ignored: ${ignored.rule}`];
}

/** How an observer found out by itself, which is the whole story when nothing was announced. */
function formatWalks({observers, failedAt}: FailoverReport): string[] {
  const worst = worstBy(
    observers.filter(({via}) => via === undefined),
    ({outage}) => outage,
  );
  if (worst === undefined || failedAt === undefined) return [];
  return [
    '',
    `How ${worst.name} found out, counted from the failover:`,
    ...worst.walk.map(({at, state, mac}) => {
      const when = `+${(Number(at - failedAt) / 1e9).toFixed(2)} s`.padStart(9);
      return `  ${when} ${state.padEnd(10)} ${(mac ?? '-').padEnd(17)}`;
    }),
    ...Object.entries(STATE_RULES)
      .filter(([state]) => worst.walk.some(step => step.state === state))
      .map(([state, rule]) => `  ${state}: ${rule}`),
  ];
}
