/**
 * The processes of a run, found from outside by their parents and command lines.
 *
 * @module
 */

import {readdirSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';

/** A process, and its command line. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly argv: readonly string[];
}

/** All descendants of a process, at whatever depth and in whatever namespaces. */
export function descendants(ancestor: number): Process[] {
  const all = readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .flatMap(entry => readProcess(Number(entry)));
  const found = new Set([ancestor]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const {pid, parent} of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({pid}) => pid !== ancestor && found.has(pid));
}

/**
 * The descendant that matches, as soon as there is one: a run may have to wait for its turn first. A child has its parent's words until it
 * runs a program of its own, and a lower number once numbers start again, so it is the one whose parent does not match.
 */
export async function untilDescendant(
  ancestor: number,
  matches: (process: Process) => boolean,
  withinMs = 60_000,
): Promise<Process> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const matching = descendants(ancestor).filter(matches);
    const process = matching.find(({parent}) => !matching.some(({pid}) => pid === parent));
    if (process !== undefined) return process;
    await sleep(5);
  }
  throw new Error(`no such process below ${ancestor}: ${JSON.stringify(descendants(ancestor))}`);
}

/** Whether the process is the shell that is a lab's first process. */
export function isLabInit({argv}: Process): boolean {
  return argv[0] === 'sh' && argv.includes('vip-lab');
}

function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    return [{pid, parent: Number(parent), argv}];
  } catch {
    return []; // it ended since the directory was read
  }
}
