/**
 * The end of a failover in a few lines that fit 80 columns: who saw what, how long it was dark, what ended it.
 *
 * @module
 */

import {formatBounds, formatDuration, formatPingStatistics, readingOf, STATE_RULES} from '@vip/analysis';
import {classifyArp, formatPurpose} from '@vip/arp';
import {CAUSE_WORDS, type FailoverReport, type ObserverReport} from '../experiment/verdict.js';

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

function formatObserver({name, macs, outage, lost, endedBy, via}: ObserverReport): string[] {
  const path = [macs.before, macs.gap, macs.after].map(mac => mac ?? 'none').join(' > ');
  const where = via === undefined ? '' : `at ${via}: `;
  return [
    `  ${name.padEnd(10)} ${path}`,
    `    dark for ${formatBounds(outage)} (${lost} probes lost), ended by:`,
    `    ${where}${formatCause(endedBy)}`,
  ];
}

/** What ended an outage, with the form of the frame and how long after it. */
export function formatCause(endedBy: ObserverReport['endedBy']): string {
  if (endedBy === undefined) return 'nothing: the entry was never changed';
  const {cause, frame, at} = endedBy;
  const packet = frame === undefined ? undefined : readingOf(frame).arp;
  if (frame === undefined || packet === undefined) return CAUSE_WORDS[cause];
  const form = formatPurpose(classifyArp(packet));
  return `${CAUSE_WORDS[cause]} (${form}), cache changed +${formatDuration(at - frame.at)}`;
}

/** How an observer found out by itself, which is the whole story when nothing was announced. */
function formatWalks({observers, failedAt}: FailoverReport): string[] {
  const [longest] = observers.filter(({via}) => via === undefined).sort((a, b) => b.lost - a.lost);
  if (longest === undefined || failedAt === undefined) return [];
  return [
    '',
    `How ${longest.name} found out, counted from the failover:`,
    ...longest.walk.map(({at, state, mac}) => {
      const when = `+${(Number(at - failedAt) / 1e9).toFixed(2)} s`.padStart(9);
      return `  ${when} ${state.padEnd(10)} ${(mac ?? '-').padEnd(17)}`;
    }),
    ...Object.entries(STATE_RULES)
      .filter(([state]) => longest.walk.some(step => step.state === state))
      .map(([state, rule]) => `  ${state}: ${rule}`),
  ];
}
