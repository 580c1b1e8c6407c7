/**
 * What the TCP sessions of `--tcp` cost a trial, and whether its pings show the same with and without them: pairs of runs of the driver
 * `vip`, which moves the address without an outage, so that everything measured is due to the machine. Both are observed for the same time,
 * because an outage that no probe shows is bounded by the widest gap between two probes, which grows with the length of a run.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {VIP} from './machine.js';
import {quantile} from './measure.js';
import {type Run, readRun, runPairs} from './trial-pairs.js';

/** The cost of a run. */
interface Costly extends Run {
  readonly wallMs: number;
  /** Processor time of all its processes, the lab's included. */
  readonly processorMs: number;
  readonly savedMegabytes: number;
}

const COSTS = [
  ['wallMs', 'from call to exit', 'ms'],
  ['processorMs', 'processor time', 'ms'],
  ['savedMegabytes', 'saved run', 'MB'],
] as const;

/** Idle sessions never end, so that a run with sessions waits for all of the default deadline (`--tcp-deadline`). Milliseconds. */
const DEADLINE_MS = 5000;
const SETTLE_MS = 500;

/** @param pairs how many pairs of runs */
export async function tcpCost(pairs: number): Promise<void> {
  const [pings, sessions] = runPairs(['pings', 'tcp'], pairs, runOnce);
  for (const [field, what, unit] of COSTS) {
    const [without, within] = [pings, sessions].map(runs =>
      quantile(
        runs.map(run => run[field]),
        0.5,
      ),
    ) as [number, number];
    console.log(
      `  ${(within / without).toFixed(2).padStart(5)}  ${what} with sessions: ${within.toFixed(1)} ${unit}, without ${without.toFixed(1)} ${unit}`,
    );
  }
}

function runOnce(kind: 'pings' | 'tcp'): Costly {
  const directory = mkdtempSync(join(tmpdir(), 'vip-tcp-'));
  try {
    const out = join(directory, 'run');
    const settleMs = kind === 'tcp' ? SETTLE_MS : SETTLE_MS + DEADLINE_MS;
    const words = ['trial', '--driver', 'vip', '--settle', `${settleMs}ms`, '--out', out];
    const argv = [process.execPath, VIP, ...words, ...(kind === 'tcp' ? ['--tcp'] : [])];
    const began = performance.now();
    const {status, stdout, stderr} = spawnSync('sh', ['-c', '"$@" >&2 && times', 'sh', ...argv], {
      encoding: 'utf8',
      cwd: '/',
    });
    const wallMs = performance.now() - began;
    if (status !== 0) throw new Error(`vip trial, ${kind}: exit ${status}: ${stderr.slice(-500)}`);
    const file = join(out, 'run-0001.jsonl');
    const savedMegabytes = statSync(file).size / 1e6;
    return {...readRun(file), wallMs, processorMs: childrensMs(stdout), savedMegabytes};
  } finally {
    rmSync(directory, {recursive: true, force: true});
  }
}

/** The second line of times(1p): user and system time of the children that the shell waited for, as `0m1.230000s 0m0.410000s`. */
function childrensMs(times: string): number {
  const parts = [...(times.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + 60_000 * Number(minutes) + 1000 * Number(seconds),
    0,
  );
}
