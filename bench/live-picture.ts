/**
 * How drawing a trial on a terminal affects its measurement: pairs of runs, one with the live picture and one without, each on a terminal
 * of its own. The driver `vip` moves the address without an outage, so everything measured is due to the machine: the upper bound of the
 * longest outage, and how late the latest answers are.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {hasProgram, VIP} from './machine.js';
import {type Run, readRun, runPairs} from './trial-pairs.js';

/** @param pairs how many pairs of runs */
export async function livePicture(pairs: number): Promise<void> {
  if (!hasProgram('script', 'script (bsdutils)')) return;
  runPairs(['plain', 'drawn'], pairs, runOnce);
}

/** Runs on a terminal, which gets no picture if it is dumb. */
function runOnce(kind: 'drawn' | 'plain'): Run {
  const directory = mkdtempSync(join(tmpdir(), 'vip-picture-'));
  try {
    const out = join(directory, 'run');
    const command = `stty cols 120 rows 40; exec '${process.execPath}' '${VIP}' trial --driver vip --settle 500ms --out '${out}'`;
    const {CI: _, ...env} = process.env;
    const {status, stdout} = spawnSync('script', ['-qec', command, '/dev/null'], {
      encoding: 'utf8',
      cwd: '/',
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {...env, LC_ALL: 'C.UTF-8', TERM: kind === 'drawn' ? 'xterm-256color' : 'dumb'},
    });
    const isDrawn = stdout.includes('━');
    if (status !== 0 || isDrawn !== (kind === 'drawn'))
      throw new Error(`vip trial, ${kind}: exit ${status}: ${stdout.slice(-500)}`);
    return readRun(join(out, 'run-0001.jsonl'));
  } finally {
    rmSync(directory, {recursive: true, force: true});
  }
}
