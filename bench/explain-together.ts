/**
 * `vip explain` over two captures of a million frames each, compared with mergecap and tshark printing the same fields: processor time,
 * since others may be using the machine, and memory.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {FIELDS} from './explain.js';
import {FRAMES, writeMixedCapture} from './explain-capture.js';
import {hasProgram, VIP} from './machine.js';

/** By how much the other clock is ahead, and how long the path takes. Nanoseconds. */
const AHEAD_NS = 3_000_000_000n;

interface Cost {
  readonly userSeconds: number;
  readonly megabytes: number;
}

export async function explainSeveral(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'vip-bench-'));
  try {
    if (!hasProgram('/usr/bin/time', 'GNU time') || !hasProgram('mergecap') || !hasProgram('tshark')) return;
    const [one, other, both] = ['one', 'other', 'both'].map(name => join(directory, `${name}.pcapng`)) as [
      string,
      string,
      string,
    ];
    writeMixedCapture(one);
    writeMixedCapture(other, AHEAD_NS);
    console.log(`  two captures of ${FRAMES} frames of ping, TCP, UDP, ARP and VRRP`);
    const ours = cost([process.execPath, VIP, 'explain', '--brief', one, other], [0, 1]);
    const merging = cost(['mergecap', '-w', both, one, other], [0]);
    const dissecting = cost(['tshark', '-n', '-r', both, '-T', 'fields', ...FIELDS], [0]);
    const theirs = merging.userSeconds + dissecting.userSeconds;
    console.log(
      `  ${ours.userSeconds.toFixed(1).padStart(6)} s  vip explain, ${ours.megabytes.toFixed(0)} MB`,
    );
    console.log(
      `  ${theirs.toFixed(1).padStart(6)} s  mergecap and tshark -T fields, ${dissecting.megabytes.toFixed(0)} MB`,
    );
    console.log(`  ${(theirs / ours.userSeconds).toFixed(1).padStart(6)} times as fast`);
  } finally {
    rmSync(directory, {recursive: true});
  }
}

function cost(argv: readonly string[], expected: readonly number[]): Cost {
  const {status, stderr, error} = spawnSync('/usr/bin/time', ['-f', '%U %M', ...argv], {
    encoding: 'utf8',
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error !== undefined || status === null || !expected.includes(status))
    throw new Error(`${argv.join(' ')}: exit ${status}: ${error?.message ?? stderr}`);
  const [user, kilobytes] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return {userSeconds: user ?? 0, megabytes: (kilobytes ?? 0) / 1024};
}
