/**
 * Trials as a user runs them, and their reports as values.
 *
 * @module
 */

import {chmodSync} from 'node:fs';
import type {TrialReport} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {assertDescribed} from './json-shapes.js';
import {EVERYBODY, vip, type Who} from './product.js';
import {temporaryDirectory} from './temporary-directory.js';
import {isTorture} from './torture.js';
import {markedEnvironment, untilGone} from './traces.js';

export const MS = 1_000_000n;

/** Real daemons take seconds: these tests run as one user, root if possible. */
export const ONE: readonly Who[] = EVERYBODY.slice(0, 1);
/** An ordinary user only. */
export const USER: readonly Who[] = ['user'];

/** Neighbour timers with which a client finds out by itself within a few seconds. */
export const IMPATIENT = [
  ...['--client-sysctl', 'base_reachable_time_ms=1000', '--client-sysctl', 'delay_first_probe_time=1'],
  ...['--client-sysctl', 'ucast_solicit=1', '--client-sysctl', 'retrans_time_ms=200'],
];

/** A fast keepalived, which has sent all announcements of its start within a second. */
export const FAST = [
  ...['--driver', 'keepalived', '--advert-int', '100ms'],
  ...['--vrrp', 'garp_master_delay 1'],
];

export interface TrialRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly reports: readonly TrialReport[];
  /** The report of the only run. */
  readonly report: TrialReport;
}

/** Each probe is answered and captured a dozen times; half as many leave the processors to other tests. */
const CALM = ['--probe-interval', '20ms'];

/** Runs a trial to its end, and checks that nothing is left of it. */
export async function runTrials(
  t: ExecutionContext,
  who: Who,
  args: readonly string[],
  directory?: string,
): Promise<TrialRun> {
  const {mark, env} = markedEnvironment();
  const options = directory === undefined ? {env} : {env, cwd: directory};
  const interval = isTorture || args.includes('--probe-interval') ? [] : CALM;
  const {code, stdout, stderr} = await vip(who, ['trial', '--json', ...interval, ...args], options);
  t.deepEqual(await untilGone(mark), []);
  if (stdout !== '') assertDescribed(t, 'vip trial', stdout);
  return {code, stdout, stderr, ...readReports(stdout)};
}

export function readReports(stdout: string): Pick<TrialRun, 'reports' | 'report'> {
  const reports = stdout
    .split('\n')
    .filter(line => line.startsWith('{"kind":"trial-report"'))
    .map(line => JSON.parse(line, reviveNs) as TrialReport);
  return {reports, report: reports[0] as TrialReport};
}

/** The findings as sentences. */
export function textsOf({findings}: TrialReport): string[] {
  return findings.map(({evidence}) => evidence);
}

/** Converts nanoseconds, which are strings in JSON. */
function reviveNs(key: string, value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+$/.test(value) && /^(at|ns)$|Ns$/.test(key)
    ? BigInt(value)
    : value;
}

/** Asserts that the outage of every observer lies within these milliseconds, by its bounds. */
export function assertOutages(
  t: ExecutionContext,
  {observers}: TrialReport,
  leastMs: number,
  mostMs: number,
): void {
  t.is(observers.length, 4);
  for (const {name, outage} of observers) {
    const {leastNs, mostNs} = outage;
    t.true(mostNs !== undefined && mostNs >= BigInt(leastMs) * MS, `${name}: ${mostNs} over ${leastMs} ms`);
    t.true(leastNs <= BigInt(mostMs) * MS, `${name}: ${leastNs} under ${mostMs} ms`);
  }
}

/** A directory that every user can write to. */
export function openDirectory(t: ExecutionContext): string {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o777);
  return directory;
}
