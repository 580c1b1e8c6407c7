/**
 * A hundred trials in a row, as a user runs them: what a run costs besides what it measures, whether runs get slower,
 * and whether anything is left behind.
 *
 * @module
 */

import {execFileSync, spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {decodeEvent, type TimelineEvent} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {hasProgram, VIP} from './machine.js';
import {quantile} from './measure.js';

const RUNS = 100;

/** Every process of the runs inherits it. */
const MARK = 'VIP_BENCH_MARK';

/** The time allowed for set-up and take-down. Milliseconds. */
const TARGET_MS = 300;

/** Runs the trials, and prints ratios. */
export async function trialCost(): Promise<void> {
  const before = leftovers();
  const floors = Array.from({length: 15}, nodeStartMs);
  const runs = trials(RUNS);
  floors.push(...Array.from({length: 15}, nodeStartMs));
  const floor = quantile(floors, 0.5);
  const frame = quantile(
    runs.map(({beyondMs}) => beyondMs),
    0.5,
  );
  const all = runs.map(({allMs}) => allMs);
  const ratio = quantile(all.slice(-10), 0.5) / quantile(all.slice(0, 10), 0.5);
  console.log(
    `  set-up and take-down, beyond what the daemon needs: ${(frame / floor).toFixed(1)} times node -e 0`,
  );
  console.log(
    `  (median ${frame.toFixed(0)} ms and ${floor.toFixed(0)} ms, seven agents; target ${TARGET_MS} ms)`,
  );
  console.log(`  the last ten runs take ${ratio.toFixed(2)} of the first ten's time`);
  console.log(`  processes, namespaces left: ${leftovers() - before}`);
}

interface Cost {
  readonly allMs: number;
  /** The time beyond the daemon's start and the measurement. */
  readonly beyondMs: number;
}

/** The cost of each run in one call of the program. */
function trials(count: number): Cost[] {
  const args = ['trial', ...driver(), '--settle', '0s', '--json'];
  const {status, stdout, stderr} = spawnSync(process.execPath, [VIP, ...args, '--runs', String(count)], {
    encoding: 'utf8',
    cwd: '/',
    maxBuffer: 2 ** 30,
    env: {...process.env, [MARK]: String(process.pid)},
  });
  if (status !== 0) throw new Error(`vip trial: exit ${status}: ${stderr}`);
  const events = stdout
    .split('\n')
    .filter(line => line.startsWith('{"at":'))
    .map(decodeEvent);
  const starts = events.flatMap(({kind}, index) => (kind === 'trial' ? [index] : []));
  return starts.map((start, run) => costOf(events.slice(start, starts[run + 1])));
}

function costOf(run: readonly TimelineEvent[]): Cost {
  const moment = (event: TimelineEvent | undefined) => Number((event?.at ?? 0n) - (run[0]?.at ?? 0n)) / 1e6;
  const step = (name: string, phase: 'begun' | 'done') =>
    moment(run.find(event => event.kind === 'step' && event.step === name && event.phase === phase));
  const held = moment(
    run.find(event => event.kind === 'address' && event.ip === DEFAULT_SETTINGS.vip.address),
  );
  const probing = moment(run.find(({kind}) => kind === 'probe-sent'));
  const allMs = step('clean-up', 'done');
  return {
    allMs,
    beyondMs: step('driver-start', 'begun') + (probing - held) + (allMs - step('clean-up', 'begun')),
  };
}

/** keepalived, during whose election the rest of the set-up happens; without it, a driver that takes no time itself. */
function driver(): string[] {
  if (!hasProgram('keepalived')) return ['--driver', 'vip'];
  return [
    '--driver',
    'keepalived',
    '--advert-int',
    '100ms',
    '--vrrp',
    'garp_master_delay 0',
    '--fault',
    'node-crash',
  ];
}

function nodeStartMs(): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - startedAt;
}

/** Everything that runs could leave behind, as one count. */
function leftovers(): number {
  const namespaces = execFileSync('ip', ['netns', 'list'], {encoding: 'utf8'}).split('\n').length;
  const processes = readdirSync('/proc').filter(name => {
    return /^\d+$/.test(name) && environment(name).includes(`${MARK}=${process.pid}`);
  });
  return namespaces + processes.length;
}

function environment(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
