/**
 * The processes of the software under test: marked when they are started in a node, found by that mark, signalled as a group.
 *
 * @module
 */

import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import type {Lab} from '../lab/lab.js';

const MARK = 'VIP_UNDER_TEST';

/** What the processes of a node belong to: the software that moves the address, the service behind it, or the system below both. */
export type Part = 'software' | 'service' | 'system';

const SOFTWARE: readonly Part[] = ['software'];
/** What goes down with a machine that fails as a whole. */
export const MACHINE: readonly Part[] = ['software', 'service', 'system'];

/** The mark as a word for env(1), whose program and all that it starts have it from then on. */
export function markWord({id}: Lab, node: string, part: Part): string {
  return `${MARK}=${id}-${node}-${part}`;
}

/** Whether any process of this part is in a node. */
export function isUnderTestIn(lab: Lab, node: string, part: Part): boolean {
  return processesIn(lab, node, [part]).length > 0;
}

/** A process of the software under test, with process IDs as seen from outside the lab. */
interface MarkedProcess {
  readonly pid: number;
  readonly parent: number;
}

/** Finds all of its processes in a node, which takes time, so that a signal can then be sent at once; children included. */
export function aim(
  lab: Lab,
  node: string,
  parts: readonly Part[] = SOFTWARE,
): (signal: NodeJS.Signals) => void {
  const processes = processesIn(lab, node, parts);
  return signal => {
    for (const {pid} of processes) kill(pid, signal);
  };
}

/**
 * Kills all of its processes in a node at one stroke, so that none of them sees another die first and reacts
 * (keepalived's child releases the address when its parent is gone).
 */
export function killAll(lab: Lab, node: string, parts: readonly Part[] = SOFTWARE): void {
  aim(lab, node, parts)('SIGSTOP');
  aim(lab, node, parts)('SIGKILL'); // those that were started meanwhile as well
}

/** Sends a signal to those that none of the others started, as an init system would. */
export function signalMain(lab: Lab, node: string, signal: NodeJS.Signals): void {
  const processes = processesIn(lab, node, SOFTWARE);
  const main = processes.filter(({parent}) => processes.every(({pid}) => pid !== parent));
  for (const {pid} of main) kill(pid, signal);
}

/** Anyone can put the mark into the environment of their own process, but only we can start one in the lab's process namespace. */
function processesIn(lab: Lab, node: string, parts: readonly Part[]): MarkedProcess[] {
  const marks = parts.map(part => markWord(lab, node, part));
  const namespace = namespaceOf(lab.pid);
  if (namespace === undefined) return [];
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry) && isMarked(entry, marks))
    .filter(entry => namespaceOf(entry) === namespace)
    .map(entry => ({pid: Number(entry), parent: parentOf(entry)}));
}

/** Undefined when it is gone, or another user's. */
function namespaceOf(pid: number | string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

function isMarked(pid: string, marks: readonly string[]): boolean {
  const words = read(`/proc/${pid}/environ`).split('\0');
  return marks.some(mark => words.includes(mark));
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // The process ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // gone, or another user's, and then not ours
  }
}
