/**
 * What tcpdump sees at vb while something is done: an independent observer, with the kernel's time of each frame.
 *
 * @module
 */

import {createReadStream, mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {readCapture} from '@vip/arp/capture-file';
import type {Lab} from '@vip/core';
import {background} from './machine.js';

/** How long nothing must have come before the output counts as complete: on a busy machine, tcpdump lags as well. */
const QUIET_MS = 500;

/** A frame and the kernel's time for it, in nanoseconds since the epoch. */
export interface SeenFrame {
  readonly at: bigint;
  readonly bytes: Uint8Array;
}

/** The frames that passed the filter, and the result of the work. */
export async function whileWatched<T>(
  lab: Lab,
  filter: string,
  work: () => Promise<T>,
): Promise<{result: T; frames: SeenFrame[]}> {
  const directory = mkdtempSync(join(tmpdir(), 'vip-bench-'));
  const file = join(directory, 'seen.pcap');
  try {
    const options = [
      '-B',
      '65536',
      '-s',
      '96',
      '--immediate-mode',
      '-U',
      '--time-stamp-precision=nano',
      '-w',
      '-',
    ];
    const watch = background(lab, 'b', ['tcpdump', '-i', 'vb', ...options, filter], `>${file}`);
    await watch.says(/listening/);
    await sleep(100);
    const result = await work();
    for (let size = -1; size !== statSync(file).size; await sleep(QUIET_MS)) size = statSync(file).size;
    await watch.interrupt();
    const frames: SeenFrame[] = [];
    for await (const {at = 0n, bytes} of readCapture(createReadStream(file))) frames.push({at, bytes});
    return {result, frames};
  } finally {
    rmSync(directory, {recursive: true});
  }
}
