/**
 * One run is reported in five ways, which agree within their bounds: by the trial, by the live picture, by the report, and by explain
 * and a watch on each observer's capture, if the outage is long enough for a watch. Two runs; with `npm run torture` every driver with every fault.
 */

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {decodeEvent, formatBounds, Timeline, type TrialEvent} from '@vip/analysis';
import {LATE_NS, TRIAL_STEP, topologyOf} from '@vip/analysis/internal';
import {trialOf} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {macsOfOwners, ownersByExplain, type Told, toldOf} from '../helpers/agreement.js';
import {labTest} from '../helpers/require-lab.js';
import {isTorture, rounds} from '../helpers/torture.js';
import {IMPATIENT, ONE, openDirectory, runTrials} from '../helpers/trial.js';
import {DRIVER_OPTIONS, PAIRS, PLACE_OPTIONS, REFUSED, UNPLACED} from '../helpers/trial-table.js';

/** A driver that decides by itself, and one that follows orders. */
const USUALLY = ['keepalived node-crash', 'exec, commands link-down'];

/** The durations of the faults that end by themselves, no longer than a run has to last. */
const LENGTH: Readonly<Record<string, string>> = {
  freeze: 'freeze:3s',
  partition: 'partition:3s',
  failback: 'failback:3s',
};

/**
 * A probe has the time at which it was sent, but in a capture that at which it left. In between, it waits in
 * the neighbour entry's queue for the answer to an ARP request, and counts as answered however late that is.
 * Observers with such short timers send requests in every outage that outlasts the timers, above all in
 * ucarp's takeover of three seconds; those with the kernel's timers do not, and all four agree to 0.1 ms.
 */
const DATED_APART_NS = LATE_NS;

for (const {driver, fault} of PAIRS) {
  const pair = `${driver} ${fault}`;
  if (pair in REFUSED || UNPLACED.includes(pair) || rounds(Number(USUALLY.includes(pair)), 1) === 0) continue;
  labTest(
    `${driver}, ${fault}: the trial, the picture, the report, explain and a watch agree`,
    async (t, who) => {
      const directory = openDirectory(t);
      const options = [
        ...(DRIVER_OPTIONS[driver] ?? []),
        ...(PLACE_OPTIONS[fault] ?? []),
        '--fault',
        LENGTH[fault] ?? fault,
        ...IMPATIENT,
      ];
      const limits = ['--settle', '500ms', '--timeout', '12s', '--out', 'runs'];
      const {code, stderr} = await runTrials(t, who, [...options, ...limits], directory);
      t.true(existsSync(join(directory, 'runs')), `exit ${code}: ${stderr}`);
      assertAgree(t, savedTimeline(join(directory, 'runs')), fault, stderr);
    },
    ONE,
  );
}

/** One after another, as a watch sees them in production. */
const FAILOVERS = 30;

if (isTorture) {
  labTest(
    'thirty failovers: what a watch reports about each is within the bounds of the probes',
    async (t, who) => {
      const directory = openDirectory(t);
      const options = [...(DRIVER_OPTIONS.vip ?? []), '--fault', 'switch-over', ...IMPATIENT];
      const limits = ['--runs', String(FAILOVERS), '--settle', '500ms', '--timeout', '12s', '--out', 'runs'];
      const {stderr} = await runTrials(t, who, [...options, ...limits], directory);
      const files = readdirSync(join(directory, 'runs')).filter(name => /^run-\d+\.jsonl$/.test(name));
      t.is(files.length, FAILOVERS, stderr);
      for (const file of files)
        assertAgree(t, timelineIn(join(directory, 'runs', file)), 'switch-over', file);
    },
    ONE,
  );
}

function savedTimeline(directory: string): Timeline {
  const [file = ''] = ['timeline.jsonl', 'run-0001.jsonl']
    .map(name => join(directory, name))
    .filter(path => existsSync(path));
  return timelineIn(file);
}

function timelineIn(file: string): Timeline {
  return Timeline.of(readFileSync(file, 'utf8').trim().split('\n').map(decodeEvent));
}

function assertAgree(t: ExecutionContext, timeline: Timeline, fault: string, context: string): void {
  const trial = trialOf(timeline) as TrialEvent;
  t.not(trial, undefined, context);
  t.true(
    timeline.select('step').some(({step}) => step === TRIAL_STEP.fault),
    `the fault was not caused: ${context}`,
  );
  // The time until the software first serves is not an outage, and only the trial and its report measure it.
  const told = toldOf(timeline).filter(({by}) => fault !== 'start' || by === 'trial' || by === 'report');
  for (const {name} of topologyOf(trial).observers) {
    const own = told.filter(({observer}) => observer === name);
    const [first, ...others] = own;
    for (const other of others) {
      const words = own.map(one => `${one.by} ${textOf(one)}`).join(', ');
      t.true(first !== undefined && agree(first, other), `${name}: ${words}`);
    }
  }
  for (const observer of topologyOf(trial).observers.filter(({via}) => via === undefined)) {
    const macs = macsOfOwners(timeline, trial, observer.vip);
    const read = ownersByExplain(timeline, observer);
    if (macs.length > 0 && read.length > 0)
      t.true(
        read.some(mac => macs.includes(mac)),
        `${observer.name}: ${read}, not ${macs}`,
      );
  }
}

/**
 * Whether some length is within both bounds. An observer that lost nothing shows only that the outage was
 * short.
 */
function agree(a: Told, b: Told): boolean {
  const [one, other] = [boundsOf(a), boundsOf(b)];
  return one.leastNs <= other.mostNs + DATED_APART_NS && other.leastNs <= one.mostNs + DATED_APART_NS;
}

const FOREVER = 2n ** 62n;

function boundsOf({outage}: Told) {
  return {leastNs: outage?.leastNs ?? 0n, mostNs: outage === undefined ? 0n : (outage.mostNs ?? FOREVER)};
}

function textOf({outage}: Told): string {
  return outage === undefined ? 'no outage' : formatBounds(outage);
}
