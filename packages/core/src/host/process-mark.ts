/**
 * What the kernel says about a process (proc_pid_stat(5)): nothing that the process itself can choose.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';

export interface ProcessMark {
  /** Whether it has ended but its parent has not yet waited for it. If process 1 never waits, that lasts for ever. */
  readonly isZombie: boolean;
  readonly parent: number;
  /** In clock ticks since boot; distinguishes it from a later process with the same PID. */
  readonly startedAt: number;
}

/** Undefined when there is no such process. */
export function processMark(pid: number): ProcessMark | undefined {
  try {
    // The name, in parentheses, may contain anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '');
    const fields = stat.split(' ');
    return {
      isZombie: fields[0] === 'Z' || fields[0] === 'X',
      parent: Number(fields[1]),
      startedAt: Number(fields[19]),
    };
  } catch {
    return undefined;
  }
}

/** Resolves when a process that is being killed has ended, or after that time. */
export async function untilEnded(pid: number, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (let mark = processMark(pid); mark !== undefined && !mark.isZombie; mark = processMark(pid)) {
    if (performance.now() > deadline) return;
    await sleep(1);
  }
}
