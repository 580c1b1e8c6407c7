/**
 * Whether a trial's report about a cluster agrees with what an independent ping saw.
 *
 * @module
 */

import type {TrialReport} from '@vip/core';
import type {ExecutionContext} from 'ava';
import type {PingWitness} from './ping-witness.js';
import {runTrials} from './trial.js';

/** The ping's interval, that of our pings, and the delay of either on a busy machine. Milliseconds. */
const SLACK_MS = 250;

/** The run with the longest outage, which is what a ping through all of them saw. */
export function longestOf(reports: readonly TrialReport[]): TrialReport {
  const mostNs = ({observers: [observer]}: TrialReport) => observer?.outage.mostNs ?? 0n;
  return reports.reduce((a, b) => (mostNs(a) > mostNs(b) ? a : b));
}

export function assertFits(t: ExecutionContext, {observers}: TrialReport, witness: PingWitness): void {
  const longestMs = witness.longestMs();
  t.true(observers.length > 0);
  for (const {name, outage} of observers) {
    const {leastNs = 0n, mostNs} = outage ?? {};
    const shown = `${name}: ${leastNs} to ${mostNs} ns, the ping ${longestMs} ms`;
    t.true(mostNs !== undefined && Number(mostNs) / 1e6 > longestMs - SLACK_MS, shown);
    t.true(Number(leastNs) / 1e6 < longestMs + SLACK_MS, shown);
  }
  // VRRP with advertisements 200 ms apart takes three of them, plus the skew from the priority (RFC 5798
  // §6.1).
  t.true(longestMs > 300, `${longestMs} ms`);
}

/**
 * Asserts that a cluster's outages are as long as those of the hermetic trial with the same configuration:
 * each overlaps those measured there, and their medians are about the same.
 */
export async function assertAsHermetic(t: ExecutionContext, reports: readonly TrialReport[]): Promise<void> {
  const {code, stderr, ...hermetic} = await runTrials(t, 'root', [
    ...['--driver', 'keepalived', '--advert-int', '200ms', '--vrrp', 'garp_master_delay 1'],
    ...['--fault', 'link-down', '--runs', String(reports.length)],
  ]);
  t.is(code, 0, stderr);
  const [here, there] = [boundsOf(reports), boundsOf(hermetic.reports)];
  const least = Math.min(...there.map(({leastMs}) => leastMs)) - SLACK_MS;
  const most = Math.max(...there.map(({mostMs}) => mostMs)) + SLACK_MS;
  for (const {leastMs, mostMs} of here)
    t.true(mostMs > least && leastMs < most, `${leastMs} to ${mostMs} ms, hermetic ${least} to ${most} ms`);
  const [own, other] = [middleOf(here), middleOf(there)];
  t.log(`${here.length} outages of a cluster: median ${own} ms; hermetic: ${other} ms`);
  t.true(Math.abs(own - other) < SLACK_MS, `medians ${own} and ${other} ms`);
}

interface BoundsMs {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** The bounds of each report's first observer. */
function boundsOf(reports: readonly TrialReport[]): BoundsMs[] {
  return reports.map(({observers: [observer]}) => {
    const {leastNs = 0n, mostNs = 0n} = observer?.outage ?? {};
    return {leastMs: Number(leastNs) / 1e6, mostMs: Number(mostNs) / 1e6};
  });
}

function middleOf(bounds: readonly BoundsMs[]): number {
  const middles = bounds.map(({leastMs, mostMs}) => (leastMs + mostMs) / 2).sort((a, b) => a - b);
  return middles[middles.length >> 1] ?? Number.NaN;
}
