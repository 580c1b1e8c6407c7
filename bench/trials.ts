/**
 * A hundred trials in a row: what a run costs besides what it measures, whether runs get slower, and whether
 * anything is left of them.
 *
 * @module
 */

import {execFileSync, spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {DEFAULT_SETTINGS, type Driver, reportTrial, runTrial, Timeline, trialOf, vipDriver} from '@vip/core';

const RUNS = 100;

/** What is allowed for set-up and take-down. Milliseconds. */
const TARGET_MS = 300;

/** Runs the trials, and prints ratios. */
export async function trialCost(): Promise<void> {
  const driver = vipDriver({announce: {form: 'both'}});
  const {signal} = new AbortController();
  // Of listeners that pile up, for instance.
  process.on('warning', warning => {
    throw warning;
  });
  await oneRun(driver, signal);
  const before = leftovers();
  const runs: {allMs: number; frameMs: number; floorMs: number}[] = [];
  for (let run = 0; run < RUNS; run++) runs.push({...(await oneRun(driver, signal)), floorMs: nodeStartMs()});
  const frame = median(runs.map(({frameMs}) => frameMs));
  const floor = median(runs.map(({floorMs}) => floorMs));
  // What else the machine does slows both down.
  const relative = runs.map(({allMs, floorMs}) => allMs / floorMs);
  const ratio = median(relative.slice(-10)) / median(relative.slice(0, 10));
  console.log(
    `  set-up and take-down: ${(frame / floor).toFixed(1)} times node -e 0, with seven agents to start`,
  );
  console.log(`  (median ${frame.toFixed(0)} ms and ${floor.toFixed(0)} ms; target ${TARGET_MS} ms)`);
  console.log(`  the last ten runs take ${ratio.toFixed(2)} of the first ten's time, against node -e 0`);
  console.log(`  processes, file descriptors, namespaces left: ${leftovers() - before}`);
}

/** @returns how long the run took, and how much of it was neither probing nor the switch-over */
async function oneRun(driver: Driver, signal: AbortSignal): Promise<{allMs: number; frameMs: number}> {
  const timeline = new Timeline();
  const startedAt = performance.now();
  await runTrial(
    {
      ...{settings: DEFAULT_SETTINGS, driver, fault: {name: 'switch-over'}, faultText: 'switch-over'},
      ...{probeIntervalMs: 5, clientSysctls: {}, phaseMs: 0, seed: 1, timeoutMs: 10_000, settleMs: 0},
      ...{version: 'bench', signal},
    },
    timeline,
  );
  const allMs = performance.now() - startedAt;
  const trial = trialOf(timeline);
  if (trial === undefined || !reportTrial(timeline, trial).isMeasured)
    throw new Error('a run was not measured');
  const at = (name: string, phase: string) =>
    timeline.select('step').find(event => event.step === name && event.phase === phase)?.at ?? 0n;
  const trialMs = Number(at('clean-up', 'begun') - at('build', 'done')) / 1e6;
  return {allMs, frameMs: allMs - trialMs};
}

function nodeStartMs(): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - startedAt;
}

/** What runs could leave behind, as one count. */
function leftovers(): number {
  const namespaces = execFileSync('ip', ['netns', 'list'], {encoding: 'utf8'}).split('\n').length;
  const ours = ['-o', 'pid=', '--ppid', String(process.pid)];
  const children = execFileSync('ps', ours, {encoding: 'utf8'}).split('\n').length;
  return namespaces + children + readdirSync('/proc/self/fd').length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
