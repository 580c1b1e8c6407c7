/**
 * Whether what a trial says of a cluster fits what an independent ping saw.
 *
 * @module
 */

import type {TrialReport} from '@vip/core';
import type {ExecutionContext} from 'ava';
import type {PingWitness} from './ping-witness.js';

/** Its interval, that of our pings, and what a busy machine may hold up either. Milliseconds. */
const SLACK_MS = 250;

export function assertFits(t: ExecutionContext, {observers}: TrialReport, witness: PingWitness): void {
  const longestMs = witness.longestMs();
  t.true(observers.length > 0);
  for (const {name, outage} of observers) {
    const {leastNs = 0n, mostNs} = outage ?? {};
    const shown = `${name}: ${leastNs} to ${mostNs} ns, the ping ${longestMs} ms`;
    t.true(mostNs !== undefined && Number(mostNs) / 1e6 > longestMs - SLACK_MS, shown);
    t.true(Number(leastNs) / 1e6 < longestMs + SLACK_MS, shown);
  }
  // VRRP with advertisements 200 ms apart: three of them, and what the priority adds (RFC 5798 §6.1).
  t.true(longestMs > 300, `${longestMs} ms`);
}
