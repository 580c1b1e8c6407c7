/**
 * The processes of the software under test: marked when they are started in a node, found by that mark, signalled as a group.
 *
 * @module
 */

import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import type {Lab} from '../lab/lab.js';

const MARK = 'VIP_UNDER_TEST';

/** The mark as a word for env(1), whose program and all that it starts have it from then on. */
export function markWord(lab: Lab, node: string): string {
  return `${MARK}=${markOf(lab, node)}`;
}

/** Whether any process of the software under test is in a node. */
export function isUnderTestIn(lab: Lab, node: string): boolean {
  return processesIn(lab, node).length > 0;
}

/** A process of the software under test, with the numbers the outside sees. */
interface MarkedProcess {
  readonly pid: number;
  readonly parent: number;
}

/** Sends a signal to all of its processes in a node, children included. */
export function signalAll(lab: Lab, node: string, signal: NodeJS.Signals): void {
  aim(lab, node)(signal);
}

/** Finds all of its processes in a node, which takes time, so that a signal can then be sent at once. */
export function aim(lab: Lab, node: string): (signal: NodeJS.Signals) => void {
  const processes = processesIn(lab, node);
  return signal => {
    for (const {pid} of processes) kill(pid, signal);
  };
}

/**
 * Kills all of its processes in a node at one stroke: none of them sees another die first, and does something
 * about it (keepalived's child gives the address away when its parent is gone).
 */
export function killAll(lab: Lab, node: string): void {
  signalAll(lab, node, 'SIGSTOP');
  signalAll(lab, node, 'SIGKILL'); // those that were started meanwhile as well
}

/** Sends a signal to those that no other of them started, as an init system would. */
export function signalMain(lab: Lab, node: string, signal: NodeJS.Signals): void {
  const processes = processesIn(lab, node);
  const main = processes.filter(({parent}) => processes.every(({pid}) => pid !== parent));
  for (const {pid} of main) kill(pid, signal);
}

function markOf({id}: Lab, node: string): string {
  return `${id}-${node}`;
}

/** The mark anybody can put into the environment of a process of his; into the lab's namespace of processes only we. */
function processesIn(lab: Lab, node: string): MarkedProcess[] {
  const mark = markWord(lab, node);
  const namespace = namespaceOf(lab.pid);
  if (namespace === undefined) return [];
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry) && read(`/proc/${entry}/environ`).split('\0').includes(mark))
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

function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended by itself in the meantime.
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
